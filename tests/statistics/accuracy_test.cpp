#include "truewait/statistics/accuracy.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace truewait::statistics {
namespace {

TEST(Accuracy, IsZeroWithoutAPair) {
  const Accuracy a;
  EXPECT_EQ(a.n(), 0u);
  EXPECT_EQ(a.mae_s(), 0);
  EXPECT_EQ(a.rmse_s(), 0);
  EXPECT_EQ(a.rrmse(), 0);
  EXPECT_EQ(a.bias_s(), 0);
  EXPECT_EQ(a.mean_measured_s(), 0);
  EXPECT_EQ(a.within_30_percent(), 0);
  EXPECT_EQ(a.within_30_s(), 0);
}

TEST(Accuracy, FollowsItsDefinitions) {
  Accuracy a;
  a.add(100, 60);  // +40: neither near in seconds nor in percent
  a.add(70, 100);  // -30: at the edge of both
  a.add(10, 4);    // +6: near in seconds only
  EXPECT_EQ(a.n(), 3u);
  EXPECT_DOUBLE_EQ(a.mae_s(), 76.0 / 3);
  EXPECT_DOUBLE_EQ(a.rmse_s(), std::sqrt((1600.0 + 900 + 36) / 3));
  EXPECT_DOUBLE_EQ(a.bias_s(), 16.0 / 3);
  EXPECT_DOUBLE_EQ(a.mean_measured_s(), 164.0 / 3);
  EXPECT_DOUBLE_EQ(a.rrmse(), a.rmse_s() / (164.0 / 3));
  EXPECT_DOUBLE_EQ(a.within_30_percent(), 1.0 / 3);
  EXPECT_DOUBLE_EQ(a.within_30_s(), 2.0 / 3);
}

TEST(Accuracy, AWaitOfZeroIsNearInPercentOnlyWhenPredictedExactly) {
  Accuracy a;
  a.add(0, 0);
  a.add(1, 0);
  EXPECT_DOUBLE_EQ(a.within_30_percent(), 0.5);
  EXPECT_DOUBLE_EQ(a.within_30_s(), 1.0);
  EXPECT_EQ(a.rrmse(), 0);  // the mean wait is zero: a relative error has no meaning
}

TEST(Accuracy, MergedEqualsAddedTogether) {
  Accuracy left, right, both;
  for (int i = 0; i < 50; ++i) {
    const double predicted = 3.0 * i, measured = 100.0 - i;
    (i < 20 ? left : right).add(predicted, measured);
    both.add(predicted, measured);
  }
  left.merge(right);
  EXPECT_EQ(left.n(), both.n());
  EXPECT_NEAR(left.mae_s(), both.mae_s(), 1e-12);
  EXPECT_NEAR(left.rmse_s(), both.rmse_s(), 1e-12);
  EXPECT_NEAR(left.bias_s(), both.bias_s(), 1e-12);
  EXPECT_EQ(left.within_30_percent(), both.within_30_percent());
  EXPECT_EQ(left.within_30_s(), both.within_30_s());
}

TEST(Coverage, CountsTheEndsAsInside) {
  Coverage c;
  EXPECT_EQ(c.share(), 0);
  EXPECT_EQ(c.mean_width_s(), 0);
  c.add(10, 20, 10);
  c.add(10, 20, 20);
  c.add(10, 30, 9.999);
  c.add(10, 30, 30.001);
  EXPECT_EQ(c.n(), 4u);
  EXPECT_EQ(c.covered(), 2u);
  EXPECT_DOUBLE_EQ(c.share(), 0.5);
  EXPECT_DOUBLE_EQ(c.mean_width_s(), 15);
}

TEST(Coverage, Merges) {
  Coverage a, b;
  a.add(0, 1, 0.5);
  b.add(0, 3, 5);
  a.merge(b);
  EXPECT_EQ(a.n(), 2u);
  EXPECT_EQ(a.covered(), 1u);
  EXPECT_DOUBLE_EQ(a.mean_width_s(), 2);
}

}  // namespace
}  // namespace truewait::statistics
