// One callback from the wish to its end: the place that is kept, the turn that comes, the one dial, the ways to end.
#include "domain/callback_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;
using S = CallbackState;

TEST(CallbackLife, ItIsKeptFromAcceptanceToTheEndOfTheTalk) {
  CallbackWorld w;
  w.queued(10, "c1");
  const auto taken_now = w.accept(20, "cb", "c1");
  ASSERT_NE(effect<CallbackTaken>(taken_now), nullptr);
  EXPECT_EQ(w.state("cb"), S::requested) << "the caller is still on the line";
  w.left(21, "c1");
  EXPECT_EQ(w.state("cb"), S::waiting);
  EXPECT_EQ(w.view("cb").position, 1);
  w.agent(100, "anna", AgentState::available);
  EXPECT_EQ(w.state("cb"), S::due);
  ASSERT_EQ(w.engine.due().size(), 1u);
  const auto order = w.assign(101, "cb", "d1");
  ASSERT_NE(effect<Dial>(order), nullptr);
  EXPECT_EQ(effect<Dial>(order)->order.from, "+15550100");
  EXPECT_GE(effect<Dial>(order)->order.expires, start + 161s);
  EXPECT_TRUE(w.engine.due().empty());
  w.outcome(102, "d1", DialOutcome::ringing);
  w.outcome(110, "d1", DialOutcome::answered);
  w.outcome(112, "d1", DialOutcome::accepted);
  EXPECT_EQ(w.state("cb"), S::reached);
  w.leg(113, "leg", "cb");
  const auto answer = w.answered(120, "leg", "anna");
  ASSERT_NE(fact<CallbackConnected>(answer), nullptr);
  EXPECT_EQ(fact<CallbackConnected>(answer)->wait, 110s) << "from joining the line, not from the ring";
  EXPECT_EQ(w.state("cb"), S::connected);
  w.ended(300, "leg");
  EXPECT_EQ(w.state("cb"), S::completed);
}

TEST(CallbackLife, TheLegInTheQueueImpliesThatTheCustomerAccepted) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb");
  w.assign(3, "cb", "d1");
  w.leg(20, "leg", "cb");
  EXPECT_EQ(w.state("cb"), S::reached);
}

TEST(CallbackLife, ThePlaceIsKeptAmongLiveCallers) {
  CallbackWorld w;
  w.queued(10, "c1");
  w.accept(11, "cb", "c1");
  w.left(12, "c1");
  w.queued(20, "c2");
  EXPECT_EQ(w.estimate_call(21, "c2")->ahead, 1) << "the virtual place goes first";
  EXPECT_EQ(w.view("cb").position, 1);
  w.agent(30, "anna", AgentState::available);
  w.assign(31, "cb", "d1");
  w.leg(40, "leg", "cb");
  EXPECT_EQ(w.estimate_call(41, "c2")->ahead, 1) << "counted once, now as the leg";
  EXPECT_EQ(w.estimate_call(41, "leg")->ahead, 0);
}

TEST(CallbackLife, LiveCallersAheadGoFirst) {
  CallbackWorld w;
  w.queued(5, "earlier");
  w.accept(10, "cb");
  EXPECT_EQ(w.view("cb").position, 2);
  w.agent(20, "anna", AgentState::available);
  EXPECT_EQ(w.state("cb"), S::waiting) << "the free agent is for the one ahead";
  w.answered(21, "earlier", "anna");
  EXPECT_EQ(w.state("cb"), S::waiting) << "nobody is ahead, but nobody is free either";
  w.ended(60, "earlier");
  EXPECT_EQ(w.state("cb"), S::due);
}

TEST(CallbackLife, TheFirstInLineIsNotOvertakenByALiveCallerBehind) {
  CallbackWorld w;
  w.accept(10, "cb");
  EXPECT_EQ(w.state("cb"), S::waiting);
  w.queued(20, "behind");
  EXPECT_EQ(w.state("cb"), S::due) << "the switch would give the next agent to the live caller";
}

TEST(CallbackLife, NoMoreAreDialledThanThereAreAgents) {
  CallbackWorld w;
  for (const auto* id : {"a", "b", "c"}) w.accept(10, id);
  w.agent(20, "anna", AgentState::available);
  EXPECT_EQ(w.state("a"), S::due);
  EXPECT_EQ(w.state("b"), S::waiting);
  w.assign(21, "a", "d1");
  w.outcome(22, "d1", DialOutcome::busy);
  EXPECT_EQ(w.state("a"), S::retry_wait);
  EXPECT_EQ(w.state("b"), S::due) << "the next one takes the turn";
}

