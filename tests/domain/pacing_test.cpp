// When the engine has customers rung: ahead of time among many agents, by time alone, in the three modes, within the
// calling hours, never more than agents can take.
#include <algorithm>

#include "domain/callback_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;
using S = CallbackState;

EngineConfig ruled(void (*change)(CallbackRule&)) {
  auto config = CallbackWorld::rules();
  for (auto& queue : config.queues) change(queue.callback);
  return config;
}

/// `n` agents beside anna, all busy since the start.
void all_busy(CallbackWorld& w, int n) {
  for (int i = 0; i < n; ++i) w.agent(0, "agent" + std::to_string(i), AgentState::busy);
}

int how_many_are(const CallbackWorld& w, S state) {
  const auto found = w.engine.callbacks("default", {{}, state, false, {}, 1000});
  return static_cast<int>(found->size());
}

std::string due_reason(const Decision& decision) {
  for (const auto& f : decision.facts) {
    const auto* changed = std::get_if<CallbackChanged>(&f.body);
    if (changed != nullptr && changed->state == S::due) return changed->reason;
  }
  return {};
}

TEST(Pacing, AmongManyAgentsCustomersAreRungBeforeOneIsFree) {
  CallbackWorld w;
  all_busy(w, 39);
  EXPECT_EQ(due_reason(w.accept(10, "cb0")), "an agent will be free in time");
  for (int i = 1; i < 6; ++i) w.accept(10, "cb" + std::to_string(i));
  // Forty calls of 180 s: with n rung before, the chance is 0.95, 0.86, 0.74; from 0.75 on it is worth it.
  EXPECT_EQ(how_many_are(w, S::due), 2);
}

TEST(Pacing, TheDearerTheHoldingTheFewerAreRung) {
  int before = 1000;
  for (const double cost : {1.0, 3.0, 9.0, 30.0}) {
    auto config = CallbackWorld::rules();
    for (auto& queue : config.queues) queue.callback.dial.hold_cost = cost;
    CallbackWorld w(config);
    all_busy(w, 39);
    for (int i = 0; i < 10; ++i) w.accept(10, "cb" + std::to_string(i));
    EXPECT_LE(how_many_are(w, S::due), before) << cost;
    before = how_many_are(w, S::due);
  }
  EXPECT_EQ(before, 0) << "at 30 to 1 the chance must be 0.97";
}

TEST(Pacing, WhoeverWillHardlyAnswerMakesRoomForTheNext) {
  CallbackWorld w;
  all_busy(w, 39);
  for (int i = 0; i < 3; ++i) w.accept(10, "cb" + std::to_string(i));
  w.assign(11, "cb0", "d0");
  w.assign(11, "cb1", "d1");
  ASSERT_EQ(w.state("cb2"), S::waiting);
  w.wake(71);
  EXPECT_EQ(w.state("cb2"), S::due) << "nobody lets it ring for a minute";
}

TEST(Pacing, LiveCallersAheadAreServedBeforeIt) {
  CallbackWorld w;
  all_busy(w, 39);
  for (int i = 0; i < 4; ++i) w.queued(5, "live" + std::to_string(i));
  w.accept(10, "cb");
  EXPECT_EQ(w.state("cb"), S::waiting) << "four go first";
  for (int i = 0; i < 4; ++i) w.abandoned(11, "live" + std::to_string(i));
  EXPECT_EQ(w.state("cb"), S::due);
}

/// Sixty calls of 92 s each: no call of this queue ends before.
void learn_services(CallbackWorld& w) {
  for (int i = 0; i < 60; ++i) w.serve(10 + i * 95, "past" + std::to_string(i), 1, 92);
}

