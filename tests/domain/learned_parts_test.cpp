// The pieces of the learned estimate, each against what is known of it.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "domain/archive.hpp"
#include "domain/learned/correction.hpp"
#include "domain/learned/forward.hpp"
#include "domain/learned/hazard.hpp"
#include "domain/learned/ladder.hpp"
#include "domain/learned/least_squares.hpp"

namespace truewait::domain::learned {
namespace {

using namespace std::chrono_literals;

TEST(LeastSquares, FindsTheWeightsAndStartsAtThePrior) {
  LeastSquares<3> fit({0, 1, 0}, 10, 1);
  EXPECT_NEAR(fit.predict({1, 2, 3}), 2, 1e-12);
  std::mt19937 random(1);
  std::normal_distribution<double> normal;
  for (int i = 0; i < 20'000; ++i) {
    const LeastSquares<3>::Row x{1, normal(random), normal(random)};
    fit.learn(x, 0.5 + 2 * x[1] - x[2] + normal(random), 1);
  }
  EXPECT_NEAR(fit.weights()[0], 0.5, 0.03);
  EXPECT_NEAR(fit.weights()[1], 2, 0.03);
  EXPECT_NEAR(fit.weights()[2], -1, 0.03);
}

TEST(LeastSquares, DoesNotWindUpWhereNothingMoves) {
  LeastSquares<2> fit({0, 1}, 10, 0.999);
  for (int i = 0; i < 200'000; ++i) fit.learn({1, 1}, 3, 1);  // two values that never part: their sum is all that shows
  EXPECT_NEAR(fit.predict({1, 1}), 3, 0.05);
  EXPECT_LT(std::abs(fit.weights()[0]), 4);
  EXPECT_LT(std::abs(fit.weights()[1]), 4);
}

TEST(LeastSquares, WhatIsNotFiniteIsNotLearned) {
  LeastSquares<2> fit({0, 1}, 10, 0.999), untouched = fit;
  fit.learn({1, std::numeric_limits<double>::quiet_NaN()}, 3, 1);
  fit.learn({1, 1}, std::numeric_limits<double>::infinity(), 1);
  EXPECT_EQ(fit.weights(), untouched.weights());
}

TEST(LeastSquares, SurvivesTheArchiveToTheByte) {
  LeastSquares<2> fit({0, 1}, 10, 0.999), again({0, 1}, 10, 0.999);
  for (int i = 0; i < 100; ++i) fit.learn({1, i % 7 * 0.3}, i % 5, 1);
  ByteWriter out;
  fit.fields(out);
  ByteReader in(out.bytes());
  again.fields(in);
  EXPECT_EQ(again.weights(), fit.weights());
}

TEST(Hazard, FindsTheRateFromEndedAndCensoredSpells) {
  std::mt19937 random(2);
  std::exponential_distribution<double> life(1.0 / 90), cut(1.0 / 120);
  PatienceHazard h;
  for (int i = 0; i < 50'000; ++i) {
    const double ends = life(random), seen = cut(random);
    h.spell(std::min(ends, seen), ends < seen);
  }
  PatienceHazard::Rates prior;
  prior.fill(1);
  const auto rates = h.rates(prior, 1);
  for (std::size_t b = 0; b < 9; ++b) EXPECT_NEAR(rates[b], 1.0 / 90, 0.0015) << "the last bins see too few";
}

TEST(Hazard, OldSpellsFadeTowardsThePrior) {
  ServiceHazard h;
  const Instant start = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
  h.fade(start, 24h);
  for (int i = 0; i < 1000; ++i) h.spell(50, true);
  ServiceHazard::Rates prior;
  prior.fill(0.001);
  EXPECT_GT(h.rates(prior, 1)[5], 0.05);
  h.fade(start + 24h * 30, 24h);
  EXPECT_NEAR(h.rates(prior, 1)[5], 0.001, 1e-6);
}

/// `agents` busy ones with exponential services of 180 s, who take the next call at once.
Outlook exponential(int agents, int ahead) {
  static ServiceHazard::Rates service;
  static PatienceHazard::Rates patience;
  service.fill(1 / 180.0);
  patience.fill(1e-9);
  Outlook at;
  at.idle.fill(50);
  at.patience = &patience;
  for (int i = 0; i < agents; ++i) at.hands.push_back({true, 10.0 * i, 1, 1, 1, 1, &service});
  for (int i = 0; i < ahead; ++i) at.ahead.push_back({5, 1, &patience});
  return at;
}

TEST(Forward, IsErlangWhereServicesAreExponential) {
  for (const int agents : {4, 10, 20}) {
    for (const int ahead : {0, 1, 3, 10, 40}) {
      const double erlang_s = (ahead + 1) * 180.0 / agents;
      const Grid grid(std::max(0.2, erlang_s / 150));
      const auto f = forecast(exponential(agents, ahead), grid);
      EXPECT_NEAR(f.mean_s / erlang_s, 1, 0.16) << agents << " agents, " << ahead << " ahead";
      EXPECT_NEAR(f.patient_s, f.mean_s, 0.05 * f.mean_s) << "nobody hangs up: both waits are one";
    }
  }
}

TEST(Forward, MoreAheadIsLongerAndMoreAgentsShorter) {
  const Grid grid(1);
  double last = 0;
  for (int ahead = 0; ahead < 12; ++ahead) {
    const auto f = forecast(exponential(5, ahead), grid);
    EXPECT_GT(f.mean_s, last);
    EXPECT_TRUE(std::is_sorted(f.quantiles_s.begin(), f.quantiles_s.end()));
    last = f.mean_s;
  }
  EXPECT_LT(forecast(exponential(6, 3), grid).mean_s, forecast(exponential(5, 3), grid).mean_s);
}

TEST(Forward, HangUpsAheadShortenTheWaitAndOnesOwnMakeTheServedOnesShorter) {
  PatienceHazard::Rates restless;
  restless.fill(1 / 120.0);
  const Grid grid(1);
  const auto calm = forecast(exponential(4, 6), grid);
  auto at = exponential(4, 6);
  for (auto& a : at.ahead) a.patience = &restless;
  const auto thinned = forecast(at, grid);
  EXPECT_LT(thinned.patient_s, 0.9 * calm.patient_s);
  at.patience = &restless;
  const auto served = forecast(at, grid);
  EXPECT_NEAR(served.patient_s, thinned.patient_s, 1e-9) << "the caller who stays does not look at hang-ups of his own";
  EXPECT_LT(served.mean_s, thinned.mean_s);
}

TEST(Forward, ThoseWhoWillPassMakeItLonger) {
  const Grid grid(1);
  auto at = exponential(4, 2);
  const double alone = forecast(at, grid).mean_s;
  at.passing.push_back({0.02, 90});
  EXPECT_GT(forecast(at, grid).mean_s, alone * 1.1);
}

TEST(Forward, NobodyAtWorkIsLongAndFinite) {
  Outlook at = exponential(0, 0);
  at.unknown_per_s = 0.002;
  const auto f = forecast(at, Grid(1));
  EXPECT_GT(f.mean_s, 300);
  EXPECT_LT(f.mean_s, 2000);
}

TEST(Ladder, EachQuantileHoldsItsLevelAndNoneCross) {
  std::mt19937 random(4);
  std::exponential_distribution<double> wait(1);
  Ladder<2> ladder;
  Levels levels;
  std::array<int, 6> under{};
  int scored = 0;
  for (int i = 0; i < 20'000; ++i) {
    const double scale = 0.5 + i % 10 * 0.2;
    Ladder<2>::Values z;
    z.guess.fill(scale);
    z.shared = {scale, 1};
    const auto q = levels.held(ladder.quantiles(z));
    ASSERT_TRUE(std::is_sorted(q.begin(), q.end()));
    const double drift = i > 10'000 ? 2 : 1;  // the world becomes slower
    const double measured = drift * scale * wait(random);
    if (i > 3000) {
      ++scored;
      for (std::size_t l = 0; l < q.size(); ++l) under[l] += measured <= q[l];
    }
    levels.learn(q, measured);
    ladder.learn(z, measured);
  }
  for (std::size_t l = 0; l < under.size(); ++l)
    EXPECT_NEAR(static_cast<double>(under[l]) / scored, quantile_levels[l], 0.02) << quantile_levels[l];
}

TEST(Correction, TheContributionsAddUpToTheMean) {
  std::mt19937 random(5);
  std::exponential_distribution<double> s(0.01);
  Correction correction;
  for (int i = 0; i < 500; ++i) {
    Evidence e;
    e.version = evidence_version;
    e.usual_wait_s = 80;
    for (std::size_t f = 0; f < joining_feature_count; ++f) e.values_s[f] = s(random);
    if (i % 3 == 0) e.values_s[static_cast<std::size_t>(Feature::elapsed)] = 12 * (i % 7 + 1);
    e.forward_quantiles_s = {10, 20, 50, 90, 130, 180};
    correction.judge(static_cast<std::uint32_t>(i % 4), e);
    double sum = e.queue_s + e.bounds_s;
    for (const double c : e.contributions_s) sum += c;
    EXPECT_NEAR(sum, e.mean_s, 1e-9);
    EXPECT_TRUE(std::is_sorted(e.quantiles_s.begin(), e.quantiles_s.end()));
    correction.learn(static_cast<std::uint32_t>(i % 4), e, s(random));
  }
}

TEST(Correction, AnOutlierOrANonsenseDoesNotTurnIt) {
  const auto evidence = [] {
    Evidence e;
    e.version = evidence_version;
    e.usual_wait_s = 80;
    for (std::size_t f = 0; f < joining_feature_count; ++f) e.values_s[f] = 80;
    e.forward_quantiles_s = {10, 20, 50, 90, 130, 180};
    return e;
  };
  Correction correction;
  for (int i = 0; i < 2000; ++i) {
    auto e = evidence();
    correction.judge(0, e);
    correction.learn(0, e, 80);
  }
  auto e = evidence();
  correction.judge(0, e);
  auto nonsense = e;
  nonsense.mean_s = std::numeric_limits<double>::quiet_NaN();
  correction.learn(0, nonsense, 80);
  correction.learn(0, e, 1e9);
  correction.judge(0, e);
  EXPECT_NEAR(e.mean_s, 80, 8);
}

}  // namespace
}  // namespace truewait::domain::learned
