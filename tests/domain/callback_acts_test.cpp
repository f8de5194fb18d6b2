// What somebody in charge may do with one callback, what it is told when it cannot be, and that nothing is done twice.
#include "domain/act_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;
using S = CallbackState;

TEST(CallbackActs, EveryActIsWrittenDownBeforeWhatItChanges) {
  ActWorld w;
  w.accept(2, "cb");
  const auto done = w.cancel(3, "cb");
  EXPECT_TRUE(taken(done));
  ASSERT_EQ(done.facts.size(), 2u);
  const auto* act = std::get_if<ActTaken>(&done.facts[0].body);
  ASSERT_NE(act, nullptr);
  EXPECT_EQ(act->act, Act::cancel);
  EXPECT_EQ(act->callback_id, "cb");
  EXPECT_EQ(act->queue, "support");
  EXPECT_EQ(act->who, "Ada");
  EXPECT_EQ(act->source, "desk");
  EXPECT_EQ(act->why, "a customer complained");
  EXPECT_NE(std::get_if<CallbackChanged>(&done.facts[1].body), nullptr);
  EXPECT_EQ(w.view("cb").reason, "by Ada");
}

TEST(CallbackActs, AnyOpenOneCanBeCancelled) {
  ActWorld w;
  w.queued(1, "c1");
  w.accept(2, "requested", "c1");
  w.accept(3, "waiting");
  EXPECT_TRUE(taken(w.cancel(4, "requested")));
  EXPECT_TRUE(taken(w.cancel(4, "waiting")));
  w.abandoned(5, "c1");
  w.due(10, "due");
  EXPECT_TRUE(taken(w.cancel(11, "due")));
  w.due(20, "dialling");
  w.assign(21, "dialling", "d1");
  EXPECT_TRUE(taken(w.cancel(22, "dialling")));
  EXPECT_EQ(refused(w.outcome(23, "d1", DialOutcome::busy)), Refusal::dial_over);
  w.due(30, "retry_wait");
  w.assign(31, "retry_wait", "d2");
  w.outcome(32, "d2", DialOutcome::busy);
  EXPECT_TRUE(taken(w.cancel(33, "retry_wait")));
  w.uncertain(40, "uncertain");
  EXPECT_TRUE(taken(w.cancel(140, "uncertain")));
  for (const auto* id : {"requested", "waiting", "due", "dialling", "retry_wait", "uncertain"}) {
    EXPECT_EQ(w.state(id), S::cancelled) << id;
  }
  EXPECT_EQ(w.engine.open_callbacks("default", "support"), 0);
}

TEST(CallbackActs, NeitherAConnectedNorAnEndedOneCanBeCancelled) {
  ActWorld w;
  w.due(1, "cb");
  w.assign(2, "cb", "d1");
  w.leg(10, "leg", "cb");
  w.answered(12, "leg", "anna");
  const auto connected = w.cancel(13, "cb");
  EXPECT_EQ(refused(connected), Refusal::callback_over);
  EXPECT_TRUE(connected.facts.empty()) << "what was not done is not in the audit";
  w.ended(60, "leg");
  EXPECT_EQ(refused(w.cancel(61, "cb")), Refusal::callback_over);
  EXPECT_EQ(refused(w.move(61, "cb", 1)), Refusal::callback_over);
  EXPECT_EQ(refused(w.retry(61, "cb")), Refusal::callback_over);
  EXPECT_EQ(refused(w.resolve(61, "cb", true)), Refusal::callback_over);
  EXPECT_EQ(refused(w.cancel(61, "nobody's")), Refusal::unknown_callback);
}

/// Three callers and a callback behind them.
struct ALine : ::testing::Test {
  ActWorld w;
  void SetUp() override {
    w.queued(10, "c1");
    w.queued(20, "c2");
    w.queued(30, "c3");
    w.accept(40, "cb");
    ASSERT_EQ(w.view("cb").position, 4);
  }
};

