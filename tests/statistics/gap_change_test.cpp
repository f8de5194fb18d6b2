#include "truewait/statistics/gap_change.hpp"

#include <gtest/gtest.h>

#include "truewait/statistics/three_way.hpp"

namespace truewait::statistics {
namespace {

Difference gap(std::uint64_t k1, std::uint64_t n1, std::uint64_t k2, std::uint64_t n2) {
  return *newcombe(proportion(k1, n1), proportion(k2, n2));
}

void expect_difference(const Difference& found, double value, double low, double high) {
  EXPECT_NEAR(found.value, value, 1e-6);
  EXPECT_NEAR(found.interval.low, low, 1e-6);
  EXPECT_NEAR(found.interval.high, high, 1e-6);
}

TEST(GapChange, FourWavesOfOneGap) {
  const auto baseline = gap(198, 250, 113, 250);
  const auto second = gap(190, 250, 155, 250);
  expect_difference(second, .14, .059001, .218522);
  expect_difference(gap_reduction(baseline, second), .20, .086074, .310953);
  EXPECT_EQ(gap_verdict(second, .10), GapVerdict::undecided);

  const auto third = gap(300, 400, 280, 400);
  expect_difference(third, .05, -.011892, .111390);
  expect_difference(gap_reduction(baseline, third), .29, .187130, .387879);
  EXPECT_EQ(gap_verdict(third, .10), GapVerdict::undecided);

  const auto fourth = gap(1500, 2000, 1460, 2000);
  expect_difference(fourth, .02, -.007188, .047150);
  EXPECT_EQ(gap_verdict(fourth, .10), GapVerdict::closed);
  EXPECT_EQ(gap_verdict(baseline, .10), GapVerdict::open);
}

TEST(GapChange, NoChangeIsCentredOnNothing) {
  const auto same = gap(30, 50, 20, 50);
  const auto change = gap_reduction(same, same);
  EXPECT_EQ(change.value, 0);
  EXPECT_DOUBLE_EQ(change.interval.low, -change.interval.high);
}

TEST(GapVerdict, TheToleranceItselfIsClosedAndNotOpen) {
  EXPECT_EQ(gap_verdict({.05, {.0, .10}}, .10), GapVerdict::closed);
  EXPECT_EQ(gap_verdict({.15, {.10, .20}}, .10), GapVerdict::undecided);
  EXPECT_EQ(word(GapVerdict::closed), "closed");
  EXPECT_EQ(word(GapVerdict::open), "open");
  EXPECT_EQ(word(GapVerdict::undecided), "undecided");
}

TEST(ThreeWay, ThePartsAddUp) {
  const auto parts = three_way(proportion(792, 1000), proportion(640, 1000), proportion(452, 1000));
  ASSERT_TRUE(parts.belief_minus_perceived && parts.belief_minus_measured && parts.measured_minus_perceived);
  EXPECT_NEAR(parts.belief_minus_perceived->value, .340, 1e-12);
  EXPECT_NEAR(parts.belief_minus_measured->value, .152, 1e-12);
  EXPECT_NEAR(parts.measured_minus_perceived->value, .188, 1e-12);
}

TEST(ThreeWay, TheOuterGapIsNewcombes) {
  const auto parts = three_way(proportion(198, 250), proportion(160, 250), proportion(113, 250));
  expect_difference(*parts.belief_minus_perceived, .340, .257456, .415826);
}

TEST(ThreeWay, WhatIsUnknownIsAbsent) {
  const auto parts = three_way(proportion(198, 250), {}, proportion(113, 250));
  EXPECT_TRUE(parts.belief_minus_perceived);
  EXPECT_FALSE(parts.belief_minus_measured);
  EXPECT_FALSE(parts.measured_minus_perceived);
}

}  // namespace
}  // namespace truewait::statistics