TEST(Pacing, TimeAloneBringsTheTurn) {
  CallbackWorld w;
  learn_services(w);
  w.agent(6000, "anna", AgentState::available);
  w.queued(6001, "live");
  w.answered(6002, "live", "anna");
  w.accept(6010, "cb");
  ASSERT_EQ(w.state("cb"), S::waiting);
  double t = 6010;
  for (int looks = 0; w.state("cb") == S::waiting && looks < 200; ++looks) {
    const auto next = w.engine.next_wakeup();
    ASSERT_TRUE(next);
    const double at = to_seconds(*next - start);
    ASSERT_GT(at, t) << "each look lies ahead of the last";
    ASSERT_LE(at, t + 5) << "and not far";
    t = at;
    const auto look = w.wake(t);
    if (w.state("cb") == S::waiting) {
      EXPECT_TRUE(look.facts.empty()) << "looking leaves no trace";
    }
  }
  EXPECT_EQ(w.state("cb"), S::due);
  EXPECT_GT(t, 6002 + 65) << "a call of a minute does not end within an answer's time";
  EXPECT_LT(t, 6002 + 92) << "rung before the agent is free";
}

TEST(Pacing, NobodyLooksWhereNothingCanCome) {
  CallbackWorld w;
  EXPECT_FALSE(w.engine.next_wakeup());
  w.accept(10, "cb");
  ASSERT_TRUE(w.engine.next_wakeup());
  EXPECT_LE(*w.engine.next_wakeup(), start + 15s);
  w.agent(20, "anna", AgentState::logged_out);
  EXPECT_EQ(*w.engine.next_wakeup(), start + 10s + 4h) << "without agents: when it expires";
}

TEST(Pacing, AFrontEndMayTakeItsTimeWithoutAnyLooks) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb");
  ASSERT_EQ(w.state("cb"), S::due);
  EXPECT_EQ(*w.engine.next_wakeup(), start + 2s + 4h);
}

TEST(Pacing, WhenAllHaveGoneTheDueOneGoesBackInLine) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb");
  ASSERT_EQ(w.state("cb"), S::due);
  w.agent(3, "anna", AgentState::logged_out);
  EXPECT_EQ(refused(w.assign(4, "cb", "d1")), Refusal::not_due);
  EXPECT_EQ(w.state("cb"), S::waiting);
  EXPECT_EQ(w.view("cb").dials, 0);
}

TEST(Pacing, TheRestoredEngineLooksWhenTheOldOneWouldHave) {
  CallbackWorld w;
  all_busy(w, 1);
  w.accept(10, "cb");
  Engine replayed(CallbackWorld::rules()), restored(CallbackWorld::rules());
  for (const auto& f : w.facts) ASSERT_TRUE(replayed.apply(f));
  for (std::uint32_t shard = 1; shard <= 2; ++shard) ASSERT_TRUE(restored.restore(shard, w.engine.snapshot(shard)));
  EXPECT_EQ(replayed.next_wakeup(), w.engine.next_wakeup());
  EXPECT_EQ(restored.next_wakeup(), w.engine.next_wakeup());
  EXPECT_EQ(restored.digest(), w.engine.digest());
}

TEST(AgentFirst, IsRungOnlyWhenAnAgentIsFreeForIt) {
  CallbackWorld w(ruled([](CallbackRule& r) { r.dial.mode = DialMode::agent_first; }));
  all_busy(w, 39);
  w.accept(10, "cb");
  w.queued(11, "behind");
  EXPECT_EQ(w.state("cb"), S::waiting);
  w.agent(20, "anna", AgentState::available);
  EXPECT_EQ(w.state("cb"), S::due);
  const auto order = w.assign(21, "cb", "d1");
  ASSERT_NE(effect<Dial>(order), nullptr);
  EXPECT_EQ(effect<Dial>(order)->order.mode, DialMode::agent_first);
  EXPECT_EQ(effect<Dial>(order)->order.agent, "");
}

TEST(AgentFirst, AnAgentWhoIsTakenMeanwhilePutsItBackInLine) {
  CallbackWorld w(ruled([](CallbackRule& r) { r.dial.mode = DialMode::agent_first; }));
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb");
  ASSERT_EQ(w.state("cb"), S::due);
  w.agent(3, "anna", AgentState::busy);
  EXPECT_EQ(refused(w.assign(4, "cb", "d1")), Refusal::not_due);
  EXPECT_EQ(w.state("cb"), S::waiting);
  w.agent(30, "anna", AgentState::available);
  EXPECT_EQ(w.state("cb"), S::due);
}

