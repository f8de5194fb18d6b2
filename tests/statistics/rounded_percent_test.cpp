#include "truewait/statistics/rounded_percent.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace truewait::statistics {
namespace {

void expect_range(std::uint64_t percent, std::uint64_t n, std::uint64_t least, std::uint64_t most) {
  const auto range = counts_of_percent(percent, n);
  ASSERT_TRUE(range) << percent << " % of " << n;
  EXPECT_EQ(range->least, least) << percent << " % of " << n;
  EXPECT_EQ(range->most, most) << percent << " % of " << n;
}

TEST(RoundedPercent, PublishedPercentagesFitSeveralCounts) {
  expect_range(79, 250, 197, 198);
  expect_range(45, 250, 112, 113);
  expect_range(80, 250, 199, 201);
  expect_range(78, 250, 194, 196);
  expect_range(58, 250, 144, 146);
  expect_range(93, 227, 210, 212);
  expect_range(6, 227, 13, 14);
  expect_range(1, 227, 2, 3);
  expect_range(80, 362, 288, 291);
  expect_range(8, 362, 28, 30);
  expect_range(86, 210, 180, 181);
}

TEST(RoundedPercent, FitsTheEndsAndMayFitNothing) {
  expect_range(0, 10, 0, 0);
  expect_range(100, 10, 10, 10);
  expect_range(0, 1000, 0, 4);
  EXPECT_FALSE(counts_of_percent(33, 2));
  EXPECT_FALSE(counts_of_percent(50, 0));
}

TEST(RoundedPercent, EveryCountHasOnePercentage) {
  for (std::uint64_t n : {1u, 7u, 200u, 333u}) {
    std::uint64_t next = 0;
    for (std::uint64_t percent = 0; percent <= 100; ++percent) {
      const auto range = counts_of_percent(percent, n);
      if (!range) continue;
      EXPECT_EQ(range->least, next) << percent << " % of " << n;
      next = range->most + 1;
    }
    EXPECT_EQ(next, n + 1) << n;
  }
}

TEST(RoundedPercentDeathTest, NothingIsMoreThanAll) {
  EXPECT_DEATH((void)counts_of_percent(101, 10), "at most 100");
}

}  // namespace
}  // namespace truewait::statistics
