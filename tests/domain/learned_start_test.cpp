// The learned estimate of a queue that nobody has called yet: it says what was configured and moves to what it
// measures.
#include <cmath>

#include "domain/busy_line.hpp"
#include "domain/world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

EngineConfig believing(Duration handle_time, int agents) {
  auto config = three_queues();
  for (auto& queue : config.queues) {
    queue.handle_time = handle_time;
    queue.agents = agents;
  }
  return config;
}

double forward_at_joining_s(const Estimate& e) {
  return e.evidence.values_s[static_cast<std::size_t>(Feature::forward)];
}

/// Calls five agents, and what would be said to a caller who joins then; the calls end before anything else happens.
double mean_with_five_busy_s(World& w, double at_s) {
  const auto id = [at_s](int i) { return "x" + std::to_string(at_s) + "-" + std::to_string(i); };
  for (int i = 0; i < 5; ++i) {
    w.queued(at_s, id(i));
    w.answered(at_s, id(i), "agent" + std::to_string(i));
  }
  const double mean = w.estimate(at_s + 1).mean_s;
  for (int i = 0; i < 5; ++i) w.ended(at_s + 120, id(i));
  return mean;
}

TEST(LearnedStart, BeforeAnyCallItIsTheFormulaWithWhatWasConfigured) {
  World w(believing(180s, 4));
  const auto next = w.estimate(0);
  EXPECT_EQ(next.status, EstimateStatus::ok);
  EXPECT_EQ(next.method, Method::prior);
  EXPECT_NEAR(next.mean_s, 180.0 / 4, 1e-9);
  EXPECT_NEAR(w.estimate(0, "support", {.position = 5}).mean_s, 5 * 180.0 / 4, 1e-9);
  for (std::size_t l = 0; l + 1 < quantile_levels.size(); ++l)
    EXPECT_NEAR(next.quantiles_s[l], -45 * std::log(1 - quantile_levels[l]), 0.01) << "exponential: nobody is ahead";
}

TEST(LearnedStart, TheForwardModelBeginsWithTheConfiguredAgents) {
  World w(believing(180s, 4)), twice(believing(180s, 8)), slower(believing(360s, 4)), nothing;
  const double four = forward_at_joining_s(w.estimate(0));
  // Four calls of 180 s that may end at any instant: 45 s until the first does, and a while until its agent takes
  // another.
  EXPECT_GT(four, 40);
  EXPECT_LT(four, 120);
  EXPECT_LT(forward_at_joining_s(twice.estimate(0)), four);
  EXPECT_GT(forward_at_joining_s(slower.estimate(0)), four);
  EXPECT_GT(forward_at_joining_s(nothing.estimate(0)), 2 * four) << "nobody was configured, nobody is there";
}

TEST(LearnedStart, AWrongBeliefGivesWayToWhatIsMeasured) {
  constexpr double truth_s = 120.0 / 5;  // five agents, services of 120 s on average
  World w(believing(600s, 2));
  EXPECT_NEAR(w.estimate(0).mean_s, 600.0 / 2, 1e-9);
  double end = play(w, 40, 5, 27);
  const double early_s = mean_with_five_busy_s(w, end);
  EXPECT_LT(std::abs(early_s - truth_s), 0.5 * std::abs(300 - truth_s)) << "forty calls have been heard";
  end = five_busy_after(w, end + 200);
  const auto e = w.estimate(end);
  EXPECT_EQ(e.method, Method::learned);
  EXPECT_NEAR(e.mean_s, truth_s, 0.5 * truth_s) << "two thousand calls later nothing is left of the belief";
}

TEST(LearnedStart, WithoutABeliefNothingIsSaidUntilEnoughWasHeard) {
  World w;
  EXPECT_EQ(w.estimate(0).status, EstimateStatus::insufficient_data);
  for (int i = 0; i < 29; ++i) w.serve(i * 300.0, "c" + std::to_string(i), 20, 100);
  EXPECT_EQ(w.estimate(29 * 300.0).status, EstimateStatus::insufficient_data);
  w.serve(29 * 300.0, "last", 20, 100);
  EXPECT_EQ(w.estimate(30 * 300.0).status, EstimateStatus::ok);
}

}  // namespace
}  // namespace truewait::domain
