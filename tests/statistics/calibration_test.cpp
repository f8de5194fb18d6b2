#include "truewait/statistics/calibration.hpp"

#include <gtest/gtest.h>

namespace truewait::statistics {
namespace {

TEST(IntervalScore, IsTheWidthAndTenForEachSecondOutside) {
  EXPECT_DOUBLE_EQ(interval_score_s(60, 180, 60, .80), 120);
  EXPECT_DOUBLE_EQ(interval_score_s(60, 180, 180, .80), 120);
  EXPECT_NEAR(interval_score_s(60, 180, 183, .80), 120 + 30, 1e-9);
  EXPECT_NEAR(interval_score_s(60, 180, 50, .80), 120 + 100, 1e-9);
  EXPECT_NEAR(interval_score_s(60, 180, 50, .90), 120 + 200, 1e-9);
}

TEST(IntervalScoreDeathTest, RefusesWhatIsNoInterval) {
  EXPECT_DEATH((void)interval_score_s(180, 60, 100, .80), "ends are in order");
  EXPECT_DEATH((void)interval_score_s(60, 180, 100, 1), "level of an interval");
}

PitHistogram histogram(const std::array<int, 10>& counts) {
  PitHistogram pit;
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    for (int i = 0; i < counts[bin]; ++i) pit.add((static_cast<double>(bin) + .5) / 10);
  }
  return pit;
}

TEST(Pit, ChiSquareAgreesWithValuesWorkedOutElsewhere) {
  EXPECT_NEAR(*histogram({12, 9, 11, 8, 10, 9, 7, 10, 11, 13}).chi_square(), 3.0, 1e-9);
  EXPECT_NEAR(*histogram({4, 5, 6, 7, 8, 9, 11, 13, 16, 21}).chi_square(), 25.8, 1e-9);
  EXPECT_FALSE(PitHistogram().chi_square());
}

TEST(Pit, AnUpperEndCountsToItsBin) {
  PitHistogram pit;
  for (const double value : {0.0, .05, .5, .51, 1.0, 1.2, -.1}) pit.add(value);
  EXPECT_EQ(pit.n(), 7u);
  EXPECT_EQ(pit.bins(), (std::array<std::uint64_t, 10>{3, 0, 0, 0, 1, 1, 0, 0, 0, 2}));
}

TEST(Pit, MergedEqualsAddedTogether) {
  auto left = histogram({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  left.merge(histogram({10, 9, 8, 7, 6, 5, 4, 3, 2, 1}));
  EXPECT_EQ(left.n(), 110u);
  for (const auto count : left.bins()) EXPECT_EQ(count, 11u);
  EXPECT_EQ(*left.chi_square(), 0);
}

TEST(Reliability, SetsWhatWasSaidBesideWhatHappened) {
  Reliability r;
  r.add(.10, false);
  r.add(.20, true);  // the upper end counts to the first bin
  r.add(.21, false);
  r.add(1, true);
  const auto& bins = r.bins();
  EXPECT_EQ(bins[0].n, 2u);
  EXPECT_EQ(bins[0].happened, 1u);
  EXPECT_NEAR(*bins[0].mean_said(), .15, 1e-12);
  EXPECT_EQ(bins[1].n, 1u);
  EXPECT_FALSE(bins[2].mean_said());
  EXPECT_EQ(bins[4].happened, 1u);
  Reliability more;
  more.add(.15, true);
  more.merge(r);
  EXPECT_EQ(more.bins()[0].n, 3u);
  EXPECT_EQ(more.bins()[0].happened, 2u);
  EXPECT_NEAR(*more.bins()[0].mean_said(), .15, 1e-12);
}

}  // namespace
}  // namespace truewait::statistics
