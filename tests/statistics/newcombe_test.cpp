#include "truewait/statistics/newcombe.hpp"

#include <gtest/gtest.h>

#include <ostream>

#include "truewait/statistics/two_shares.hpp"

namespace truewait::statistics {
namespace {

struct Case {
  Proportion first, second;
  double value, low, high;
  double tolerance = 1e-6;
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.first.share << " of " << c.first.n << " less " << c.second.share << " of " << c.second.n;
}

class Newcombe : public testing::TestWithParam<Case> {};

TEST_P(Newcombe, AgreesWithPublishedValues) {
  const Case& c = GetParam();
  const auto found = newcombe(c.first, c.second);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->value, c.value, c.tolerance);
  EXPECT_NEAR(found->interval.low, c.low, c.tolerance);
  EXPECT_NEAR(found->interval.high, c.high, c.tolerance);
}

const auto p = proportion;

INSTANTIATE_TEST_SUITE_P(
    Surveys, Newcombe,
    testing::Values(
        Case{p(198, 250), p(113, 250), .340, .257456, .415826}, Case{p(197, 250), p(112, 250), .340, .257260, .415984},
        Case{p(198, 250), p(112, 250), .344, .261447, .419739}, Case{p(197, 250), p(113, 250), .336, .253269, .412071},
        Case{{.79, 250}, {.45, 250}, .340, .257357, .415906}, Case{p(200, 250), p(113, 250), .348, .265843, .423329},
        Case{{.80, 250}, {.45, 250}, .350, .267839, .425285}, Case{p(195, 250), p(145, 250), .200, .118707, .277691},
        Case{p(290, 362), p(29, 362), .720994, .666099, .765693}, Case{p(80, 100), p(8, 100), .720, .606916, .797160},
        Case{p(800, 1000), p(80, 1000), .720, .688175, .748119},
        Case{p(338, 450), p(990, 3300), .451111, .406253, .491843},
        Case{p(28, 41), p(15, 41), .317073, .100905, .494930}, Case{p(27, 41), p(15, 41), .292683, .076324, .473606}));

// Newcombe's own table prints four decimals.
INSTANTIATE_TEST_SUITE_P(Table1998, Newcombe,
                         testing::Values(Case{p(56, 70), p(48, 80), .2000, .0524, .3339, 5.1e-5},
                                         Case{p(9, 10), p(3, 10), .6000, .1705, .8090, 5.1e-5},
                                         Case{p(6, 7), p(2, 7), .5714, .0582, .8062, 5.1e-5},
                                         Case{p(5, 56), p(0, 29), .0893, -.0381, .1926, 5.1e-5},
                                         Case{p(0, 10), p(0, 20), 0, -.1611, .2775, 5.1e-5},
                                         Case{p(0, 10), p(0, 10), 0, -.2775, .2775, 5.1e-5},
                                         Case{p(10, 10), p(0, 20), 1, .6791, 1, 5.1e-5},
                                         Case{p(10, 10), p(0, 10), 1, .6075, 1, 5.1e-5}));

TEST(NewcombeRules, ExchangingTheSidesTurnsTheSign) {
  const auto one = newcombe(proportion(9, 10), proportion(3, 40)),
             other = newcombe(proportion(3, 40), proportion(9, 10));
  ASSERT_TRUE(one && other);
  EXPECT_DOUBLE_EQ(one->value, -other->value);
  EXPECT_DOUBLE_EQ(one->interval.low, -other->interval.high);
  EXPECT_DOUBLE_EQ(one->interval.high, -other->interval.low);
}

TEST(NewcombeRules, WithoutACaseThereIsNoGap) {
  EXPECT_FALSE(newcombe(proportion(0, 0), proportion(3, 10)));
  EXPECT_FALSE(newcombe(proportion(3, 10), proportion(0, 0)));
  EXPECT_FALSE(agresti_caffo(proportion(0, 0), proportion(3, 10)));
  EXPECT_FALSE(pooled_z(proportion(3, 10), proportion(0, 0)));
}

TEST(TwoShares, CrossChecksAgreeWithPublishedValues) {
  const auto caffo = agresti_caffo(proportion(198, 250), proportion(113, 250));
  ASSERT_TRUE(caffo);
  EXPECT_DOUBLE_EQ(caffo->value, .34);
  EXPECT_NEAR(caffo->interval.low, .257878, 1e-6);
  EXPECT_NEAR(caffo->interval.high, .416726, 1e-6);
  EXPECT_NEAR(*pooled_z(proportion(198, 250), proportion(113, 250)), 7.8396, 5e-5);
}

TEST(TwoShares, AllAlikeHasNoZ) {
  EXPECT_FALSE(pooled_z(proportion(0, 10), proportion(0, 5)));
  EXPECT_FALSE(pooled_z(proportion(10, 10), proportion(5, 5)));
}

}  // namespace
}  // namespace truewait::statistics