struct Reserved : ::testing::Test {
  CallbackWorld w{ruled([](CallbackRule& r) { r.dial.mode = DialMode::reserved_agent; })};
  void SetUp() override {
    w.agent(1, "carl", AgentState::available);
    w.agent(2, "bert", AgentState::available);
    w.agent(3, "dora", AgentState::available, {"sales"});
    for (const auto* id : {"a", "b", "c"}) w.accept(10, id);
  }
  std::string agent(double at_s, const std::string& id, const std::string& dial) {
    const auto order = w.assign(at_s, id, dial);
    const auto* dialled = effect<Dial>(order);
    return dialled == nullptr ? "(refused)" : dialled->order.agent;
  }
};

TEST_F(Reserved, TheOrderNamesWhoHasBeenFreeForLongest) {
  EXPECT_EQ(w.engine.order_if_due(start + 10s, "default", "a")->agent, "carl");
  EXPECT_EQ(agent(11, "a", "d1"), "carl");
  EXPECT_EQ(agent(11, "b", "d2"), "bert");
  EXPECT_EQ(w.state("c"), S::waiting) << "dora does not serve this queue";
  EXPECT_EQ(w.engine.order("default", "d1")->agent, "carl");
}

TEST_F(Reserved, TheAgentIsTakenUntilTheDialEnds) {
  agent(11, "a", "d1");
  agent(11, "b", "d2");
  w.agent(12, "emil", AgentState::available);
  EXPECT_EQ(agent(13, "c", "d3"), "emil") << "the others are taken, though available to the switch";
  w.outcome(20, "d1", DialOutcome::no_answer);
  w.accept(21, "d");
  EXPECT_EQ(agent(22, "d", "d4"), "carl");
}

TEST_F(Reserved, TheReservationIsInTheJournal) {
  agent(11, "a", "d1");
  Engine again(ruled([](CallbackRule& r) { r.dial.mode = DialMode::reserved_agent; }));
  for (const auto& f : w.facts) ASSERT_TRUE(again.apply(f));
  EXPECT_EQ(again.digest(), w.engine.digest());
  EXPECT_EQ(again.order("default", "d1")->agent, "carl");
  EXPECT_EQ(again.order_if_due(start + 12s, "default", "b")->agent, "bert");
}

/// Customers are rung until ten past nine, and again from half past on.
EngineConfig with_a_break() {
  return ruled([](CallbackRule& r) { r.calling.week[1] = {{9h, 9h + 10min}, {9h + 30min, 20h}}; });
}

TEST(CallingHours, NobodyIsRungOutsideThem) {
  CallbackWorld w(with_a_break());
  w.accept(2, "cb");
  w.agent(11 * 60, "anna", AgentState::available);
  EXPECT_EQ(w.state("cb"), S::waiting);
  ASSERT_TRUE(w.engine.next_wakeup());
  EXPECT_GT(*w.engine.next_wakeup(), start + 12min) << "there is nothing to look at before";
  EXPECT_LE(*w.engine.next_wakeup(), start + 30min);
  w.wake(1800);
  EXPECT_EQ(w.state("cb"), S::due);
}

TEST(CallingHours, WhatIsDueWhenTheyEndIsNotOffered) {
  CallbackWorld w(with_a_break());
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb");
  ASSERT_EQ(w.engine.due().size(), 1u);
  w.wake(11 * 60);
  EXPECT_EQ(w.state("cb"), S::due) << "it stays due";
  EXPECT_TRUE(w.engine.due().empty());
  EXPECT_FALSE(w.engine.order_if_due(start + 11min, "default", "cb"));
  EXPECT_EQ(refused(w.assign(11 * 60, "cb", "d1")), Refusal::not_due);
  ASSERT_TRUE(w.engine.next_wakeup());
  EXPECT_LE(*w.engine.next_wakeup(), start + 30min);
  EXPECT_NE(effect<CallbackTouched>(w.wake(1800)), nullptr) << "so that whoever gives out orders looks";
  EXPECT_EQ(w.engine.due().size(), 1u);
}

