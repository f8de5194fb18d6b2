#include "truewait/statistics/paired.hpp"

#include <gtest/gtest.h>

namespace truewait::statistics {
namespace {

const PairedCounts clock_and_customer{70, 13, 5, 12};  // promise kept, by the clock and as said

TEST(Paired, AgreesWithValuesWorkedOutElsewhere) {
  EXPECT_DOUBLE_EQ(agreement(clock_and_customer).share, .82);
  EXPECT_NEAR(*kappa(clock_and_customer), .462687, 1e-6);
  EXPECT_NEAR(mcnemar(clock_and_customer).chi2, 3.555556, 1e-6);
  EXPECT_NEAR(mcnemar(clock_and_customer).exact_p, .096252, 1e-6);
  const auto gap = newcombe_paired(clock_and_customer);
  ASSERT_TRUE(gap);
  EXPECT_NEAR(gap->value, .08, 1e-12);
  EXPECT_NEAR(gap->interval.low, -.004756, 1e-6);
  EXPECT_NEAR(gap->interval.high, .165564, 1e-6);
}

TEST(Paired, ExchangingTheSidesTurnsTheSign) {
  const PairedCounts turned{70, 5, 13, 12};
  EXPECT_DOUBLE_EQ(newcombe_paired(turned)->interval.low, -newcombe_paired(clock_and_customer)->interval.high);
  EXPECT_DOUBLE_EQ(mcnemar(turned).exact_p, mcnemar(clock_and_customer).exact_p);
}

TEST(Paired, IsNarrowerThanForIndependentSharesWhenTheAnswersGoTogether) {
  const auto paired = newcombe_paired(clock_and_customer);
  const auto independent = newcombe(proportion(83, 100), proportion(75, 100));
  EXPECT_LT(paired->interval.high - paired->interval.low, independent->interval.high - independent->interval.low);
}

TEST(Paired, McNemarAtTheEnds) {
  EXPECT_EQ(mcnemar({5, 0, 0, 5}).exact_p, 1);
  EXPECT_EQ(mcnemar({0, 4, 4, 0}).exact_p, 1);
  EXPECT_NEAR(mcnemar({0, 6, 0, 0}).exact_p, 2.0 / 64, 1e-12);
  EXPECT_NEAR(mcnemar({0, 0, 1, 0}).exact_p, 1, 1e-12);
}

TEST(Paired, SaysNothingWithoutACase) {
  EXPECT_EQ(agreement({}).n, 0);
  EXPECT_FALSE(kappa({}));
  EXPECT_FALSE(newcombe_paired({}));
  EXPECT_FALSE(kappa({9, 0, 0, 0}));  // both always say yes: chance explains everything
}

}  // namespace
}  // namespace truewait::statistics