TEST_F(ALine, AMovedOneStandsWhereItWasWanted) {
  const auto done = w.move(50, "cb", 2);
  ASSERT_NE(fact<CallbackPlaced>(done), nullptr);
  EXPECT_EQ(fact<CallbackPlaced>(done)->reason, "by Ada");
  EXPECT_EQ(fact<ActTaken>(done)->detail, "position 2");
  EXPECT_EQ(w.view("cb").position, 2);
  EXPECT_EQ(w.estimate_call(51, "c1")->ahead, 0);
  EXPECT_EQ(w.estimate_call(51, "c2")->ahead, 2) << "those it has passed see it ahead";
  EXPECT_EQ(w.estimate_call(51, "c3")->ahead, 3);
  w.move(52, "cb", 3);
  EXPECT_EQ(w.view("cb").position, 3);
  EXPECT_EQ(w.estimate_call(53, "c2")->ahead, 1);
  w.move(54, "cb", 99);
  EXPECT_EQ(w.view("cb").position, 4) << "the line is no longer";
  w.queued(60, "c4");
  EXPECT_EQ(w.view("cb").position, 4);
  w.move(61, "cb", 1);
  EXPECT_EQ(w.view("cb").position, 1);
}

TEST_F(ALine, ToWhereItStandsNothingMoves) {
  const auto done = w.move(50, "cb", 4);
  EXPECT_TRUE(taken(done));
  EXPECT_EQ(count<ActTaken>(done), 1);
  EXPECT_EQ(count<CallbackPlaced>(done), 0);
}

TEST_F(ALine, AReachedCustomerStandsWhereTheCallbackWasMovedTo) {
  w.move(50, "cb", 1);
  ASSERT_EQ(w.state("cb"), S::due) << "the switch would give the next agent to a caller behind";
  w.assign(51, "cb", "d1");
  w.leg(60, "leg", "cb");
  EXPECT_EQ(w.estimate_call(61, "leg")->ahead, 0);
}

TEST(CallbackActs, AmongThoseOfOneInstantAPlaceIsFoundToo) {
  ActWorld w;
  w.accept(10, "a");
  w.accept(10, "b");
  w.move(11, "b", 1);
  EXPECT_EQ(w.view("b").position, 1);
  EXPECT_EQ(w.view("a").position, 2);

  ActWorld mixed;
  mixed.queued(10, "c1");
  mixed.accept(10, "a");
  mixed.accept(20, "b");
  mixed.move(21, "b", 2);
  EXPECT_EQ(mixed.view("b").position, 2);
}

TEST(CallbackActs, OnlyAWaitingOneIsMoved) {
  ActWorld w;
  w.due(1, "cb");
  EXPECT_EQ(refused(w.move(2, "cb", 1)), Refusal::act_impossible);
  w.assign(3, "cb", "d1");
  EXPECT_EQ(refused(w.move(4, "cb", 1)), Refusal::act_impossible);
  w.outcome(5, "d1", DialOutcome::busy);
  EXPECT_EQ(refused(w.move(6, "cb", 1)), Refusal::act_impossible);
}

TEST(CallbackActs, ARetryNeedNotBeWaitedFor) {
  ActWorld w;
  w.due(1, "cb");
  w.assign(2, "cb", "d1");
  w.outcome(3, "d1", DialOutcome::busy);
  ASSERT_EQ(w.state("cb"), S::retry_wait);
  const auto done = w.retry(5, "cb");
  ASSERT_NE(fact<CallbackChanged>(done), nullptr);
  EXPECT_EQ(fact<CallbackChanged>(done)->state, S::waiting);
  EXPECT_EQ(fact<CallbackChanged>(done)->reason, "retry by Ada");
  EXPECT_EQ(w.state("cb"), S::due) << "Anna is free";
  EXPECT_EQ(w.view("cb").dials, 1);
}

TEST(CallbackActs, ARetryOfWhatStandsInLineIsToldThatThereIsNothingToDo) {
  ActWorld w;
  w.accept(1, "cb");
  for (const auto state : {S::waiting, S::due}) {
    ASSERT_EQ(w.state("cb"), state);
    const auto done = w.retry(2, "cb");
    EXPECT_EQ(refused(done), Refusal::act_impossible);
    EXPECT_NE(effect<Refused>(done)->detail.find("nothing to do"), std::string::npos);
    w.agent(2, "anna", AgentState::available);
  }
  w.assign(3, "cb", "d1");
  EXPECT_EQ(refused(w.retry(4, "cb")), Refusal::act_impossible) << "never a second dial beside the first";
}

