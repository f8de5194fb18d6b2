// The learned estimate as a whole: served when it knows enough and does no worse, the same after a restart, and right
// about agents who are away, unnamed, or new.
#include <cmath>

#include "domain/busy_line.hpp"
#include "domain/world.hpp"
#include "truewait/domain/codec.hpp"
#include "truewait/domain/offer.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

bool ascending(const Quantiles& q) {
  return std::is_sorted(q.begin(), q.end());
}

TEST(Learned, IsServedOnceItKnowsTheQueue) {
  World w;
  w.queued(0, "first");
  EXPECT_EQ(w.estimate_call(1, "first")->method, Method::prior);
  w.answered(5, "first", "agent0");
  w.ended(60, "first");
  const double now = five_busy_after(w, 100);
  w.queued(now, "me");
  const auto e = *w.estimate_call(now, "me");
  EXPECT_EQ(e.method, Method::learned);
  EXPECT_EQ(e.status, EstimateStatus::ok);
  EXPECT_NEAR(e.mean_s, 120.0 / 5, 10);
  EXPECT_GE(e.patient_mean_s, e.mean_s);
  EXPECT_TRUE(ascending(e.quantiles_s));
  double sum = e.evidence.queue_s + e.evidence.bounds_s;
  for (const double c : e.evidence.contributions_s) sum += c;
  EXPECT_NEAR(sum, e.mean_s, 1e-9) << "the parts add up to what was told";
}

TEST(Learned, TheChanceOfALongerWaitFallsAndAgreesWithTheQuantiles) {
  World w;
  const double end = play(w, 400, 3, 45);
  for (int i = 0; i < 6; ++i) w.queued(end + i, "q" + std::to_string(i));
  const auto e = w.estimate(end + 10);
  double last = 1;
  for (int t = 0; t < 3000; t += 7) {
    const double p = probability_above(e, std::chrono::seconds(t));
    EXPECT_LE(p, last);
    last = p;
  }
  for (std::size_t l = 0; l < quantile_levels.size(); ++l)
    EXPECT_NEAR(probability_above(e, from_seconds(e.quantiles_s[l])), 1 - quantile_levels[l], 0.01);
}

TEST(Learned, TheRemainingWaitFallsAsTheLineMoves) {
  World w;
  const double end = play(w, 600, 5, 25);
  for (int i = 0; i < 5; ++i) {
    w.queued(end, "b" + std::to_string(i));
    w.answered(end, "b" + std::to_string(i), "agent" + std::to_string(i));
  }
  for (int i = 0; i < 4; ++i) w.queued(end + 1, "ahead" + std::to_string(i));
  w.queued(end + 2, "me");
  const auto first = *w.estimate_call(end + 2, "me");
  w.ended(end + 30, "b0");
  w.answered(end + 30, "ahead0", "agent0");
  w.abandoned(end + 31, "ahead1");
  const auto moved = *w.estimate_call(end + 32, "me");
  EXPECT_EQ(moved.ahead, 2);
  EXPECT_LT(moved.mean_s, first.mean_s);
  EXPECT_GE(moved.quantiles_s.front(), 0);
  EXPECT_TRUE(ascending(moved.quantiles_s));
}

TEST(Learned, AwayIsNobodyAndTheSameAgentBackIsSomebody) {
  World w;
  const double end = play(w, 300, 2, 65);
  w.agent(end, "agent0", AgentState::away, {});
  w.agent(end, "agent1", AgentState::available, {});
  w.queued(end + 1, "b");
  w.answered(end + 1, "b", "agent1");
  w.queued(end + 2, "me");
  const auto alone = w.estimate_call(end + 3, "me")->evidence.values_s[static_cast<std::size_t>(Feature::forward)];
  w.agent(end + 4, "agent0", AgentState::available, {});
  const auto back = w.estimate_call(end + 5, "me")->evidence.values_s[static_cast<std::size_t>(Feature::forward)];
  EXPECT_LT(back, 0.7 * alone);
}

TEST(Learned, UnnamedCallsAreAgentsOfTheirOwn) {
  World w;
  const double end = play(w, 400, 5, 25, false) + 4000;  // nobody rests any more
  double last = 1e9;
  for (int n = 1; n <= 4; ++n) {
    const auto id = "b" + std::to_string(n);
    w.queued(end + n, id);
    w.answered(end + n, id);
    const auto mean = w.estimate(end + 10).evidence.values_s[static_cast<std::size_t>(Feature::forward)];
    EXPECT_LT(mean, last) << n << " calls of agents without a name";
    last = mean;
  }
}

TEST(Learned, TheStateIsTheSameAfterARestart) {
  World w;
  double end = play(w, 300, 4, 31);
  w.queued(end, "open");
  w.queued(end + 1, "too");
  w.queued(end + 130, "later");  // past the first looks again
  const auto bytes = w.engine.snapshot(1);
  const auto seen = w.facts.size();
  w.answered(end + 140, "open", "agent1");
  w.answered(end + 150, "too", "agent2");
  end = play(w, 100, 4, 31, true, end + 200);
  Engine folded(three_queues()), restored(three_queues());
  ASSERT_TRUE(restored.restore(1, bytes));
  for (std::size_t i = 0; i < w.facts.size(); ++i) {
    Fact read = w.facts[i];
    read.body = *decode(encode(read.body));
    ASSERT_TRUE(folded.apply(read));
    if (i < seen) continue;
    ASSERT_TRUE(restored.apply(read));
  }
  EXPECT_EQ(folded.snapshot(1), w.engine.snapshot(1));
  EXPECT_EQ(restored.snapshot(1), w.engine.snapshot(1));
  const auto now = start + from_seconds(end + 60);
  EXPECT_EQ(restored.estimate(now, "default", "support", {})->mean_s,
            w.engine.estimate(now, "default", "support", {})->mean_s);
}

TEST(Learned, TheFormulaIsServedWhereItIsChosen) {
  auto config = three_queues();
  for (auto& queue : config.queues) queue.estimator = Estimator::formula;
  World w(config);
  const double end = play(w, 300, 4, 31);
  EXPECT_EQ(w.estimate(end).method, Method::formula);
  EXPECT_EQ(w.estimate(end).evidence.version, 0);
}

TEST(Learned, AnEmptySnapshotSendsEverybodyHomeAndForgetsNothingElse) {
  World w;
  const double end = play(w, 400, 5, 25);
  const auto before = w.estimate(end).evidence.values_s[static_cast<std::size_t>(Feature::forward)];
  w.send(end + 1, QueueSnapshot{"support", {}, std::vector<QueueSnapshot::Agent>{}});
  const auto closed = w.estimate(end + 1).evidence.values_s[static_cast<std::size_t>(Feature::forward)];
  EXPECT_GT(closed, 5 * before) << "nobody is known to be at work";
  w.queued(end + 2, "b");
  w.answered(end + 3, "b", "agent0");
  EXPECT_LT(w.estimate(end + 4).evidence.values_s[static_cast<std::size_t>(Feature::forward)], closed);
}

}  // namespace
}  // namespace truewait::domain
