#include "truewait/statistics/kaplan_meier.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "truewait/statistics/promise.hpp"

namespace truewait::statistics {
namespace {

TEST(KaplanMeier, AgreesWithValuesWorkedOutElsewhere) {
  const auto s = kaplan_meier({{1.6, true},
                               {.3, true},
                               {.5, false},
                               {.6, true},
                               {.7, true},
                               {.8, false},
                               {1.3, false},
                               {.9, true},
                               {1.0, true},
                               {1.2, true}},
                              1.0);
  ASSERT_TRUE(s && s->error);
  EXPECT_NEAR(s->survival, 81.0 / 200, 1e-12);
  EXPECT_NEAR(1 - s->survival, .595, 1e-12);  // promises kept
  EXPECT_NEAR(s->greenwood_sum, 67.0 / 360, 1e-12);
  EXPECT_NEAR(*s->error, .174719, 1e-6);
  EXPECT_EQ(s->n, 10u);
  EXPECT_EQ(s->at_risk, 3u);
  // The counts of the same ten.
  const PromiseCounts counts{5, 2, 1, 2, 0};
  EXPECT_DOUBLE_EQ(counts.kept_share().share, .625);
  EXPECT_NEAR(counts.kept_share_served().share, .714286, 1e-6);
  EXPECT_DOUBLE_EQ(counts.bounds()->low, .50);
  EXPECT_DOUBLE_EQ(counts.bounds()->high, .70);
}

TEST(KaplanMeier, WithoutCensoringIsThePlainShare) {
  const auto s = kaplan_meier({{.2, true}, {.2, true}, {.9, true}, {1.1, true}, {2, true}}, 1);
  EXPECT_NEAR(s->survival, .4, 1e-12);
  EXPECT_NEAR(*s->error, std::sqrt(.4 * .6 / 5), 1e-12);  // Greenwood's is then the binomial one
}

TEST(KaplanMeier, ACensoredAtTheInstantOfAnEventIsStillAtRisk) {
  EXPECT_NEAR(kaplan_meier({{.5, false}, {.5, true}}, 1)->survival, .5, 1e-12);
  EXPECT_NEAR(kaplan_meier({{.5, true}, {.5, false}}, 1)->survival, .5, 1e-12);
}

TEST(KaplanMeier, HasNoErrorWhenNobodyIsLeft) {
  const auto s = kaplan_meier({{.1, true}, {.5, true}}, 1);
  EXPECT_EQ(s->survival, 0);
  EXPECT_EQ(s->greenwood_sum, 0);
  EXPECT_FALSE(s->error);
  EXPECT_EQ(s->at_risk, 0u);
}

TEST(KaplanMeier, OnlyCensoredLearnsNothing) {
  const auto s = kaplan_meier({{.1, false}, {.5, false}}, 1);
  EXPECT_EQ(s->survival, 1);
  EXPECT_EQ(s->at_risk, 0u);
  EXPECT_FALSE(kaplan_meier({}, 1));
}

TEST(KaplanMeierDeathTest, RefusesANegativeTime) {
  EXPECT_DEATH((void)kaplan_meier({{-.1, true}}, 1), "a time is finite");
}

}  // namespace
}  // namespace truewait::statistics