TEST(CallbackLife, NobodyIsDialledWhileNobodyIsLoggedIn) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::logged_out);
  w.accept(10, "cb");
  w.queued(20, "live");
  EXPECT_EQ(w.state("cb"), S::waiting);
}

TEST(CallbackLife, AnAnswerOnTheLineEndsIt) {
  CallbackWorld w;
  w.queued(10, "c1");
  w.accept(11, "cb", "c1");
  w.answered(12, "c1", "anna");
  EXPECT_EQ(w.state("cb"), S::superseded);
}

TEST(CallbackLife, WhoeverHangsUpBeforeTheAgentIsTriedAgain) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb");
  w.assign(3, "cb", "d1");
  w.leg(10, "leg", "cb");
  w.abandoned(30, "leg");
  EXPECT_EQ(w.state("cb"), S::retry_wait);
  w.wake(91);
  EXPECT_EQ(w.state("cb"), S::due);
}

TEST(CallbackLife, RetriesEndAfterTheLastDial) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb");
  double t = 3;
  for (int dial = 1; dial <= 3; ++dial, t += 100) {
    const auto id = "d" + std::to_string(dial);
    ASSERT_EQ(w.state("cb"), S::due);
    w.assign(t, "cb", id);
    w.outcome(t + 5, id, DialOutcome::no_answer);
    w.wake(t + 70);
  }
  EXPECT_EQ(w.state("cb"), S::exhausted);
  EXPECT_EQ(w.view("cb").reason, "no_answer");
}

TEST(CallbackLife, CongestionIsTriedAgainSoonAndNotCounted) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb");
  w.assign(3, "cb", "d1");
  w.outcome(4, "d1", DialOutcome::congestion);
  EXPECT_EQ(w.view("cb").dials, 0);
  EXPECT_EQ(w.view("cb").due, start + 64s);
}

TEST(CallbackLife, ARejectedCallIsNeverTriedAgain) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb");
  w.assign(3, "cb", "d1");
  w.outcome(4, "d1", DialOutcome::rejected);
  EXPECT_EQ(w.state("cb"), S::declined);
  EXPECT_EQ(w.engine.open_callbacks("default", "support"), 0);
}

TEST(CallbackLife, ABadNumberIsNeverTriedAgain) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb");
  w.assign(3, "cb", "d1");
  w.outcome(4, "d1", DialOutcome::invalid_number);
  EXPECT_EQ(w.state("cb"), S::exhausted);
}

TEST(CallbackLife, ItExpiresWhenItsTimeIsOver) {
  CallbackWorld w;
  w.accept(2, "cb");
  w.wake(4 * 3600 + 2);
  EXPECT_EQ(w.state("cb"), S::expired);
  w.agent(4 * 3600 + 3, "anna", AgentState::available);
  EXPECT_TRUE(w.engine.due().empty());
}

TEST(CallbackLife, ACancelledOneIsNotDialled) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb");
  EXPECT_TRUE(taken(w.take(3, Cancellation{"default", "cb", "staff"})));
  EXPECT_EQ(w.state("cb"), S::cancelled);
  EXPECT_EQ(refused(w.assign(4, "cb", "d1")), Refusal::not_due);
  EXPECT_EQ(refused(w.take(5, Cancellation{"default", "cb", "staff"})), Refusal::callback_over);
  EXPECT_EQ(refused(w.take(5, Cancellation{"default", "none", "staff"})), Refusal::unknown_callback);
}

TEST(CallbackLife, ACallerNobodyReportedAsGoneHasLeftAfterAMinute) {
  CallbackWorld w;
  w.queued(10, "c1");
  w.accept(11, "cb", "c1");
  w.wake(71);
  EXPECT_EQ(w.state("cb"), S::waiting);
}

TEST(CallbackLife, CallbacksTeachNothingAboutTheWaitsOfTheQueue) {
  CallbackWorld w;
  w.serve(1, "live", 40, 20);
  w.agent(100, "anna", AgentState::available);
  w.accept(101, "cb");
  w.assign(102, "cb", "d1");
  w.leg(110, "leg", "cb");
  w.answered(111, "leg", "anna");
  EXPECT_EQ(formula(w.estimate(112), Formula::les), 40) << "the leg waited a second: that is nobody's wait";
}

}  // namespace
}  // namespace truewait::domain
