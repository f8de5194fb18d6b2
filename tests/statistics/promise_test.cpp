#include "truewait/statistics/promise.hpp"

#include <gtest/gtest.h>

#include "truewait/statistics/wilson.hpp"

namespace truewait::statistics {
namespace {

const PromiseCounts hundred_and_ten{83, 12, 5, 10, 0};

TEST(Promise, HeadlineCountsWhoGaveUpAsBroken) {
  const auto share = hundred_and_ten.kept_share();
  EXPECT_DOUBLE_EQ(share.share, .83);
  EXPECT_EQ(share.n, 100);
  EXPECT_NEAR(wilson(share).low, .744520, 1e-6);
  EXPECT_NEAR(wilson(share).high, .891064, 1e-6);
}

TEST(Promise, ServedOnlyFlatters) {
  const auto share = hundred_and_ten.kept_share_served();
  EXPECT_NEAR(share.share, .873684, 1e-6);
  EXPECT_NEAR(wilson(share).low, .792079, 1e-6);
  EXPECT_NEAR(wilson(share).high, .926243, 1e-6);
  EXPECT_GT(share.share, hundred_and_ten.kept_share().share);
}

TEST(Promise, BoundsTakeTheUntestedBothWays) {
  const auto bounds = hundred_and_ten.bounds();
  ASSERT_TRUE(bounds);
  EXPECT_NEAR(bounds->low, .754545, 1e-6);
  EXPECT_NEAR(bounds->high, .845455, 1e-6);
}

TEST(Promise, VoidCountsForNothing) {
  auto counts = hundred_and_ten;
  counts.merge({0, 0, 0, 0, 40});
  EXPECT_EQ(counts.voided, 40u);
  EXPECT_EQ(counts.kept_share().n, 100);
  EXPECT_DOUBLE_EQ(counts.bounds()->low, hundred_and_ten.bounds()->low);
}

TEST(Promise, MergedRowsAreTheSumOfTheirCounts) {
  PromiseCounts all{80, 10, 1, 4, 1};
  all.merge({3, 2, 4, 6, 2});
  EXPECT_EQ(all.kept, 83u);
  EXPECT_EQ(all.broken_late, 12u);
  EXPECT_EQ(all.broken_left, 5u);
  EXPECT_EQ(all.censored, 10u);
  EXPECT_EQ(all.voided, 3u);
}

TEST(Promise, WithoutATestedPromiseThereIsNoShare) {
  const PromiseCounts untested{0, 0, 0, 2, 5};
  EXPECT_EQ(untested.kept_share().n, 0);
  EXPECT_EQ(untested.kept_share_served().n, 0);
  EXPECT_EQ(untested.bounds()->low, 0);
  EXPECT_EQ(untested.bounds()->high, 1);
  EXPECT_FALSE((PromiseCounts{0, 0, 0, 0, 5}.bounds()));
}

TEST(Promise, VerdictComparesTheIntervalWithTheLevel) {
  EXPECT_EQ(promise_verdict(wilson(415, 500), .80), PromiseVerdict::on_target);
  EXPECT_EQ(promise_verdict(wilson(415, 500), .90), PromiseVerdict::over_promising);
  EXPECT_EQ(promise_verdict(wilson(415, 500), .75), PromiseVerdict::under_promising);
  EXPECT_EQ(promise_verdict({.80, .90}, .80), PromiseVerdict::on_target);
  EXPECT_EQ(promise_verdict({.70, .80}, .80), PromiseVerdict::on_target);
  EXPECT_EQ(word(PromiseVerdict::on_target), "on_target");
  EXPECT_EQ(word(PromiseVerdict::over_promising), "over_promising");
  EXPECT_EQ(word(PromiseVerdict::under_promising), "under_promising");
}

}  // namespace
}  // namespace truewait::statistics
