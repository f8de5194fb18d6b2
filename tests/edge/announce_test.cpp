#include "edge/announce.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace truewait::edge {
namespace {

Announcement of(double p20_s, double p80_s, domain::EstimateStatus status = domain::EstimateStatus::ok) {
  domain::Estimate estimate;
  estimate.status = status;
  estimate.quantiles_s = {0, p20_s, 0, p80_s, 0, 0};
  return announce(estimate);
}

void expect(const Announcement& said, std::string_view mode, int lower, int upper) {
  EXPECT_EQ(said.mode, mode);
  EXPECT_EQ(said.text_key, "wait." + std::string(mode));
  EXPECT_EQ(said.lower_min, lower);
  EXPECT_EQ(said.upper_min, upper);
}

TEST(Announce, RoundsTheUpperBoundUpAndTheLowerDown) {
  expect(of(88.25, 232.125), "range", 1, 4);
  expect(of(119.999, 180), "range", 1, 3);
  expect(of(120, 180.001), "range", 2, 4);
}

TEST(Announce, AShortWaitIsLessThanSoManyMinutes) {
  expect(of(0, 0), "less_than", 0, 1);
  expect(of(10, 60), "less_than", 0, 1);
  expect(of(59.9, 61), "less_than", 0, 2);
  expect(of(0, 1800), "less_than", 0, 30);
}

TEST(Announce, NothingBeyondHalfAnHourIsCounted) {
  expect(of(600, 1800), "range", 10, 30);
  expect(of(600, 1800.5), "more_than", 10, 30);
  expect(of(5000, 9000), "more_than", 30, 30);
  expect(of(600, std::numeric_limits<double>::infinity()), "more_than", 10, 30);
  expect(of(1e300, 1e308), "more_than", 30, 30);
}

TEST(Announce, WithoutDataNothingIsSaid) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Announcement& said : {of(60, 120, domain::EstimateStatus::insufficient_data),
                                   of(60, 120, domain::EstimateStatus::closed), of(60, nan), of(nan, 120)}) {
    EXPECT_EQ(said.mode, "none");
    EXPECT_EQ(said.text_key, "wait.unknown");
    EXPECT_FALSE(said.lower_min);
    EXPECT_FALSE(said.upper_min);
  }
  expect(of(60, 120, domain::EstimateStatus::degraded), "range", 1, 2);
}

}  // namespace
}  // namespace truewait::edge
