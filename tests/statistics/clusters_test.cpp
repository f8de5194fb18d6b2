#include "truewait/statistics/clusters.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "truewait/statistics/wilson.hpp"

namespace truewait::statistics {
namespace {

TEST(Clusters, TwentyCallsOfAHalfHourCountForFewer) {
  EXPECT_NEAR(design_effect(20, .05), 1.95, 1e-12);
  const auto thin = thinned({.83, 500}, 1.95);
  EXPECT_NEAR(thin.n, 256.410256, 1e-6);
  EXPECT_NEAR(wilson(thin).low, .779233, 1e-6);
  EXPECT_NEAR(wilson(thin).high, .871025, 1e-6);
}

TEST(Clusters, BlockRobustErrorAgreesWithValuesWorkedOutElsewhere) {
  const std::vector<Block> blocks{{18, 20}, {19, 20}, {0, 0}, {12, 20}, {17, 20}};
  const auto c = clustered_share(blocks);
  ASSERT_TRUE(c);
  EXPECT_NEAR(c->share, .825, 1e-12);
  EXPECT_NEAR(c->naive_se, .042482, 1e-6);
  EXPECT_NEAR(c->robust_se, .077728, 1e-6);
  EXPECT_NEAR(c->design_effect, 3.347763, 1e-6);
}

TEST(Clusters, OneBlockSaysNothingAboutSpread) {
  const std::vector<Block> one{{18, 20}, {0, 0}}, alike{{20, 20}, {5, 5}};
  EXPECT_FALSE(clustered_share(one));
  EXPECT_FALSE(clustered_share({}));
  EXPECT_EQ(clustered_share(alike)->design_effect, 1);
}

TEST(Clusters, AnEvenerSpreadThanChanceEarnsNothing) {
  EXPECT_EQ(thinned({.5, 40}, .2).n, 40);
}

}  // namespace
}  // namespace truewait::statistics
