// The accuracy report counts what it says it counts.
#include "truewait/domain/report.hpp"

#include <array>
#include <cmath>

#include "domain/world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

std::vector<AccuracyRow> report(const World& w, ReportQuery query = {start - 1h, start + 24h, ""}) {
  AccuracyReport r(query);
  for (const auto& f : w.facts) r.add(f);
  return r.rows();
}

World with_priors() {
  auto config = three_queues();
  for (auto& queue : config.queues) {
    queue.handle_time = 100s;
    queue.agents = 2;
  }
  return World(config);
}

TEST(AccuracyReport, ComparesWhatWasPredictedWithWhatWasMeasured) {
  auto w = with_priors();
  w.queued(0, "a");  // predicted 50 s
  w.answered(80, "a");
  const auto rows = report(w);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].queue, "support");
  EXPECT_EQ(rows[0].hour, start);
  EXPECT_EQ(rows[0].mean.n(), 1u);
  EXPECT_NEAR(rows[0].mean.bias_s(), -30, 1e-9);
  EXPECT_EQ(rows[0].p10_p90.covered(), 1u);
}

TEST(AccuracyReport, ThoseWhoDidNotWaitAreNotCounted) {
  auto w = with_priors();
  w.queued(0, "a");
  w.answered(0.5, "a");
  EXPECT_TRUE(report(w).empty());
}

TEST(AccuracyReport, HangUpsAndUnpredictedCallsStandBeside) {
  auto w = with_priors();
  w.queued(0, "a");
  w.abandoned(30, "a");
  World nothing_known;
  nothing_known.queued(0, "a");
  nothing_known.answered(10, "a");
  EXPECT_EQ(report(w)[0].abandoned, 1u);
  EXPECT_EQ(report(w)[0].mean.n(), 0u);
  EXPECT_EQ(report(nothing_known)[0].unpredicted, 1u);
  EXPECT_EQ(report(nothing_known)[0].mean.n(), 0u);
}

TEST(AccuracyReport, EveryShadowIsScoredOverTheSameCalls) {
  auto w = with_priors();
  w.queued(0, "a");
  w.answered(80, "a");
  w.queued(100, "b");
  w.answered(130, "b");
  const auto rows = report(w);
  ASSERT_EQ(rows.size(), 1u);
  std::array<double, formula_count> squared{};
  double learner = 0;
  int said = 0;
  for (const auto& f : w.facts) {
    const auto* p = std::get_if<PredictionRecorded>(&f.body);
    if (p == nullptr || p->occasion != PredictionOccasion::joined) continue;
    const double wait = p->call_id == "a" ? 80 : 30;
    for (std::size_t i = 0; i < formula_count; ++i) squared[i] += std::pow(p->estimate.formulas_s[i] - wait, 2);
    learner += std::pow(p->estimate.evidence.mean_s - wait, 2);
    ++said;
  }
  ASSERT_EQ(said, 2);
  const auto& shadows = rows[0].shadows;
  for (std::size_t i = 0; i < formula_count; ++i) {
    EXPECT_EQ(shadows.formulas[i].n(), 2u);
    EXPECT_NEAR(shadows.formulas[i].rmse_s(), std::sqrt(squared[i] / 2), 1e-9) << formula_names[i];
  }
  EXPECT_EQ(shadows.learner.n(), 2u);
  EXPECT_NEAR(shadows.learner.rmse_s(), std::sqrt(learner / 2), 1e-9);
}

TEST(AccuracyReport, ALearnerThatWasNotAskedIsNotScored) {
  auto config = three_queues();
  config.queues[0].handle_time = 100s;
  config.queues[0].agents = 2;
  config.queues[0].estimator = Estimator::formula;
  World w(config);
  w.queued(0, "a");
  w.answered(80, "a");
  const auto rows = report(w);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].shadows.formulas[0].n(), 1u);
  EXPECT_EQ(rows[0].shadows.learner.n(), 0u);
}

TEST(AccuracyReport, TheLegOfACallbackIsNoWaitOfZeroSeconds) {
  auto w = with_priors();
  Arrival leg;
  leg.call_id = "leg";
  leg.queue = "support";
  leg.callback_id = "cb";
  w.send(0, leg);
  w.answered(5, "leg");
  EXPECT_TRUE(report(w).empty());
}

TEST(AccuracyReport, RowsArePerQueueAndHourWithinTheWindow) {
  auto w = with_priors();
  for (const double at : {0.0, 3580.0, 3600.0, 7200.0}) {
    w.queued(at, "s" + std::to_string(at));
    w.queued(at, "b" + std::to_string(at), "billing");
    w.answered(at + 10, "s" + std::to_string(at));
    w.answered(at + 10, "b" + std::to_string(at));
  }
  const auto rows = report(w, {start, start + 2h, ""});
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].queue, "billing");
  EXPECT_EQ(rows[0].mean.n(), 2u);
  EXPECT_EQ(rows[1].hour, start + 1h);
  EXPECT_EQ(report(w, {start, start + 24h, "support"}).size(), 3u);
}

}  // namespace
}  // namespace truewait::domain
