// The customer calls again: the call takes the place of the open callback, in whatever state that is, and nobody is
// called back who was on the line or with an agent.
#include "domain/redial_world.hpp"
#include "truewait/domain/codec.hpp"

namespace truewait::domain {
namespace {

using namespace testing;
using S = CallbackState;

TEST_F(Redial, TheCallTakesThePlaceOfAWaitingCallback) {
  ask();
  ASSERT_FALSE(is_end(w.state("cb")));
  const auto again = calls(100, "again");
  ASSERT_NE(fact<CallQueued>(again), nullptr);
  EXPECT_EQ(fact<CallQueued>(again)->inherited, "callback cb");
  EXPECT_EQ(fact<CallQueued>(again)->rank, start + 10s);
  EXPECT_EQ(w.state("cb"), S::superseded);
  EXPECT_EQ(w.view("cb").reason, "called again");
  EXPECT_EQ(w.estimate_call(101, "again")->ahead, 0) << "before the caller who came between";
  EXPECT_EQ(w.estimate_call(101, "other")->ahead, 1);
  EXPECT_EQ(fact<PredictionRecorded>(again)->estimate.ahead, 0) << "what is said at joining counts from the place";
  EXPECT_EQ(refused(w.assign(102, "cb", "d1")), Refusal::not_due) << "an order that was shown is not given any more";
}

TEST_F(Redial, Pain8TheCustomerCallsAgainAndIsNotCalledBack) {
  w.accept(10, "cb");
  calls(60, "again");
  w.answered(90, "again", "anna");
  w.ended(200, "again");
  expect_never_dialled_again(201);
  EXPECT_EQ(w.state("cb"), S::superseded);
}

TEST_F(Redial, AnyQueueOfTheGroupTakesOverAnotherGroupDoesNot) {
  w.accept(10, "cb");
  calls(20, "elsewhere", "billing");
  EXPECT_EQ(w.state("cb"), S::waiting);
  const auto again = calls(30, "again", "sales");
  EXPECT_EQ(fact<CallQueued>(again)->inherited, "callback cb");
  EXPECT_EQ(w.state("cb"), S::superseded);
}

TEST_F(Redial, ABetterPlaceOfTheCallsOwnIsKept) {
  w.accept(10, "cb");
  auto vip = arrival("again", "customer-cb");
  vip.priority = 1;
  const auto again = w.send(20, vip);
  EXPECT_TRUE(fact<CallQueued>(again)->inherited.empty());
  EXPECT_LT(fact<CallQueued>(again)->rank, start);
  EXPECT_EQ(w.state("cb"), S::superseded);
}

TEST_F(Redial, SomebodyElseTakesOverNothing) {
  w.accept(10, "cb");
  const auto other = w.send(20, arrival("other", "customer-other"));
  const auto unknown = w.queued(21, "withheld");
  EXPECT_TRUE(fact<CallQueued>(other)->inherited.empty());
  EXPECT_TRUE(fact<CallQueued>(unknown)->inherited.empty());
  EXPECT_FALSE(is_end(w.state("cb")));
}

TEST_F(Redial, TheCallThatAskedIsNoCallAgain) {
  w.accept(10, "cb", "c1");
  Arrival late = arrival("c1", "customer-cb");
  w.take(11, Event{"default", "pbx", "late", std::nullopt, late});
  EXPECT_EQ(w.state("cb"), S::requested) << "its arrival was only reported late";
}

TEST_F(Redial, AnEarlierCallReportedLateIsNoCallAgain) {
  w.accept(10, "cb");
  const auto late = w.send_late(5, 12, arrival("before", "customer-cb"));
  EXPECT_TRUE(fact<CallQueued>(late)->inherited.empty());
  EXPECT_EQ(w.state("cb"), S::waiting);
  w.send_late(6, 13, Abandonment{"before", ""});
  EXPECT_EQ(w.state("cb"), S::waiting) << "it is still owed";
}

TEST_F(Redial, ARetryThatIsStillToComeIsTakenOver) {
  dial();
  w.outcome(40, "d1", DialOutcome::no_answer);
  ASSERT_EQ(w.state("cb"), S::retry_wait);
  calls(60, "again");
  EXPECT_EQ(w.state("cb"), S::superseded);
  expect_never_dialled_again(100);
}

TEST_F(Redial, WhoeverCallsWhileTheDialIsInDoubtIsProvedFree) {
  dial();
  w.wake(130);
  ASSERT_EQ(w.state("cb"), S::uncertain);
  calls(140, "again");
  EXPECT_EQ(w.state("cb"), S::superseded);
  EXPECT_EQ(refused(w.outcome(150, "d1", DialOutcome::accepted)), Refusal::dial_over);
}

TEST_F(Redial, ADialThatIsOutEndsWithItsOutcomeAndIsNotTriedAgain) {
  for (const auto outcome : {DialOutcome::busy, DialOutcome::no_answer, DialOutcome::rejected, DialOutcome::machine,
                             DialOutcome::invalid_number, DialOutcome::congestion, DialOutcome::cancelled}) {
    w = CallbackWorld(rules());
    dial();
    calls(40, "again");
    EXPECT_EQ(w.state("cb"), S::dialling) << "the order cannot be called back";
    EXPECT_FALSE(w.view("cb").position) << "the call has the place";
    EXPECT_EQ(w.view("cb").reason, "called again");
    EXPECT_EQ(w.estimate_call(41, "again")->ahead, 0);
    const auto told = w.outcome(45, "d1", outcome);
    ASSERT_NE(effect<OutcomeTaken>(told), nullptr) << name_of(outcome);
    EXPECT_EQ(effect<OutcomeTaken>(told)->state, S::superseded) << name_of(outcome);
    expect_never_dialled_again(60);
  }
}

TEST_F(Redial, ADialWithoutAnOutcomeEndsAtItsDeadline) {
  dial();
  calls(40, "again");
  w.wake(130);
  EXPECT_EQ(w.state("cb"), S::superseded) << "not in doubt: the customer has the other call";
}

TEST_F(Redial, AnOrderThatNeverArrivedIsNotSentAgain) {
  dial();
  calls(40, "again");
  const auto back = w.take(50, FrontEndHello{"default", "ivr#a", {}});
  EXPECT_EQ(effect<Dial>(back), nullptr);
  EXPECT_EQ(w.state("cb"), S::superseded);
}

TEST_F(Redial, WhoeverTakesTheDialWhileTheCallStandsInLineIsToldOver) {
  dial();
  calls(40, "again");
  w.outcome(45, "d1", DialOutcome::answered);
  EXPECT_EQ(refused(w.outcome(47, "d1", DialOutcome::accepted)), Refusal::dial_over);
  EXPECT_EQ(w.state("cb"), S::superseded);
  EXPECT_EQ(refused(w.outcome(48, "d1", DialOutcome::accepted)), Refusal::dial_over) << "said again";
}

TEST_F(Redial, WhoeverTakesTheDialAfterBeingServedIsToldOver) {
  dial();
  calls(40, "again");
  w.answered(42, "again", "anna");
  EXPECT_EQ(w.state("cb"), S::dialling);
  w.ended(60, "again");
  EXPECT_EQ(refused(w.outcome(70, "d1", DialOutcome::accepted)), Refusal::dial_over);
  EXPECT_EQ(w.view("cb").reason, "called again");
}

TEST_F(Redial, WhoeverHangsUpForTheDialIsServedThroughIt) {
  dial();
  calls(40, "again");
  w.abandoned(44, "again");
  const auto taken_now = w.outcome(47, "d1", DialOutcome::accepted);
  ASSERT_NE(effect<OutcomeTaken>(taken_now), nullptr);
  EXPECT_EQ(w.state("cb"), S::reached);
  const auto leg = w.leg(48, "leg", "cb");
  EXPECT_EQ(fact<CallQueued>(leg)->rank, start + 10s);
  w.answered(60, "leg", "anna");
  EXPECT_EQ(w.state("cb"), S::connected);
}

TEST_F(Redial, OrElseTheyAreNotDialledAgain) {
  dial();
  calls(40, "again");
  w.abandoned(44, "again");
  w.outcome(47, "d1", DialOutcome::accepted);
  w.leg(48, "leg", "cb");
  w.abandoned(50, "leg");
  EXPECT_EQ(w.state("cb"), S::superseded);
  expect_never_dialled_again(60);
}

TEST_F(Redial, WhenBothStandInLineTheOneThatIsAnsweredCounts) {
  dial();
  w.outcome(45, "d1", DialOutcome::accepted);
  w.leg(46, "leg", "cb");
  calls(47, "again");
  EXPECT_EQ(w.state("cb"), S::reached);
  w.answered(50, "again", "anna");
  EXPECT_EQ(w.state("cb"), S::superseded) << "served by the call";
  w.abandoned(51, "leg");
  expect_never_dialled_again(60);
}

TEST_F(Redial, TheAcceptanceSaidAgainIsHarmlessUntilTheCustomerCallsAgain) {
  dial();
  w.outcome(45, "d1", DialOutcome::accepted);
  EXPECT_NE(effect<OutcomeTaken>(w.outcome(46, "d1", DialOutcome::accepted)), nullptr) << "the answer was lost";
  w.send_late(44, 47, arrival("again", "customer-cb"));
  EXPECT_EQ(refused(w.outcome(48, "d1", DialOutcome::accepted)), Refusal::dial_over);
}

TEST_F(Redial, AnAnswerReportedBeforeTheArrivalEndsIt) {
  w.accept(10, "cb");
  w.send_late(41, 42, Answer{"again", "support", "anna"});
  EXPECT_EQ(w.state("cb"), S::waiting) << "nobody has said whose call that is";
  const auto late = w.send_late(40, 43, arrival("again", "customer-cb"));
  ASSERT_NE(fact<ArrivalLearnt>(late), nullptr);
  EXPECT_EQ(w.state("cb"), S::superseded);
  EXPECT_EQ(w.view("cb").reason, "served by another call");
}

TEST_F(Redial, AnArrivalReportedAfterTheEndEndsIt) {
  dial();
  w.send_late(41, 42, Answer{"again", "support", "anna"});
  w.send_late(50, 50, End{"again", "support"});
  w.send_late(40, 51, arrival("again", "customer-cb"));
  EXPECT_EQ(refused(w.outcome(60, "d1", DialOutcome::accepted)), Refusal::dial_over);
}

TEST_F(Redial, WhoeverIsServedOnTheLineWhileAskingElsewhereIsNotCalledBack) {
  w.send(5, arrival("c1", "customer-cb"));
  w.accept(10, "cb");  // on the web, with the receiver in the hand
  w.answered(20, "c1", "anna");
  EXPECT_EQ(w.state("cb"), S::superseded);
}

TEST_F(Redial, AnAgentWhoArrangesACallbackInTheTalkIsNotUndone) {
  w.send(1, arrival("c1", "customer-cb"));
  w.answered(5, "c1", "anna");
  auto wish = w.wish("cb", "c1");
  wish.confirmed_by = ConfirmedBy::agent;
  w.take(20, wish);
  w.ended(30, "c1");
  EXPECT_FALSE(is_end(w.state("cb")));
}

TEST_F(Redial, AskedForAgainItGoesOn) {
  dial();
  calls(40, "again");
  auto wish = w.wish("cb2", "again");
  wish.customer = "customer-cb";
  const auto same = w.take(45, wish);
  EXPECT_EQ(effect<CallbackTaken>(same)->callback_id, "cb");
  EXPECT_TRUE(effect<CallbackTaken>(same)->existing);
  w.left(46, "again");
  w.outcome(47, "d1", DialOutcome::busy);
  EXPECT_EQ(w.state("cb"), S::retry_wait) << "it was promised once more";
}

TEST_F(Redial, ARequestThatIsRepeatedAsksForNothing) {
  dial();
  calls(40, "again");
  w.accept(41, "cb");  // the same key: its answer was lost
  w.outcome(47, "d1", DialOutcome::busy);
  EXPECT_EQ(w.state("cb"), S::superseded);
}

TEST_F(Redial, TheNewCallbackOfTheCallKeepsThePlace) {
  ask();
  calls(100, "again");
  auto wish = w.wish("cb2", "again");
  wish.customer = "customer-cb";
  w.take(110, wish);
  w.left(111, "again");
  EXPECT_EQ(w.view("cb2").position, 1);
}

// Pain 1: never two dials for one customer.
TEST_F(Redial, Pain1ANewCallbackIsNotDialledBesideTheOldOne) {
  dial();
  calls(40, "again");
  auto wish = w.wish("cb2", "again");
  wish.customer = "customer-cb";
  w.take(45, wish);
  w.left(46, "again");
  w.agent(47, "anna", AgentState::available);
  EXPECT_TRUE(w.engine.due().empty()) << "one dial is out";
}

TEST_F(Redial, AKeptPlaceMovesAlongAndSurvivesASnapshotOfTheQueue) {
  ask();
  calls(100, "again");
  w.send(110, Move{"again", "sales", std::nullopt});
  EXPECT_EQ(w.estimate_call(111, "again")->ahead, 0);
  QueueSnapshot shot;
  shot.queue = "sales";
  shot.calls = {{"again", start + 100s, 0, ""}};
  w.send(120, shot);
  EXPECT_EQ(w.estimate_call(121, "again")->ahead, 0);
}

TEST_F(Redial, AShortWaitInAKeptPlaceTeachesNothing) {
  w.serve(1, "live", 40, 20);
  w.accept(100, "cb");
  calls(400, "again");
  w.answered(402, "again", "anna");
  EXPECT_EQ(formula(w.estimate(403), Formula::les), 40) << "two seconds were nobody's wait";
}

TEST_F(Redial, AReplayGivesTheSameState) {
  dial();
  calls(40, "again");
  w.answered(42, "again", "anna");
  w.send(43, arrival("first", "customer-2"));
  w.abandoned(44, "first");
  Engine replayed(rules());
  for (const auto& fact : w.facts) {
    const auto body = decode(encode(fact.body));
    ASSERT_TRUE(body) << fact_name(fact.body);
    ASSERT_TRUE(replayed.apply(Fact{fact.shard, fact.seq, fact.now, *body}));
  }
  EXPECT_EQ(replayed.digest(), w.engine.digest());
  Engine restored(rules());
  for (std::uint32_t shard = 1; shard <= 2; ++shard) ASSERT_TRUE(restored.restore(shard, w.engine.snapshot(shard)));
  EXPECT_EQ(restored.digest(), w.engine.digest());
  DialReport accepted{"default", "ivr#a", "d1", DialOutcome::accepted, {}, {}, {}};
  EXPECT_EQ(refused(restored.step(start + 60s, accepted)), Refusal::dial_over) << "it knows who was served";
  Event again{"default", "pbx", "again", start + 61s, arrival("second", "customer-2")};
  EXPECT_EQ(fact<CallQueued>(restored.step(start + 61s, again))->inherited, "call first");
}

}  // namespace
}  // namespace truewait::domain
