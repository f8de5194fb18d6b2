// What is served, when nothing may be served, and what a waiting caller is told.
#include <algorithm>
#include <cmath>

#include "domain/world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

/// Fifty callers who waited 20 to 69 s behind nobody and talked for 100 s.
void serve_fifty(World& w) {
  for (int i = 0; i < 50; ++i) w.serve(i * 200.0, "old" + std::to_string(i), 20 + i, 100);
}

bool rising(const Quantiles& q) {
  return std::is_sorted(q.begin(), q.end()) && q[0] >= 0;
}

TEST(Estimates, NothingIsKnownAtFirst) {
  World w;
  EXPECT_EQ(w.estimate(0).status, EstimateStatus::insufficient_data);
  w.serve(0, "c1", 10, 60);
  EXPECT_EQ(w.estimate(100).status, EstimateStatus::insufficient_data);
  EXPECT_EQ(w.estimate(100).reason, NoDataReason::too_few_answers);
}

TEST(Estimates, OkFromThirtyAnsweredCalls) {
  World w;
  for (int i = 0; i < 29; ++i) w.serve(i * 200.0, "c" + std::to_string(i), 20, 100);
  EXPECT_EQ(w.estimate(6000).status, EstimateStatus::insufficient_data);
  w.serve(6000, "c29", 20, 100);
  EXPECT_EQ(w.estimate(6200).status, EstimateStatus::ok);
}

TEST(Estimates, PriorsServeBeforeAnythingIsMeasured) {
  auto config = three_queues();
  config.queues[0].handle_time = 300s;
  config.queues[0].agents = 10;
  World w(config);
  const auto e = w.estimate(0);
  EXPECT_EQ(e.status, EstimateStatus::ok);
  EXPECT_EQ(e.method, Method::prior);
  EXPECT_NEAR(e.mean_s, 30, 1e-9) << "one service of 300 s among ten agents";
  EXPECT_NEAR(e.quantiles_s[2], 30 * std::log(2), 1e-6) << "exponential: the median is the mean times ln 2";
  EXPECT_TRUE(rising(e.quantiles_s));
}

TEST(Estimates, NobodyLoggedInIsNotZero) {
  World w;
  serve_fifty(w);
  w.agent(11000, "anna", AgentState::available);
  EXPECT_EQ(w.estimate(11000).status, EstimateStatus::ok);
  w.agent(11001, "anna", AgentState::logged_out);
  EXPECT_EQ(w.estimate(11001).status, EstimateStatus::insufficient_data);
  EXPECT_EQ(w.estimate(11001).reason, NoDataReason::nobody_logged_in);
}

TEST(Estimates, AFreeAgentMeansNoQueue) {
  World w;
  serve_fifty(w);
  w.agent(11000, "anna", AgentState::available);
  const auto e = w.estimate(11000);
  EXPECT_EQ(e.method, Method::agent_free);
  EXPECT_EQ(e.mean_s, 0);
  w.queued(11001, "first");
  EXPECT_NE(w.estimate(11001).method, Method::agent_free) << "the free agent is for the caller ahead";
  w.answered(11004, "first", "anna");
  w.ended(11100, "first");
  EXPECT_NEAR(w.estimate(11100).mean_s, 3, 1e-9) << "what such callers did wait: the ringing";
}

TEST(Estimates, TheFormulaWithTheLeastErrorIsServed) {
  World w;
  serve_fifty(w);
  const auto e = w.estimate(11000);
  EXPECT_EQ(e.formula, Formula::les) << "waits that rise by a second each: the last one is the best guess";
  EXPECT_EQ(e.mean_s, formula(e, Formula::les));
  EXPECT_EQ(e.mean_s, 69);
  EXPECT_TRUE(rising(e.quantiles_s));
  EXPECT_GE(e.samples, 40);
  EXPECT_LT(e.quantiles_s[4] - e.quantiles_s[0], 10) << "it was never far off, and says so";
}

TEST(Estimates, AWaitingCallerGetsTheRemainingWait) {
  World w;
  serve_fifty(w);
  w.queued(11000, "me");
  const auto first = *w.estimate_call(11000, "me");
  const auto later = *w.estimate_call(11030, "me");
  EXPECT_EQ(later.elapsed, 30s);
  EXPECT_LT(later.mean_s, first.mean_s - 25);
  EXPECT_TRUE(rising(later.quantiles_s));
  const auto overdue = *w.estimate_call(11500, "me");
  EXPECT_GE(overdue.mean_s, 0);
  EXPECT_TRUE(rising(overdue.quantiles_s));
  w.answered(11501, "me");
  EXPECT_FALSE(w.estimate_call(11502, "me"));
}

TEST(Estimates, AskingAgainIsRecordedWhenItWouldTellMore) {
  World w;
  w.queued(0, "before");
  w.queued(1, "me");
  const Reestimate ask{"default", "pbx", "me"};
  EXPECT_TRUE(w.take(2, ask).facts.empty()) << "told a second ago, and nothing moved";
  const auto later = w.take(12, ask);
  ASSERT_NE(fact<PredictionRecorded>(later), nullptr);
  EXPECT_EQ(fact<PredictionRecorded>(later)->occasion, PredictionOccasion::reestimated);
  w.abandoned(13, "before");
  EXPECT_FALSE(w.take(14, ask).facts.empty()) << "one place nearer";
  EXPECT_TRUE(w.take(14, ask).facts.empty());
  EXPECT_TRUE(w.take(14, Reestimate{"default", "pbx", "nobody"}).facts.empty());
}

TEST(Estimates, ReadingWritesNothing) {
  World w;
  serve_fifty(w);
  const auto digest = w.engine.digest();
  for (int i = 0; i < 10; ++i) w.estimate(11000 + i);
  w.engine.queues(start + 12000s, "default");
  EXPECT_EQ(w.engine.digest(), digest);
}

TEST(Order, StrictPriorityGoesFirstWhateverTheWait) {
  World w;
  w.queued(0, "low");
  w.queued(3600, "high", "sales", 1);
  EXPECT_EQ(w.estimate_call(3600, "high")->ahead, 0);
  EXPECT_EQ(w.estimate_call(3600, "low")->ahead, 1);
  EXPECT_EQ(w.estimate(3601).ahead, 2);
  EXPECT_EQ(w.estimate(3601, "support", {1, "", {}, {}}).ahead, 1) << "behind those of the same priority";
}

TEST(Order, AHeadStartCountsAsTimeAlreadyWaited) {
  auto config = three_queues();
  for (auto& queue : config.queues) {
    queue.priority_rule = PriorityRule::head_start;
    queue.head_start_per_priority = 90s;
    queue.class_head_start["vip"] = 30s;
  }
  World w(config);
  w.queued(0, "early");
  w.queued(89, "soon", "support", 1);
  w.queued(91, "late", "support", 1);
  EXPECT_EQ(w.estimate_call(100, "soon")->ahead, 0);
  EXPECT_EQ(w.estimate_call(100, "early")->ahead, 1);
  EXPECT_EQ(w.estimate_call(100, "late")->ahead, 2);
  EXPECT_EQ(w.estimate(29, "support", {0, "vip", {}, {}}).ahead, 1) << "as if here since second -1, behind `soon`";
}

TEST(Order, AFrontEndsOwnPositionIsTaken) {
  World w;
  w.queued(0, "a");
  EXPECT_EQ(w.estimate(1, "support", {0, "", 5, {}}).ahead, 4);
}

}  // namespace
}  // namespace truewait::domain
