// What reports in another order, or missing ones, must not lead to: a customer rung again who was served, or rung while
// still on the line.
#include "domain/callback_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;
using S = CallbackState;

/// The customer was reached and stands in line.
struct CallbackDoubt : ::testing::Test {
  CallbackWorld w;
  void SetUp() override {
    w.agent(1, "anna", AgentState::available);
    w.accept(2, "cb");
    w.assign(3, "cb", "d1");
    w.leg(10, "leg", "cb");
  }
};

TEST_F(CallbackDoubt, ALegThatEndsWithoutAnAnswerMayHaveBeenServed) {
  w.ended(200, "leg");
  EXPECT_EQ(w.state("cb"), S::uncertain);
  w.wake(200 + 30 * 60);
  EXPECT_EQ(w.state("cb"), S::expired_uncertain);
}

TEST_F(CallbackDoubt, ALegThatIsMissingFromASnapshotMayBeWithAnAgent) {
  QueueSnapshot empty;
  empty.queue = "support";
  w.send(20, empty);
  EXPECT_EQ(w.state("cb"), S::uncertain);
}

TEST_F(CallbackDoubt, ALegThatNobodyMentionsAgainIsNotDialledAgain) {
  w.wake(10 + 2 * 3600);
  EXPECT_EQ(w.state("cb"), S::uncertain);
}

TEST_F(CallbackDoubt, TheLegInLineProvesThatItWasDialled) {
  w.ended(200, "leg");
  const auto back = w.take(201, FrontEndHello{"default", "ivr#a", {}});
  EXPECT_EQ(effect<Dial>(back), nullptr);
  EXPECT_EQ(w.state("cb"), S::uncertain) << "a ledger that forgot proves nothing";
}

TEST_F(CallbackDoubt, ASnapshotSaysNothingAboutALegThatCameAfterIt) {
  QueueSnapshot empty;
  empty.queue = "support";
  w.send_late(9, 12, empty);
  EXPECT_EQ(w.state("cb"), S::reached);
  w.answered(15, "leg", "anna");
  EXPECT_EQ(w.state("cb"), S::connected);
}

TEST_F(CallbackDoubt, ASnapshotDoesNotBringBackWhoLeftAfterIt) {
  w.queued(20, "c1");
  w.abandoned(25, "c1");
  QueueSnapshot late;
  late.queue = "support";
  late.calls = {{"c1", start + 20s, 0, ""}};
  w.send_late(24, 26, late);
  EXPECT_EQ(w.queue(27).waiting, 0);
}

TEST_F(CallbackDoubt, TwoSnapshotsInTheWrongOrderBothListTheLeg) {
  QueueSnapshot shot;
  shot.queue = "support";
  shot.calls = {{"leg", start + 10s, 0, ""}};
  w.send_late(21, 22, shot);
  w.send_late(20, 23, shot);
  EXPECT_EQ(w.state("cb"), S::reached);
  EXPECT_EQ(w.queue(24).waiting, 1);
}

TEST_F(CallbackDoubt, ASnapshotOfBeforeTheAnswerLeavesTheLegWithItsAgent) {
  w.answered(20, "leg", "anna");
  QueueSnapshot late;
  late.queue = "support";
  late.calls = {{"leg", start + 10s, 0, ""}};
  late.agents = {{"anna", AgentState::available}};
  w.send_late(15, 22, late);
  EXPECT_EQ(w.queue(23).waiting, 0);
  EXPECT_EQ(w.queue(23).in_service, 1);
  EXPECT_EQ(w.state("cb"), S::connected);
  w.ended(200, "leg");
  EXPECT_EQ(w.state("cb"), S::completed);
}

TEST_F(CallbackDoubt, WhoWasWithAnAgentIsServedThoughASnapshotPutsTheLegBackInLine) {
  w.answered(20, "leg", "anna");
  QueueSnapshot shot;
  shot.queue = "support";
  shot.calls = {{"leg", start + 10s, 0, ""}};
  shot.agents = {{"anna", AgentState::available}};
  w.send(21, shot);
  w.abandoned(30, "leg");
  EXPECT_EQ(w.state("cb"), S::completed);
}

TEST(CallbackOrder, ALegAnsweredBeforeItsArrivalWasReportedIsConnected) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb");
  w.assign(3, "cb", "d1");
  w.outcome(10, "d1", DialOutcome::accepted);
  w.send_late(11, 12, Answer{"leg", "support", "anna"});
  EXPECT_EQ(w.state("cb"), S::reached);
  Arrival arrival;
  arrival.call_id = "leg";
  arrival.queue = "support";
  arrival.callback_id = "cb";
  const auto late = w.send_late(10, 13, arrival);
  ASSERT_NE(fact<CallbackConnected>(late), nullptr);
  EXPECT_EQ(fact<CallbackConnected>(late)->wait, 9s);
  w.ended(100, "leg");
  EXPECT_EQ(w.state("cb"), S::completed);
}

TEST(CallbackOrder, ACallerWhoSpeaksWithAnAgentIsNotCalledBack) {
  CallbackWorld w;
  w.queued(1, "c1");
  w.answered(5, "c1", "anna");
  EXPECT_EQ(refused(w.accept(6, "cb", "c1")), Refusal::call_over);
  auto by_agent = w.wish("cb2", "c1");
  by_agent.confirmed_by = ConfirmedBy::agent;
  EXPECT_NE(effect<CallbackTaken>(w.take(7, by_agent)), nullptr) << "unless the agent arranges it";
}

TEST(CallbackOrder, WhoeverIsMissingFromASnapshotMayBeWithAnAgent) {
  CallbackWorld w;
  w.queued(1, "c1");
  w.accept(2, "cb", "c1");
  QueueSnapshot empty;
  empty.queue = "support";
  w.send_late(4, 5, empty);
  EXPECT_EQ(w.state("cb"), S::requested);
  w.send_late(3, 6, Answer{"c1", "support", "anna"});
  EXPECT_EQ(w.state("cb"), S::superseded);
}

TEST(CallbackOrder, ACallerWhoseCallWasNotReportedYetIsOnTheLine) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb", "c1");
  EXPECT_EQ(w.state("cb"), S::requested) << "the agent is free, and the caller's phone is not";
  w.wake(62);
  EXPECT_EQ(w.state("cb"), S::due);
}

}  // namespace
}  // namespace truewait::domain