TEST(DialsSwitch, TurnedOffNobodyIsRung) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "due");
  w.accept(2, "next");
  ASSERT_EQ(w.state("due"), S::due);
  const auto seq = w.engine.seq(1);
  ASSERT_TRUE(w.engine.apply(Fact{1, seq + 1, start + 3s, SwitchTurned{"support", Switch::dials, false}}));
  w.agent(4, "bert", AgentState::available);
  EXPECT_EQ(w.state("next"), S::waiting);
  EXPECT_TRUE(w.engine.due().empty());
  EXPECT_EQ(refused(w.assign(5, "due", "d1")), Refusal::not_due);
  EXPECT_EQ(w.state("due"), S::due);
}

TEST(DialsSwitch, AQueueThatIsOffDoesNotHoldUpTheOthers) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available, {"support", "sales"});
  w.accept(2, "off");
  ASSERT_EQ(w.state("off"), S::due);
  ASSERT_TRUE(w.engine.apply(Fact{1, w.engine.seq(1) + 1, start + 3s, SwitchTurned{"support", Switch::dials, false}}));
  auto other = w.wish("on");
  other.queue = "sales";
  w.take(4, other);
  EXPECT_EQ(w.state("on"), S::due);
}

// What hurts the users of others (the list of issue 5).

TEST(Pain1, TheSameCustomerIsNotDialledTwiceAtOnce) {
  CallbackWorld w;
  for (const auto* name : {"anna", "bert", "carl"}) w.agent(1, name, AgentState::available);
  auto first = w.wish("a"), second = w.wish("b");
  second.customer = first.customer;
  w.take(2, first);
  w.take(2, second);
  EXPECT_EQ(w.engine.due().size(), 1u);
  w.assign(3, "a", "d1");
  EXPECT_EQ(refused(w.assign(3, "a", "d2", "ivr#b")), Refusal::not_due);
  w.take(4, second);
  EXPECT_TRUE(w.engine.due().empty());
}

TEST(Pain3, NoMoreAreDialledThanThereAreAgents) {
  auto config = CallbackWorld::rules();
  for (auto& queue : config.queues) queue.callback.dial.hold_cost = 0.1;  // as eager as may be
  CallbackWorld w(config);
  w.agent(0, "bert", AgentState::busy);
  w.agent(0, "carl", AgentState::available);
  for (int i = 0; i < 8; ++i) w.accept(10, "cb" + std::to_string(i));
  for (double t = 12; t < 60; t += 2) {
    w.wake(t);
    for (const auto& due : w.engine.due()) w.assign(t, due.callback_id, "d" + due.callback_id);
    EXPECT_LE(how_many_are(w, S::due) + how_many_are(w, S::dialling) + how_many_are(w, S::reached), 3) << t;
  }
}

TEST(Pain7, NobodyIsDialledFarTooEarlyAndNeverWithoutAReason) {
  CallbackWorld w;
  learn_services(w);
  w.agent(6000, "anna", AgentState::available);
  w.queued(6001, "live");
  w.answered(6002, "live", "anna");
  w.accept(6003, "cb");
  for (double t = 6005; t < 6060; t += 2) w.wake(t);
  EXPECT_EQ(w.state("cb"), S::waiting) << "the agent has half a minute to go";
  int turns = 0;
  w.ended(6094, "live");
  for (const auto& f : w.facts) {
    const auto* changed = std::get_if<CallbackChanged>(&f.body);
    if (changed == nullptr || changed->state != S::due) continue;
    ++turns;
    EXPECT_EQ(changed->reason, "an agent is free");
  }
  EXPECT_EQ(turns, 1);
}

TEST(Pain10, AnInvalidNumberEndsTheRequestAndOrphansNothing) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "bad");
  w.accept(2, "good");
  w.assign(3, "bad", "d1");
  w.outcome(4, "d1", DialOutcome::invalid_number);
  EXPECT_EQ(w.state("bad"), S::exhausted);
  EXPECT_EQ(w.view("bad").reason, "invalid_number");
  EXPECT_EQ(w.state("good"), S::due) << "the next one takes the turn";
  EXPECT_EQ(w.engine.open_callbacks("default", "support"), 1);
  w.wake(3 * 3600);
  EXPECT_EQ(w.state("bad"), S::exhausted);
}

}  // namespace
}  // namespace truewait::domain
