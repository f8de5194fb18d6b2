// The choice of the served formula and its quantiles against a plain recomputation.
#include "domain/served.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <deque>
#include <random>

namespace truewait::domain {
namespace {

FormulaAnswers saying(double value) {
  FormulaAnswers s;
  s.fill(value);
  return s;
}

TEST(Served, TheLeastRmseOverTheLastFiveHundredIsChosen) {
  std::mt19937 random(3);
  std::exponential_distribution<double> noise(0.02);
  Served served;
  std::deque<std::pair<FormulaAnswers, double>> window;
  for (int i = 0; i < 3000; ++i) {
    const double wait = noise(random);
    FormulaAnswers said{};
    for (std::size_t f = 0; f < formula_count; ++f) {
      // The best one changes on the way.
      said[f] =
          wait + noise(random) * (1 + static_cast<double>((f + static_cast<std::size_t>(i / 700)) % formula_count));
    }
    served.scored(i % 20, said, wait);
    window.emplace_back(said, wait);
    if (window.size() > 500) window.pop_front();
    if (i % 97 != 0) continue;
    FormulaAnswers squared{};
    for (const auto& [answers, measured] : window) {
      for (std::size_t f = 0; f < formula_count; ++f) squared[f] += std::pow(answers[f] - measured, 2);
    }
    const auto best = std::min_element(squared.begin(), squared.end()) - squared.begin();
    EXPECT_EQ(static_cast<std::ptrdiff_t>(served.best()), best) << i;
  }
  EXPECT_EQ(served.samples(), 500u);
}

TEST(Served, QuantilesAreThoseOfTheErrors) {
  Served served;
  for (int i = 1; i <= 99; ++i) served.scored(0, saying(100), i * 2.0);  // ratios .02 to 1.98
  const auto spread = served.spread(0, 50, 0);
  EXPECT_EQ(spread.samples, 99);
  EXPECT_NEAR(spread.quantiles_s[0], 10, 1e-9);
  EXPECT_NEAR(spread.quantiles_s[2], 50, 1e-9);
  EXPECT_NEAR(spread.quantiles_s[5], 95, 1e-9);
}

TEST(Served, OnlyCallersWhoFoundAboutAsManyAheadAreAsked) {
  Served served;
  for (int i = 0; i < 100; ++i) {
    served.scored(0, saying(100), 10);
    served.scored(20, saying(100), 300);
  }
  EXPECT_NEAR(served.spread(0, 100, 0).quantiles_s[4], 10, 1e-9);
  EXPECT_NEAR(served.spread(20, 100, 0).quantiles_s[0], 300, 1e-9);
  const auto between = served.spread(4, 100, 0);
  EXPECT_GE(between.samples, 40) << "nobody found four ahead: the neighbours are asked";
}

TEST(Served, TheLongerTheWaitTheFewerAreAsked) {
  Served served;
  for (int i = 1; i <= 100; ++i) served.scored(0, saying(100), i);
  const auto after_60 = served.spread(0, 100, 60);
  EXPECT_EQ(after_60.samples, 40);
  EXPECT_NEAR(after_60.mean_s, 20.5, 1e-9);
  const auto beyond = served.spread(0, 100, 1000);
  EXPECT_EQ(beyond.samples, 1);
  EXPECT_EQ(beyond.quantiles_s[5], 0);
}

TEST(Served, APredictionOfNothingDoesNotBlowUp) {
  Served served;
  for (int i = 0; i < 60; ++i) served.scored(0, saying(0), 30);
  EXPECT_NEAR(served.spread(0, 0, 0).quantiles_s[2], 30, 1e-9);
}

}  // namespace
}  // namespace truewait::domain
