#include "truewait/statistics/wilson.hpp"

#include <gtest/gtest.h>

namespace truewait::statistics {
namespace {

void expect_interval(std::uint64_t k, std::uint64_t n, double low, double high) {
  const Interval i = wilson(k, n);
  EXPECT_NEAR(i.low, low, 5e-7) << k << "/" << n;
  EXPECT_NEAR(i.high, high, 5e-7) << k << "/" << n;
}

TEST(Wilson, AgreesWithPublishedValues) {
  expect_interval(166, 200, 0.771841, 0.875721);
  expect_interval(290, 362, 0.756918, 0.838969);
  expect_interval(10, 10, 0.722467, 1);
}

TEST(Wilson, IsExactAtTheEnds) {
  EXPECT_EQ(wilson(0, 7).low, 0.0);
  EXPECT_EQ(wilson(7, 7).high, 1.0);
  EXPECT_NEAR(wilson(0, 10).high, 1 - 0.722467, 5e-7);  // the mirror image of 10 of 10
}

TEST(Wilson, SaysNothingWithoutATrial) {
  EXPECT_EQ(wilson(0, 0).low, 0.0);
  EXPECT_EQ(wilson(0, 0).high, 1.0);
}

TEST(Wilson, HoldsTheShareAndNarrowsWithN) {
  double width = 1;
  for (std::uint64_t n = 10; n <= 10'000'000; n *= 10) {
    const Interval i = wilson(3 * n / 10, n);
    EXPECT_LT(i.low, 0.3);
    EXPECT_GT(i.high, 0.3);
    EXPECT_LT(i.high - i.low, width);
    width = i.high - i.low;
  }
}

TEST(Wilson, SolvesItsEquation) {
  // The bounds p solve (share - p)^2 = z^2 p (1 - p) / n.
  const double z = 1.2815515655446004, n = 37, share = 11 / n;
  const Interval i = wilson(11, 37, z);
  for (const double p : {i.low, i.high}) {
    EXPECT_NEAR((share - p) * (share - p), z * z * p * (1 - p) / n, 1e-15);
  }
}

}  // namespace
}  // namespace truewait::statistics