TEST(CallbackActs, AnUncertainDialWasReachedAccordingToAWitness) {
  ActWorld w;
  w.uncertain(1, "cb");
  EXPECT_TRUE(taken(w.resolve(100, "cb", true)));
  EXPECT_EQ(w.state("cb"), S::completed);
  EXPECT_EQ(w.view("cb").reason, "by Ada");
  EXPECT_EQ(refused(w.resolve(101, "cb", false)), Refusal::callback_over);
}

TEST(CallbackActs, AnUncertainDialThatReachedNobodyMayBeDialledAgain) {
  ActWorld w;
  w.uncertain(1, "cb");
  EXPECT_TRUE(w.engine.due().empty());
  const auto done = w.resolve(100, "cb", false);
  EXPECT_EQ(fact<ActTaken>(done)->detail, "not reached");
  ASSERT_EQ(w.state("cb"), S::due);
  EXPECT_NE(effect<Dial>(w.assign(101, "cb", "d2")), nullptr);
  EXPECT_EQ(w.view("cb").dials, 1) << "nobody heard it ring, and somebody found out that it did not: it does not count";
  EXPECT_EQ(refused(w.outcome(102, "dial of cb", DialOutcome::busy)), Refusal::dial_over);
}

TEST(CallbackActs, ResolvingDoesNotRingMoreOftenOrLaterThanAgreed) {
  auto config = ActWorld::rules();
  for (auto& queue : config.queues) queue.callback.retry.most_dials = 1;
  ActWorld once(config);
  once.due(1, "cb");
  once.assign(2, "cb", "d1");
  once.outcome(3, "d1", DialOutcome::ringing);
  once.wake(92);
  ASSERT_EQ(once.state("cb"), S::uncertain);
  once.resolve(100, "cb", false);
  EXPECT_EQ(once.state("cb"), S::exhausted) << "it rang: it was the one dial that there may be";

  config = ActWorld::rules();
  for (auto& queue : config.queues) queue.callback.retry.expires_after = 95s;
  ActWorld late(config);
  late.uncertain(1, "cb");
  late.resolve(1500, "cb", false);  // what was promised is long over, though nobody has looked yet
  EXPECT_EQ(late.state("cb"), S::expired);
  EXPECT_TRUE(late.engine.due().empty());
}

TEST(CallbackActs, OnlyAnUncertainOneIsResolvedAndNobodyNeedsTo) {
  ActWorld w;
  w.accept(1, "waiting");
  EXPECT_EQ(refused(w.resolve(2, "waiting", true)), Refusal::act_impossible);
  w.cancel(3, "waiting");
  w.uncertain(4, "cb");
  w.wake(4 + 91 + 30 * 60);
  EXPECT_EQ(w.state("cb"), S::expired_uncertain);
}

// Pain 9: queued callbacks cannot be seen or removed.
TEST(CallbackPains, Pain9QueuedCallbacksCanBeSeenAndRemoved) {
  ActWorld w;
  w.uncertain(1, "doubt");
  w.agent(100, "anna", AgentState::busy);
  for (const auto* id : {"a", "b", "c"}) w.accept(101, id);
  const auto listed = [&](std::optional<S> state) {
    CallbackQuery query;
    query.open_only = true;
    query.state = state;
    std::string ids;
    const auto views = w.engine.callbacks("default", query);
    for (const auto& view : views.value()) ids += view.callback_id + " ";
    return ids;
  };
  EXPECT_EQ(listed({}), "doubt a b c ");
  EXPECT_EQ(listed(S::uncertain), "doubt ") << "the ones that need somebody can be asked for alone";
  w.cancel(102, "b");
  w.resolve(103, "doubt", true);
  EXPECT_EQ(listed({}), "a c ");
  EXPECT_EQ(listed(S::uncertain), "");
  EXPECT_EQ(w.view("c").position, 2) << "the line has closed up";
}

}  // namespace
}  // namespace truewait::domain
