// The table of words, row by row and where its rules meet; and the quantile at any level behind it.
#include "truewait/domain/announcement.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "truewait/domain/offer.hpp"
#include "truewait/domain/wait_quantile.hpp"

namespace truewait::domain {
namespace {

Estimate of(double p20_s, double p80_s, EstimateStatus status = EstimateStatus::ok) {
  Estimate e;
  e.status = status;
  e.ahead = 4;
  e.quantiles_s = {p20_s / 2, p20_s, (p20_s + p80_s) / 2, p80_s, p80_s * 1.2, p80_s * 1.5};
  return e;
}

Announcement said(double p20_s, double p80_s) {
  return announce(of(p20_s, p80_s), 0.8);
}

void expect(const Announcement& words, QuoteMode mode, std::optional<int> lower, std::optional<int> upper) {
  ASSERT_TRUE(words.mode);
  EXPECT_EQ(*words.mode, mode);
  EXPECT_EQ(words.text_key, "wait." + std::string(quote_mode_names[static_cast<std::size_t>(mode)]));
  EXPECT_EQ(words.lower_min, lower);
  EXPECT_EQ(words.upper_min, upper);
  EXPECT_EQ(words.position.has_value(), mode == QuoteMode::position);
  EXPECT_EQ(words.callback_first, mode == QuoteMode::more_than);
  EXPECT_FALSE(words.at_risk || words.running_late);
}

TEST(Announce, BelowAMinuteIsLessThanAMinute) {
  expect(said(0, 0), QuoteMode::less_than, {}, 1);
  expect(said(30, 59.9), QuoteMode::less_than, {}, 1);
  expect(said(0, 59.9), QuoteMode::less_than, {}, 1);  // however wide
}

TEST(Announce, UpToFiveMinutesARangeOrItsUpperEndWhenItIsNarrow) {
  expect(said(70, 170), QuoteMode::range, 1, 3);
  expect(said(119.999, 180), QuoteMode::range, 1, 3);
  expect(said(120, 180), QuoteMode::about, {}, 3);
  expect(said(120, 180.001), QuoteMode::range, 2, 4);
  expect(said(50, 60), QuoteMode::about, {}, 1);
  expect(said(61, 61.5), QuoteMode::about, {}, 2);
  expect(said(240, 300), QuoteMode::about, {}, 5);
}

TEST(Announce, ARangeDoesNotBeginAtNoMinutes) {
  expect(said(59, 170), QuoteMode::about, {}, 3);
}

TEST(Announce, UpToFifteenMinutesWholeOnes) {
  expect(said(300, 372), QuoteMode::range, 5, 7);
  expect(said(599, 601), QuoteMode::range, 9, 11);
  expect(said(540, 590), QuoteMode::range, 9, 10);
  expect(said(600, 600), QuoteMode::about, {}, 10);
  expect(said(600, 900), QuoteMode::range, 10, 15);
}

TEST(Announce, UpToHalfAnHourInStepsOfFiveOutwards) {
  expect(said(600, 901), QuoteMode::range, 10, 20);
  expect(said(899, 1201), QuoteMode::range, 10, 25);
  expect(said(1200, 1800), QuoteMode::range, 20, 30);
  expect(said(280, 1000), QuoteMode::about, {}, 20);  // down to five would be none
}

TEST(Announce, BeyondHalfAnHourNothingIsCounted) {
  expect(said(600, 1800.5), QuoteMode::more_than, 30, {});
  expect(said(10, 1801), QuoteMode::more_than, 30, {});  // before width
  expect(said(600, std::numeric_limits<double>::infinity()), QuoteMode::more_than, 30, {});
  expect(said(1e300, 1e308), QuoteMode::more_than, 30, {});
}

TEST(Announce, WhatIsTooWideIsAPlaceInLine) {
  expect(said(60, 240), QuoteMode::range, 1, 4);
  expect(said(60, 240.1), QuoteMode::position, {}, {});
  expect(said(0, 60), QuoteMode::position, {}, {});
  EXPECT_EQ(said(60, 250).position, 5);
}

TEST(Announce, WithoutDataOrClosedNothingIsSaid) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const auto& e : {of(60, 120, EstimateStatus::insufficient_data), of(60, nan), of(nan, 120)}) {
    const auto words = announce(e, 0.8);
    EXPECT_FALSE(words.mode || words.lower_min || words.upper_min || words.position || words.callback_first);
    EXPECT_EQ(words.text_key, "wait.unknown");
  }
  const auto closed = announce(of(60, 120, EstimateStatus::closed), 0.8);
  EXPECT_FALSE(closed.mode);
  EXPECT_EQ(closed.text_key, "wait.closed");
  EXPECT_TRUE(announce(of(60, 120, EstimateStatus::degraded), 0.8).mode);
}

TEST(Announce, TheLevelMovesTheUpperEnd) {
  const auto e = of(300, 540);  // p50 420, p80 540, p95 810
  expect(announce(e, 0.5), QuoteMode::range, 5, 7);
  expect(announce(e, 0.8), QuoteMode::range, 5, 9);
  expect(announce(e, 0.95), QuoteMode::range, 5, 14);
}

TEST(QuantileAt, IsTheInverseOfTheChanceOfALongerWait) {
  Estimate e;
  e.quantiles_s = {20, 40, 120, 300, 400, 500};
  for (int percent = 1; percent <= 99; ++percent) {
    const double level = percent / 100.0;
    EXPECT_NEAR(probability_above(e, from_seconds(quantile_at(e, level))), 1 - level, 1e-4) << percent;
  }
  EXPECT_EQ(quantile_at(e, 0), 0);
  EXPECT_NEAR(quantile_at(e, 0.65), 210, 1e-9);
  EXPECT_NEAR(quantile_at(e, 0.975), 600, 1e-9);  // half as likely with each hundred seconds beyond
}

TEST(QuantileAt, KeepsTheQuantilesThemselvesAndNeverFalls) {
  const auto e = of(40, 300);
  for (std::size_t i = 0; i < quantile_levels.size(); ++i) {
    EXPECT_EQ(quantile_at(e, quantile_levels[i]), e.quantiles_s[i]);
    EXPECT_EQ(quantile_at(e, std::round(quantile_levels[i] * 100) / 100), e.quantiles_s[i]) << "as configured";
  }
  for (int percent = 1; percent < 99; ++percent) {
    EXPECT_LE(quantile_at(e, percent / 100.0), quantile_at(e, (percent + 1) / 100.0));
  }
}

TEST(QuantileAt, BearsFlatAndEndlessWaits) {
  Estimate flat;
  flat.quantiles_s = {0, 0, 0, 0, 0, 0};
  EXPECT_EQ(quantile_at(flat, 0.05), 0);
  EXPECT_EQ(quantile_at(flat, 0.99), 0);
  auto endless = of(40, 300);
  endless.quantiles_s[4] = endless.quantiles_s[5] = std::numeric_limits<double>::infinity();
  EXPECT_EQ(quantile_at(endless, 0.8), 300);
  EXPECT_TRUE(std::isinf(quantile_at(endless, 0.85)));
}

}  // namespace
}  // namespace truewait::domain
