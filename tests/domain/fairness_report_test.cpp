// Every overtake is counted once, with the reason that the facts give.
#include "truewait/domain/fairness_report.hpp"

#include "domain/hand_made.hpp"
#include "domain/said_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;
using O = DialOutcome;
using R = OvertakeReason;
using S = CallbackState;

Fairness fairness(const HandMade& told, ReportQuery query = first_hours()) {
  return folded(FairnessReport(std::move(query)), told.facts());
}

/// The only overtake there is.
Overtake only_overtake(const HandMade& told) {
  const auto out = fairness(told);
  EXPECT_EQ(out.all.overtakes(), 1u);
  EXPECT_EQ(out.overtakes.size(), 1u);
  return out.overtakes.empty() ? Overtake{} : out.overtakes.front();
}

TEST(Fairness, InOrderNobodyIsOvertaken) {
  HandMade told;
  told.queued(0, "a");
  told.queued(10, "b");
  told.answered(20, "a");
  told.answered(30, "b");
  const auto out = fairness(told);
  EXPECT_EQ(out.all.answered, 2u);
  EXPECT_EQ(out.all.overtakes(), 0u);
  EXPECT_EQ(out.all.unexplained().n, 0);
}

TEST(Fairness, RulesThatPutTheLaterArrivalFirst) {
  struct Case {
    double head_start_s;
    int priority;
    std::string caller_class;
    R reason;
  };
  for (const auto& [head_start_s, priority, caller_class, reason] :
       {Case{365 * 86'400.0, 1, "", R::priority}, Case{60, 1, "", R::head_start},
        Case{60, 0, "vip", R::caller_class}}) {
    HandMade told;
    told.queued(0, "first");
    auto& later = told.queued(10, "later", "support", head_start_s);
    later.priority = priority;
    later.caller_class = caller_class;
    told.answered(25, "later");
    const auto o = only_overtake(told);
    EXPECT_EQ(o.reason, reason);
    EXPECT_FALSE(against_rank(o.reason));
    EXPECT_EQ(o.answered.id, "later");
    EXPECT_EQ(o.overtaken.id, "first");
    EXPECT_EQ(o.ahead, 10s) << "by arrival";
    EXPECT_EQ(o.waited, 25s);
  }
}

TEST(Fairness, ALaterArrivalWithAHeadStartWhoWaitsTooIsAheadByRank) {
  HandMade told;
  told.queued(0, "plain");
  told.queued(10, "vip", "support", 60);
  told.answered(20, "plain");
  const auto o = only_overtake(told);
  EXPECT_EQ(o.reason, R::switch_took_another);
  EXPECT_EQ(o.ahead, 50s);
}

TEST(Fairness, TheSwitchTookAnotherOrTheAgentCouldNotServeTheFirst) {
  const auto told_of = [](std::vector<std::string> queues) {
    HandMade told;
    told.add(0, AgentChanged{{"pbx", "agent"}, "anna", AgentState::available, std::move(queues), HandMade::at(0)});
    told.queued(1, "first");
    told.queued(5, "second", "sales");
    told.answered(9, "second", "anna", "sales");
    return only_overtake(told);
  };
  EXPECT_EQ(told_of({"sales"}).reason, R::other_skills);
  EXPECT_EQ(told_of({"sales", "support"}).reason, R::switch_took_another);
  EXPECT_EQ(told_of({"billing"}).reason, R::switch_took_another) << "what was reported of her is out of date";
  EXPECT_EQ(told_of({}).reason, R::switch_took_another) << "nothing is known of her skills";
}

/// A callback that stands first, a live caller behind it who is answered at 60.
Overtake overtaken_place(void (*happens)(HandMade&)) {
  HandMade told;
  told.accepted(0, "cb");
  told.queued(20, "live");
  happens(told);
  told.answered(60, "live");
  return only_overtake(told);
}

TEST(Fairness, APlaceThatWasPassedByHasItsReason) {
  EXPECT_EQ(overtaken_place([](HandMade&) {}).reason, R::unexplained) << "nobody had begun to dial it";
  EXPECT_EQ(overtaken_place([](HandMade& t) { t.changed(30, "cb", S::due); }).reason, R::no_front_end);
  EXPECT_EQ(overtaken_place([](HandMade& t) { t.dialled(30, "cb"); }).reason, R::being_rung);
  EXPECT_EQ(overtaken_place([](HandMade& t) {
              t.dialled(30, "cb");
              t.outcome(50, "cb", O::accepted);
            }).reason,
            R::being_rung);
  EXPECT_EQ(overtaken_place([](HandMade& t) { t.changed(30, "cb", S::retry_wait); }).reason, R::retry_wait);
  EXPECT_EQ(overtaken_place([](HandMade& t) { t.changed(30, "cb", S::uncertain); }).reason, R::in_doubt);
  EXPECT_EQ(overtaken_place([](HandMade& t) {
              t.add(30, SwitchTurned{"support", Switch::dials, false});
            }).reason,
            R::dials_off);
  const auto o = overtaken_place([](HandMade& t) { t.dialled(30, "cb"); });
  EXPECT_TRUE(o.overtaken.callback);
  EXPECT_EQ(o.overtaken.id, "cb");
  EXPECT_EQ(o.state, S::dialling);
  EXPECT_EQ(o.ahead, 20s);
  EXPECT_EQ(o.waited, 60s);
  const auto in_line = overtaken_place([](HandMade& t) { t.leg(50, "leg", "cb", 0); });
  EXPECT_EQ(in_line.reason, R::switch_took_another) << "the leg stands at the switch, once";
  EXPECT_EQ(in_line.overtaken.id, "cb");
  EXPECT_FALSE(in_line.state);
}

TEST(Fairness, ACallbackThatIsOverOrStillOnTheLineStandsNowhere) {
  HandMade told;
  told.accepted(0, "over");
  told.changed(10, "over", S::cancelled);
  told.queued(20, "asks");
  told.accepted(25, "cb", "asks", 20);
  told.queued(30, "live");
  told.answered(60, "live");
  const auto o = only_overtake(told);
  EXPECT_EQ(o.overtaken.id, "asks") << "the call itself, once";
  EXPECT_FALSE(o.overtaken.callback);
}

TEST(Fairness, TheReachedCustomerStandsWhereTheCallStood) {
  HandMade told;
  told.queued(0, "c1");
  told.accepted(5, "cb", "c1", 0);
  told.left(6, "c1");
  told.queued(10, "live");
  told.leg(100, "leg", "cb", 0);
  told.answered(110, "leg");
  EXPECT_EQ(fairness(told).all.overtakes(), 0u) << "came first, is served first";
  told.queued(5, "before live");
  told.answered(120, "live");
  EXPECT_EQ(only_overtake(told).overtaken.id, "before live");
}

TEST(Fairness, ACallbackThatSomebodyMovedAhead) {
  HandMade told;
  told.queued(0, "first");
  told.accepted(50, "cb");
  told.add(60, CallbackPlaced{"cb", HandMade::at(-10), 0, "asked to"});
  told.leg(100, "leg", "cb", -10);
  told.answered(110, "leg");
  const auto o = only_overtake(told);
  EXPECT_EQ(o.reason, R::moved);
  EXPECT_TRUE(o.answered.callback);
  EXPECT_EQ(o.answered.id, "cb");
}

TEST(Fairness, ACallThatInheritedAPlace) {
  HandMade told;
  told.queued(10, "first");
  told.queued(100, "again", "support", 95).inherited = "callback cb";
  told.answered(110, "again");
  EXPECT_EQ(only_overtake(told).reason, R::inherited_place);
}

TEST(Fairness, WhoLeftTheLineIsNotOvertaken) {
  HandMade told;
  told.queued(0, "gave up");
  told.queued(1, "dropped");
  told.queued(2, "moved");
  told.queued(5, "answered");
  told.abandoned(6, "gave up");
  QueueReset reset;
  reset.origin = {"pbx", "reset"};
  reset.queue = "support";
  reset.at = HandMade::at(7);
  reset.calls = {{"moved", 0, "", HandMade::at(8), HandMade::at(8)},
                 {"answered", 0, "", HandMade::at(5), HandMade::at(5)}};
  told.add(7, reset);
  told.answered(20, "answered");
  const auto out = fairness(told);
  EXPECT_EQ(out.all.answered, 1u);
  EXPECT_EQ(out.all.overtakes(), 0u);
}

TEST(Fairness, TheNewestAreListedAndAllAreCounted) {
  HandMade told;
  told.queued(0, "patient");
  for (int i = 1; i <= 5; ++i) {
    told.queued(i * 10, "c" + std::to_string(i));
    told.answered(i * 10 + 5, "c" + std::to_string(i));
  }
  auto query = first_hours();
  query.limit = 2;
  const auto out = fairness(told, query);
  EXPECT_EQ(out.all.overtakes(), 5u);
  ASSERT_EQ(out.overtakes.size(), 2u);
  EXPECT_EQ(out.overtakes[0].answered.id, "c5");
  EXPECT_EQ(out.overtakes[1].answered.id, "c4");
  const auto& cases = out.all.of(R::switch_took_another);
  EXPECT_EQ(cases.n, 5u);
  EXPECT_EQ(cases.longest_ahead, 50s);
  EXPECT_EQ(cases.longest_waited, 55s);
}

TEST(Fairness, OnlyTheQueueOfTheOvertakenAndTheTimeOfTheAnswer) {
  HandMade told;
  told.queued(0, "first");
  told.queued(5, "second", "sales");
  told.answered(10, "second", "anna", "sales");
  const auto out = fairness(told);
  ASSERT_EQ(out.rows.size(), 2u);
  EXPECT_EQ(out.rows[0].queue, "sales");
  EXPECT_EQ(out.rows[0].figures.answered, 1u);
  EXPECT_EQ(out.rows[0].figures.overtakes(), 0u);
  EXPECT_EQ(out.rows[1].figures.overtakes(), 1u);
  EXPECT_EQ(fairness(told, first_hours("sales")).all.overtakes(), 0u);
  EXPECT_EQ(fairness(told, {start + 30s, start + 1h, ""}).all.answered, 0u);
}

TEST(Fairness, TheEngineDialsAheadAndTheCustomerAnswersLate) {
  SaidWorld w;
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb");
  w.assign(3, "cb", "d1");
  w.queued(5, "live");
  w.answered(8, "live", "anna");
  const auto out = folded(FairnessReport(first_hours()), w.facts);
  ASSERT_EQ(out.overtakes.size(), 1u);
  EXPECT_EQ(out.overtakes[0].reason, R::being_rung);
  EXPECT_EQ(out.all.unexplained().share, 0);
}

}  // namespace
}  // namespace truewait::domain
