// What the events of a call make true, also when they come twice, late, early or contradict each other.
#include "domain/world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

TEST(CallEvents, ACallIsFollowedFromArrivalToEnd) {
  World w;
  const auto joined = w.queued(0, "c1");
  ASSERT_NE(fact<CallQueued>(joined), nullptr);
  ASSERT_NE(fact<PredictionRecorded>(joined), nullptr) << "every caller who joins gets a prediction on record";
  EXPECT_EQ(w.queue(5).waiting, 1);
  EXPECT_EQ(w.queue(5).longest_wait, 5s);
  const auto answer = w.answered(12.5, "c1", "anna");
  ASSERT_NE(fact<CallAnswered>(answer), nullptr);
  EXPECT_EQ(fact<CallAnswered>(answer)->wait, 12500ms);
  EXPECT_EQ(w.queue(13).waiting, 0);
  EXPECT_EQ(w.queue(13).in_service, 1);
  EXPECT_EQ(w.queue(13).agents_busy, 1) << "the agent was never reported, only inferred";
  const auto end = w.ended(100, "c1");
  EXPECT_EQ(fact<CallEnded>(end)->service, 87500ms);
  EXPECT_EQ(w.queue(100).in_service, 0);
  EXPECT_EQ(w.queue(100).answered, 1u);
}

TEST(CallEvents, ARepeatedEventChangesNothing) {
  World w;
  const Event event{"default", "pbx", "same", start, Arrival{"c1", "support", 0, "", "", {}, ""}};
  EXPECT_TRUE(taken(w.take(0, event)));
  const auto digest = w.engine.digest();
  const auto again = w.take(30, event);
  EXPECT_TRUE(repeated(again));
  EXPECT_TRUE(again.facts.empty());
  EXPECT_EQ(w.engine.digest(), digest);
}

TEST(CallEvents, TheSameIdFromAnotherSourceIsAnotherEventAndAnotherCall) {
  World w;
  const Event event{"default", "pbx", "same", start, Arrival{"c1", "support", 0, "", "", {}, ""}};
  auto other = event;
  other.source = "ivr";
  w.take(0, event);
  EXPECT_TRUE(taken(w.take(0, other)));
  EXPECT_EQ(w.queue(0).waiting, 2);
}

TEST(CallEvents, AWaitIsMeasuredByTheSourcesOwnClock) {
  World w;
  w.send_late(-40, 0, Arrival{"c1", "support", 0, "", "", {}, ""});  // its clock runs 40 s behind ours
  const auto answer = w.send_late(-30, 13, Answer{"c1", "", ""});    // and this report took 3 s
  EXPECT_EQ(fact<CallAnswered>(answer)->wait, 10s);
}

TEST(CallEvents, ASourceWithoutAClockIsMeasuredByReceipt) {
  World w;
  Event event{"default", "pbx", "a", std::nullopt, Arrival{"c1", "support", 0, "", "", {}, ""}};
  w.take(0, event);
  event.event_id = "b";
  event.body = Answer{"c1", "", ""};
  EXPECT_EQ(fact<CallAnswered>(w.take(7, event))->wait, 7s);
}

TEST(CallEvents, AnAnswerBeforeTheArrivalByTheSourcesClockIsNoNegativeWait) {
  World w;
  w.queued(10, "c1");
  const auto answer = w.send_late(5, 11, Answer{"c1", "", ""});
  EXPECT_TRUE(taken(answer));
  EXPECT_EQ(fact<CallAnswered>(answer)->wait, 0s);
}

TEST(CallEvents, TimesThatCannotBeAreRefused) {
  World w;
  EXPECT_EQ(refused(w.send_late(301, 0, Arrival{"c1", "support", 0, "", "", {}, ""})), Refusal::in_the_future);
  EXPECT_TRUE(taken(w.send_late(299, 0, Arrival{"c2", "support", 0, "", "", {}, ""}))) << "a clock a little ahead";
  EXPECT_EQ(w.queue(10).longest_wait, 10s) << "counted from the receipt, not from a time to come";
  EXPECT_EQ(refused(w.send_late(-2e9, 0, Arrival{"c3", "support", 0, "", "", {}, ""})), Refusal::before_known);
}

TEST(CallEvents, AnAnswerReportedBeforeItsArrivalIsPutTogetherWithIt) {
  World w;
  EXPECT_TRUE(taken(w.send(20, Answer{"c1", "support", "anna"})));
  EXPECT_EQ(w.queue(20).in_service, 1);
  const auto late = w.send_late(5, 21, Arrival{"c1", "support", 0, "", "", {}, ""});
  ASSERT_NE(fact<ArrivalLearnt>(late), nullptr);
  EXPECT_EQ(fact<ArrivalLearnt>(late)->wait, 15s);
  EXPECT_EQ(w.queue(21).waiting, 0);
  EXPECT_EQ(w.queue(21).in_service, 1);
}

TEST(CallEvents, AnAnswerOfAnUnknownCallNeedsAQueue) {
  World w;
  EXPECT_EQ(refused(w.answered(0, "nobody")), Refusal::unknown_call);
  EngineConfig single;
  single.queues.push_back(QueueConfig{});
  single.queues[0].name = "support";
  World one(single);
  EXPECT_TRUE(taken(one.answered(0, "nobody"))) << "with one queue there is no doubt";
}

