// Switches of a queue, the switch of a whole site, repeats, and what a journal gives back of them.
#include "domain/act_world.hpp"
#include "truewait/domain/audit_report.hpp"
#include "truewait/domain/codec.hpp"

namespace truewait::domain {
namespace {

using namespace testing;
using S = CallbackState;
using TurnSwitch = SupervisorAct::Turn;

Switches of(const ActWorld& w, const std::string& queue = "support") {
  return w.queue(1e6, queue).switches;
}

TEST(SwitchesOfAQueue, AreShownAndTurnedAlone) {
  ActWorld w;
  EXPECT_TRUE(of(w).offers && of(w).dials);
  const auto done = w.act(1, TurnSwitch{"support", false, {}});
  EXPECT_EQ(fact<ActTaken>(done)->detail, "offers off");
  EXPECT_EQ(fact<ActTaken>(done)->queue, "support");
  EXPECT_EQ(count<SwitchTurned>(done), 1);
  EXPECT_FALSE(of(w).offers);
  EXPECT_TRUE(of(w).dials);
  EXPECT_TRUE(of(w, "sales").offers) << "another queue of the same group";
  const auto both = w.act(2, TurnSwitch{"support", true, false});
  EXPECT_EQ(fact<ActTaken>(both)->detail, "offers on, dials off");
  EXPECT_EQ(count<SwitchTurned>(both), 2);
  EXPECT_EQ(refused(w.act(3, TurnSwitch{"nowhere", true, true})), Refusal::unknown_queue);
}

TEST(SwitchesOfAQueue, TurnedToWhereTheyAreNothingChangesButWhoWantedItIsKept) {
  ActWorld w;
  const auto done = w.act(1, TurnSwitch{"support", true, true});
  EXPECT_TRUE(taken(done));
  EXPECT_EQ(count<ActTaken>(done), 1);
  EXPECT_EQ(count<SwitchTurned>(done), 0);
}

TEST(SwitchesOfAQueue, WithDialsOffNothingThatWasDueIsGivenOut) {
  ActWorld w;
  w.due(1, "cb");
  const auto off = w.dials(2, false);
  ASSERT_NE(fact<CallbackChanged>(off), nullptr)
      << "no agent is kept free for it: others of the group may take the turn";
  EXPECT_EQ(fact<CallbackChanged>(off)->state, S::waiting);
  EXPECT_TRUE(w.engine.due().empty());
  const auto order = w.assign(3, "cb", "d1");
  EXPECT_EQ(refused(order), Refusal::not_due) << "also when somebody saw it due before";
  EXPECT_TRUE(order.facts.empty());
  EXPECT_FALSE(is_end(w.state("cb")));
  EXPECT_EQ(w.view("cb").position, 1) << "the place is kept";
  w.dials(4, true);
  ASSERT_EQ(w.engine.due().size(), 1u);
  EXPECT_NE(effect<Dial>(w.assign(5, "cb", "d1")), nullptr);
}

TEST(SwitchesOfAQueue, OthersOfTheGroupGoOnDialling) {
  ActWorld w;
  w.dials(1, false, "sales");
  w.due(2, "cb");
  EXPECT_EQ(w.engine.due().size(), 1u);
}

TEST(SwitchesOfAQueue, AnOrderThatGotLostIsNotSentAgainWhileDialsAreOff) {
  ActWorld w;
  w.due(1, "cb");
  w.assign(2, "cb", "d1");
  w.dials(3, false);
  const auto back = w.take(4, FrontEndHello{"default", "ivr#a", {}});
  EXPECT_EQ(effect<Dial>(back), nullptr);
  EXPECT_NE(w.state("cb"), S::dialling) << "it was never dialled: it has its place back";
  EXPECT_TRUE(w.engine.due().empty());
  w.dials(5, true);
  EXPECT_NE(effect<Dial>(w.assign(6, "cb", "d2")), nullptr);
}

TEST(SwitchesOfAQueue, WhatIsRingingAlreadyRunsToItsEnd) {
  ActWorld w;
  w.due(1, "cb");
  w.assign(2, "cb", "d1");
  w.kill(3, false);
  w.outcome(4, "d1", DialOutcome::ringing);
  w.outcome(5, "d1", DialOutcome::accepted);
  w.leg(6, "leg", "cb");
  w.answered(7, "leg", "anna");
  EXPECT_EQ(w.state("cb"), S::connected);
}

TEST(KillSwitch, StopsTheDialsOfEveryQueueAndIsWrittenDownInEachShard) {
  ActWorld w;
  const auto off = w.kill(1, false);
  EXPECT_EQ(count<ActTaken>(off), 2) << "two groups";
  EXPECT_EQ(count<SwitchTurned>(off), 3) << "three queues";
  for (const auto* queue : {"support", "sales", "billing"}) {
    EXPECT_FALSE(of(w, queue).dials) << queue;
    EXPECT_TRUE(of(w, queue).offers) << queue;
  }
  w.agent(2, "anna", AgentState::available);
  w.accept(3, "cb");
  EXPECT_TRUE(w.engine.due().empty());
  const auto again = w.kill(4, false);
  EXPECT_TRUE(taken(again));
  EXPECT_EQ(count<SwitchTurned>(again), 0);
  w.kill(5, true);
  EXPECT_EQ(w.engine.due().size(), 1u);
  SupervisorAct elsewhere;
  elsewhere.site = "nowhere";
  elsewhere.what = SupervisorAct::Kill{false};
  EXPECT_EQ(refused(w.take(6, elsewhere)), Refusal::unknown_queue);
}

TEST(RepeatedActs, ChangeNothingAndAreToldApartFromOthers) {
  ActWorld w;
  w.queued(1, "c1");
  w.accept(2, "cb");
  ASSERT_TRUE(taken(w.act(3, SupervisorAct::Place{"cb", 1}, "k1")));
  const auto again = w.act(4, SupervisorAct::Place{"cb", 1}, "k1");
  EXPECT_TRUE(repeated(again));
  EXPECT_TRUE(again.facts.empty());
  EXPECT_EQ(refused(w.act(5, SupervisorAct::Place{"cb", 2}, "k1")), Refusal::key_reused);
  EXPECT_EQ(refused(w.act(5, SupervisorAct::Place{"cb", 1}, "k1", "another reason")), Refusal::key_reused);
  EXPECT_EQ(refused(w.act(5, SupervisorAct::Kill{false}, "k1")), Refusal::key_reused);

  ASSERT_TRUE(taken(w.act(6, SupervisorAct::Cancel{"cb"}, "k2")));
  EXPECT_TRUE(repeated(w.act(7, SupervisorAct::Cancel{"cb"}, "k2"))) << "though it could not be done once more";
  ASSERT_TRUE(taken(w.act(8, SupervisorAct::Kill{false}, "k3")));
  w.kill(9, true);
  EXPECT_TRUE(repeated(w.act(10, SupervisorAct::Kill{false}, "k3")));
  EXPECT_TRUE(of(w).dials) << "a late repeat does not undo what came after it";
}

TEST(RepeatedActs, ARefusedActMayBeTriedAgainUnderItsId) {
  ActWorld w;
  w.due(1, "cb");
  ASSERT_EQ(refused(w.act(2, SupervisorAct::RetryNow{"cb"}, "k1")), Refusal::act_impossible);
  w.assign(3, "cb", "d1");
  w.outcome(4, "d1", DialOutcome::busy);
  EXPECT_TRUE(taken(w.act(5, SupervisorAct::RetryNow{"cb"}, "k1")));
}

/// One of every act.
void a_day_of_acts(ActWorld& w) {
  w.uncertain(1, "doubt");
  w.resolve(100, "doubt", false);
  w.cancel(101, "doubt");
  w.agent(102, "anna", AgentState::busy);
  w.queued(103, "c1");
  w.queued(104, "c2");
  w.accept(105, "cb");
  w.move(106, "cb", 2);
  w.act(107, TurnSwitch{"sales", false, false});
  w.act(108, SupervisorAct::Kill{false}, "kill-1");
  w.dials(109, true);
}

TEST(RepeatedActs, TheJournalGivesBackTheSameStateAndStillKnowsThem) {
  ActWorld w;
  a_day_of_acts(w);
  Engine folded(ActWorld::rules()), restored(ActWorld::rules());
  for (const auto& f : w.facts) {
    Fact read = f;
    read.body = *decode(encode(f.body));
    ASSERT_TRUE(folded.apply(read));
  }
  EXPECT_EQ(folded.digest(), w.engine.digest());
  for (const std::uint32_t shard : {1u, 2u}) ASSERT_TRUE(restored.restore(shard, w.engine.snapshot(shard)));
  EXPECT_EQ(restored.digest(), w.engine.digest());
  SupervisorAct kill{"default", "desk", "kill-1", "Ada", "a customer complained", SupervisorAct::Kill{false}};
  for (auto* engine : {&folded, &restored}) {
    const auto again = engine->step(start + 200s, kill);
    EXPECT_TRUE(repeated(again));
    EXPECT_TRUE(again.facts.empty());
    EXPECT_EQ(engine->callback("default", "cb")->position, 2);
    EXPECT_TRUE(engine->queue(start + 200s, "default", "support")->switches.dials);
    EXPECT_FALSE(engine->queue(start + 200s, "default", "sales")->switches.dials);
  }
}

std::vector<std::string> acts(const ActWorld& w, AuditQuery query) {
  query.from = start;
  query.to = start + 1h;
  AuditReport report(query);
  for (auto f = w.facts.rbegin(); f != w.facts.rend(); ++f) report.add(*f);  // in no particular order
  std::vector<std::string> out;
  for (const auto& row : report.result().rows) out.emplace_back(name_of(row.act.act));
  return out;
}
using Names = std::vector<std::string>;

TEST(Audit, ListsEachActOnceByTime) {
  ActWorld w;
  a_day_of_acts(w);
  EXPECT_EQ(acts(w, {}), (Names{"resolve", "cancel", "move", "turn_switch", "kill", "turn_switch"}));
  AuditQuery query;
  query.callback_id = "doubt";
  EXPECT_EQ(acts(w, query), (Names{"resolve", "cancel"}));
  query = {};
  query.queue = "sales";
  EXPECT_EQ(acts(w, query), (Names{"turn_switch", "kill"})) << "what is about all queues is about this one";
  query.from = query.to = start;
  AuditReport nothing(query);
  for (const auto& f : w.facts) nothing.add(f);
  EXPECT_TRUE(nothing.result().rows.empty());
}

TEST(Audit, PagesFollowEachOtherWithoutHolesOrRepeats) {
  ActWorld w;
  a_day_of_acts(w);
  w.kill(110, true);
  w.act(111, TurnSwitch{"support", {}, true});
  AuditQuery query;
  query.from = start;
  query.to = start + 1h;
  query.limit = 1;
  Names seen;
  for (bool more = true; more && seen.size() < 20;) {
    AuditReport report(query);
    for (const auto& f : w.facts) report.add(f);
    const auto page = report.result();
    ASSERT_EQ(page.rows.size(), 1u);
    seen.emplace_back(name_of(page.rows[0].act.act));
    query.after = page.rows[0].at;
    EXPECT_EQ(query.begin(), page.rows[0].at.now);
    more = page.more;
  }
  EXPECT_EQ(seen.size(), 8u);
}

}  // namespace
}  // namespace truewait::domain
