// Agents as reported and as inferred, calls whose end nobody reported, and snapshots that replace what is believed.
#include "domain/world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

TEST(Agents, ReportsCountAndCallsMoveThem) {
  World w;
  w.agent(0, "anna", AgentState::available);
  w.agent(0, "bert", AgentState::available);
  w.agent(0, "cleo", AgentState::away);
  auto q = w.queue(0);
  EXPECT_TRUE(q.agents_reported);
  EXPECT_EQ(q.agents_logged_in, 2);
  EXPECT_EQ(q.agents_available, 2);
  w.queued(1, "c1");
  w.answered(2, "c1", "anna");
  EXPECT_EQ(w.queue(2).agents_available, 1);
  EXPECT_EQ(w.queue(2).agents_busy, 1);
  w.ended(60, "c1");
  EXPECT_EQ(w.queue(60).agents_available, 2) << "the end makes the agent available unless something else is reported";
  w.agent(61, "anna", AgentState::logged_out);
  EXPECT_EQ(w.queue(61).agents_logged_in, 1);
}

TEST(Agents, AgentsNeverReportedAreInferredFromTheirCalls) {
  World w;
  w.serve(0, "c1", 1, 10);
  w.queued(20, "c2");
  w.answered(21, "c2", "anna");
  EXPECT_FALSE(w.queue(21).agents_reported);
  EXPECT_EQ(w.queue(21).agents_busy, 1);
  EXPECT_EQ(w.queue(21).agents_logged_in, 2) << "anna, and whoever took the call without a name";
  w.ended(30, "c2");
  EXPECT_EQ(w.queue(30 + 601).agents_logged_in, 0) << "nobody was seen for ten minutes";
}

TEST(Agents, AnUnknownAgentWithoutQueuesIsRefusedWhereItCouldBeAnyones) {
  World w;
  EXPECT_EQ(refused(w.agent(0, "anna", AgentState::available, {})), Refusal::unknown_queue);
  EXPECT_EQ(refused(w.agent(0, "anna", AgentState::available, {"nowhere"})), Refusal::unknown_queue);
  w.agent(0, "anna", AgentState::available, {"sales"});
  EXPECT_TRUE(taken(w.agent(1, "anna", AgentState::away, {}))) << "known by now";
}

TEST(Agents, AnAgentMayServeTwoGroups) {
  World w;
  const auto both = w.agent(0, "anna", AgentState::available, {"support", "billing"});
  EXPECT_EQ(both.facts.size(), 2u);
  EXPECT_EQ(w.queue(0, "support").agents_available, 1);
  EXPECT_EQ(w.queue(0, "billing").agents_available, 1);
}

TEST(LostEnds, ACallInServiceAgesOut) {
  World w;
  w.queued(0, "c1");
  w.answered(10, "c1", "anna");
  ASSERT_EQ(w.engine.next_wakeup(), start + 10s + 4h);
  const auto before = w.take(10 + 4 * 3600 - 1, Wakeup{});
  EXPECT_TRUE(before.facts.empty());
  const auto due = w.take(10 + 4 * 3600, Wakeup{});
  ASSERT_NE(fact<CallLost>(due), nullptr);
  EXPECT_FALSE(fact<CallLost>(due)->was_waiting);
  EXPECT_EQ(w.queue(15000).in_service, 0);
  EXPECT_FALSE(w.engine.next_wakeup());
}

TEST(LostEnds, AWaitingCallAgesOutAndIsNoAbandonment) {
  World w;
  w.queued(0, "c1");
  ASSERT_EQ(w.engine.next_wakeup(), start + 2h);
  ASSERT_NE(fact<CallLost>(w.take(7200, Wakeup{})), nullptr);
  EXPECT_EQ(w.queue(7200).waiting, 0);
  EXPECT_EQ(w.queue(7200).abandoned, 0u);
}

TEST(LostEnds, WhoTakesAnotherCallHasEndedTheFirst) {
  World w;
  w.queued(0, "c1");
  w.queued(1, "c2");
  w.answered(10, "c1", "anna");
  w.answered(100, "c2", "anna");
  EXPECT_EQ(w.queue(100).in_service, 2) << "the end may still be on its way";
  ASSERT_EQ(w.engine.next_wakeup(), start + 100s + 15min);
  w.take(100 + 900, Wakeup{});
  EXPECT_EQ(w.queue(1000).in_service, 1);
  EXPECT_FALSE(w.engine.call(start + 1000s, "default", "pbx", "c1"));
  EXPECT_TRUE(w.engine.call(start + 1000s, "default", "pbx", "c2"));
}

TEST(LostEnds, AnEndThatComesAfterTheNextAnswerIsMeasured) {
  World w;
  w.queued(0, "c1");
  w.queued(1, "c2");
  w.answered(10, "c1", "anna");
  w.answered(100, "c2", "anna");
  EXPECT_EQ(fact<CallEnded>(w.send_late(99, 101, End{"c1", ""}))->service, 89s);
  EXPECT_EQ(w.queue(101).agents_busy, 1);
}

QueueSnapshot snapshot(std::vector<QueueSnapshot::Call> calls,
                       std::optional<std::vector<QueueSnapshot::Agent>> agents) {
  return QueueSnapshot{"support", std::move(calls), std::move(agents)};
}

TEST(Snapshots, ReplaceWhoWaitsAndLeaveTheRest) {
  World w;
  w.queued(0, "gone");
  w.queued(10, "kept");
  w.queued(11, "other", "sales");
  w.queued(12, "talking");
  w.answered(13, "talking", "anna");
  w.send(60, snapshot({{"kept", start + 10s, 0, ""}, {"new", start + 50s, 0, ""}}, std::nullopt));
  EXPECT_EQ(w.queue(60).waiting, 2);
  EXPECT_EQ(w.queue(60).longest_wait, 50s);
  EXPECT_EQ(w.queue(60).in_service, 1) << "agents were not part of it";
  EXPECT_EQ(w.queue(60, "sales").waiting, 1);
  EXPECT_FALSE(w.engine.call(start + 60s, "default", "pbx", "gone"));
  EXPECT_EQ(w.queue(60).abandoned, 0u);
  EXPECT_EQ(fact<CallAnswered>(w.answered(70, "new"))->wait, 20s);
}

TEST(Snapshots, WithAgentsTheyAreTheWholeTruth) {
  World w;
  w.agent(0, "anna", AgentState::available);
  w.agent(0, "bert", AgentState::available);
  w.queued(1, "c1");
  w.answered(2, "c1", "anna");
  w.send(10, snapshot({}, std::vector<QueueSnapshot::Agent>{{"cleo", AgentState::available}}));
  const auto q = w.queue(10);
  EXPECT_EQ(q.agents_logged_in, 1);
  EXPECT_EQ(q.agents_available, 1);
  EXPECT_EQ(q.in_service, 0);
}

TEST(Snapshots, AnEmptyOneEmptiesTheQueue) {
  World w;
  w.queued(0, "c1");
  w.queued(1, "c2");
  w.answered(2, "c2", "anna");
  w.send(10, snapshot({}, std::vector<QueueSnapshot::Agent>{}));
  const auto q = w.queue(10);
  EXPECT_EQ(q.waiting + q.in_service + q.agents_logged_in, 0);
  EXPECT_FALSE(w.engine.next_wakeup());
}

TEST(Snapshots, ACallListedTwiceWaitsOnce) {
  World w;
  w.send(60, snapshot({{"a", start, 0, ""}, {"a", start + 1s, 0, ""}}, std::nullopt));
  EXPECT_EQ(w.queue(60).waiting, 1);
}

}  // namespace
}  // namespace truewait::domain
