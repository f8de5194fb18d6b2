#include "truewait/statistics/perception.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace truewait::statistics {
namespace {

constexpr std::array<Point, 6> six_answers{{{60, 2}, {120, 3}, {180, 4}, {240, 5}, {300, 5}, {600, 15}}};  // s, min

Perception perception_of(std::span<const Point> answers) {
  Perception p;
  for (const Point& a : answers) p.add(a.x, a.y);
  return p;
}

TEST(Perception, AgreesWithValuesWorkedOutElsewhere) {
  const auto p = perception_of(six_answers);
  const auto f = p.figures();
  ASSERT_TRUE(f && f->interval && f->power_law);
  EXPECT_EQ(f->n, 6u);
  EXPECT_NEAR(f->mean_log, .335817, 1e-6);
  EXPECT_NEAR(f->sd_log, .230292, 1e-6);
  EXPECT_NEAR(f->ratio, 1.399083, 1e-6);
  EXPECT_NEAR(f->interval->low, 1.098714, 1e-6);
  EXPECT_NEAR(f->interval->high, 1.781568, 1e-6);
  EXPECT_NEAR(f->ratio_of_sums, 1.36, 1e-12);
  EXPECT_NEAR(f->median_ratio, 1.416667, 1e-6);
  EXPECT_NEAR(f->mean_signed_error_s, 90, 1e-9);
  EXPECT_NEAR(f->power_law->factor, 1.716819, 1e-6);
  EXPECT_NEAR(f->power_law->exponent, .826809, 1e-6);
  EXPECT_DOUBLE_EQ(*p.heaping_index(), .5);  // 5, 5 and 15 of six
}

TEST(Perception, TenCallersOfWhomHalfAnswerInFives) {
  constexpr std::array<Point, 10> minutes{
      {{2, 3}, {4, 6}, {1, 2}, {6, 10}, {3, 5}, {5, 5}, {2, 3}, {8, 10}, {3, 3}, {4, 5}}};
  Perception p;
  for (const Point& m : minutes) p.add(m.x * 60, m.y);
  EXPECT_NEAR(p.figures()->ratio_of_sums, 52.0 / 38, 1e-12);
  EXPECT_DOUBLE_EQ(*p.heaping_index(), .5);
}

TEST(Perception, LeavesOutShortWaitsAndReadsZeroAsHalfAMinute) {
  Perception p;
  p.add(29.999, 10);
  EXPECT_FALSE(p.figures());
  EXPECT_EQ(p.answers(), 1u);
  EXPECT_DOUBLE_EQ(*p.heaping_index(), 1);
  p.add(30, 0);
  ASSERT_TRUE(p.figures());
  EXPECT_EQ(p.figures()->n, 1u);
  EXPECT_DOUBLE_EQ(p.figures()->ratio, 1);
  EXPECT_DOUBLE_EQ(p.figures()->mean_signed_error_s, 0);
  EXPECT_DOUBLE_EQ(*p.heaping_index(), .5);  // "zero" is no rounding to fives
}

TEST(Perception, OneAnswerHasNoIntervalAndNoLaw) {
  Perception p;
  p.add(120, 4);
  const auto f = p.figures();
  ASSERT_TRUE(f);
  EXPECT_DOUBLE_EQ(f->ratio, 2);
  EXPECT_FALSE(f->interval);
  EXPECT_FALSE(f->power_law);
}

TEST(Perception, NothingIsKnownWithoutAnAnswer) {
  const Perception p;
  EXPECT_FALSE(p.figures());
  EXPECT_FALSE(p.heaping_index());
}

TEST(Perception, MergedEqualsAddedTogether) {
  const auto all = std::span(six_answers);
  auto left = perception_of(all.first(2));
  left.merge(perception_of(all.subspan(2)));
  EXPECT_EQ(left.answers(), 6u);
  EXPECT_NEAR(left.figures()->ratio, 1.399083, 1e-6);
  left.merge(left);
  EXPECT_EQ(left.answers(), 12u);
  EXPECT_EQ(left.figures()->n, 12u);
  EXPECT_NEAR(left.figures()->ratio, 1.399083, 1e-6);
  EXPECT_DOUBLE_EQ(*left.heaping_index(), .5);
}

TEST(Perception, TwoAnswersUseTheWidestQuantile) {
  Perception p;
  p.add(60, 1);
  p.add(60, 2);
  const double half = 12.706204736432095 * std::log(2.0) / 2;  // t with 1 degree, sd ln2/sqrt2, divided by sqrt2
  EXPECT_NEAR(std::log(p.figures()->interval->high), std::log(2.0) / 2 + half, 1e-9);
  EXPECT_NEAR(std::log(p.figures()->interval->low), std::log(2.0) / 2 - half, 1e-9);
  EXPECT_FALSE(p.figures()->power_law);
}

TEST(PerceptionDeathTest, RefusesWhatIsNoWait) {
  Perception p;
  EXPECT_DEATH(p.add(-1, 2), "a measured wait");
  EXPECT_DEATH(p.add(60, std::nan("")), "a perceived wait");
}

TEST(PowerLaw, ReturnsTheLawThatMadeThePoints) {
  constexpr std::array<Point, 5> points{{{1, 2}, {2, 3.732132}, {4, 6.964405}, {8, 12.996038}, {16, 24.251465}}};
  const auto law = fit_power_law(points);
  ASSERT_TRUE(law);
  EXPECT_NEAR(law->factor, 2, 1e-6);
  EXPECT_NEAR(law->exponent, .9, 1e-6);
  EXPECT_EQ(law->n, 5u);
}

TEST(PowerLaw, NeedsTwoDifferentWaits) {
  constexpr std::array<Point, 3> same{{{3.3, 2}, {3.3, 3}, {3.3, 9}}};
  EXPECT_FALSE(fit_power_law(same));
  EXPECT_FALSE(fit_power_law({}));
}

}  // namespace
}  // namespace truewait::statistics