TEST(CallEvents, EndsOfUnknownCallsAreHarmless) {
  World w;
  for (const EventBody& body : {EventBody{Abandonment{"x", ""}}, EventBody{Departure{"x", "", LeftReason::key}},
                                EventBody{End{"x", ""}}, EventBody{End{"y", "billing"}}}) {
    const auto decision = w.send(1, body);
    EXPECT_TRUE(taken(decision));
    EXPECT_NE(fact<EventNoted>(decision), nullptr) << "taken, so it must be on record";
  }
}

TEST(CallEvents, ASecondAnswerAndAHangUpAfterTheAnswerAreNoted) {
  World w;
  w.queued(0, "c1");
  w.answered(5, "c1", "anna");
  const auto second = w.answered(6, "c1", "bert");
  EXPECT_TRUE(taken(second));
  ASSERT_NE(fact<EventNoted>(second), nullptr);
  EXPECT_NE(fact<EventNoted>(w.abandoned(7, "c1")), nullptr);
  EXPECT_EQ(w.queue(8).answered, 1u);
  EXPECT_EQ(w.queue(8).abandoned, 0u);
  EXPECT_EQ(w.queue(8).in_service, 1);
}

TEST(CallEvents, WhoHangsUpIsGoneAndTheEndThatFollowsIsHarmless) {
  World w;
  w.queued(0, "c1");
  const auto gone = w.abandoned(33, "c1");
  EXPECT_EQ(fact<CallAbandoned>(gone)->wait, 33s);
  EXPECT_EQ(w.queue(33).abandoned, 1u);
  EXPECT_NE(fact<EventNoted>(w.ended(33, "c1")), nullptr);
  EXPECT_NE(fact<EventNoted>(w.answered(34, "c1")), nullptr) << "an answer after the hang-up contradicts it";
}

TEST(CallEvents, AnEndWhileWaitingMeansLeftAndNobodySaidHow) {
  World w;
  w.queued(0, "c1");
  const auto end = w.ended(9, "c1");
  ASSERT_NE(fact<CallLeft>(end), nullptr);
  EXPECT_EQ(fact<CallLeft>(end)->reason, LeftReason::unknown);
  EXPECT_EQ(w.queue(9).waiting, 0);
  EXPECT_EQ(w.queue(9).abandoned, 0u) << "left is not abandoned";
}

TEST(CallEvents, ACallIdMayComeBackOnceItsCallIsOver) {
  World w;
  w.queued(0, "c1");
  w.abandoned(10, "c1");
  EXPECT_NE(fact<CallQueued>(w.queued(60, "c1")), nullptr);
  World held_up;
  held_up.queued(0, "c1");
  held_up.abandoned(10, "c1");
  const auto old = held_up.send_late(0, 11, Arrival{"c1", "support", 0, "", "", {}, ""});
  EXPECT_NE(fact<EventNoted>(old), nullptr) << "an old report of the same arrival opens nothing";
}

TEST(CallEvents, UnknownQueuesAreRefusedByName) {
  World w;
  const auto decision = w.queued(0, "c1", "nowhere");
  EXPECT_EQ(refused(decision), Refusal::unknown_queue);
  EXPECT_TRUE(decision.facts.empty());
}

TEST(CallEvents, AQueueIsBounded) {
  auto config = three_queues();
  config.limits.waiting_per_queue = 3;
  World w(config);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(taken(w.queued(i, "c" + std::to_string(i))));
  EXPECT_EQ(refused(w.queued(4, "c4")), Refusal::queue_full);
  EXPECT_TRUE(taken(w.queued(5, "c5", "sales")));
  w.abandoned(6, "c0");
  EXPECT_TRUE(taken(w.queued(7, "c7")));
}

TEST(CallEvents, ACallMovesWithinItsGroupAndKeepsItsTime) {
  World w;
  w.queued(0, "c1");
  w.queued(1, "c2", "sales");
  const auto moved = w.send(10, Move{"c1", "sales", std::nullopt});
  ASSERT_NE(fact<CallMoved>(moved), nullptr);
  EXPECT_EQ(w.queue(10, "support").waiting, 0);
  EXPECT_EQ(w.queue(10, "sales").waiting, 2);
  EXPECT_EQ(w.queue(10, "sales").longest_wait, 10s);
  EXPECT_EQ(fact<CallAnswered>(w.answered(15, "c1"))->wait, 15s);
}

TEST(CallEvents, ACallMovedToOtherAgentsStandsInTheirLineFromNow) {
  World w;
  w.queued(0, "c1");
  const auto moved = w.send(10, Move{"c1", "billing", std::nullopt});
  ASSERT_NE(fact<CallLeft>(moved), nullptr);
  EXPECT_EQ(fact<CallLeft>(moved)->reason, LeftReason::transferred);
  EXPECT_EQ(w.queue(10, "billing").waiting, 1);
  EXPECT_EQ(fact<CallAnswered>(w.answered(15, "c1"))->wait, 5s);
}

TEST(CallEvents, SitesDoNotSeeEachOther) {
  auto config = three_queues();
  QueueConfig other;
  other.site = "elsewhere";
  other.name = "support";
  config.queues.push_back(other);
  World w(config);
  w.queued(0, "c1");
  EXPECT_EQ(w.engine.queue(start, "elsewhere", "support")->waiting, 0);
  EXPECT_FALSE(w.engine.call(start, "elsewhere", "pbx", "c1"));
  EXPECT_EQ(w.engine.queues(start, "elsewhere").size(), 1u);
  const Event end{"elsewhere", "pbx", "x", start, End{"c1", ""}};
  w.take(1, end);
  EXPECT_EQ(w.queue(1).waiting, 1) << "another site's end of the same id is not ours";
}

}  // namespace
}  // namespace truewait::domain
