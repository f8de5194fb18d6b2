#include "truewait/statistics/time_to_event.hpp"

#include <gtest/gtest.h>

#include "truewait/statistics/quantile.hpp"

namespace truewait::statistics {
namespace {

TEST(TimeToEvent, WithoutCensoringItIsTheMeanAndTheQuantilesByRank) {
  std::vector<Observation> all;
  for (int i = 1; i <= 10; ++i) all.push_back({i * 10.0, true});
  const auto t = *time_to_event(all);
  EXPECT_EQ(t.n, 10u);
  EXPECT_EQ(t.events, 10u);
  EXPECT_NEAR(t.mean, 55, 1e-9);
  EXPECT_FALSE(t.mean_is_floor);
  EXPECT_DOUBLE_EQ(*t.median.value, 50);
  EXPECT_DOUBLE_EQ(*t.p90.value, 90);
}

/// The remission times of 21 patients of Freireich and others (1963), as printed in every textbook of the field: median
/// 23 weeks, S(22) = 0.5378, S(23) = 0.4482.
TEST(TimeToEvent, TheTextbookCase) {
  const std::vector<Observation> weeks{{6, true},   {6, true},   {6, true},   {7, true},   {10, true},  {13, true},
                                       {16, true},  {22, true},  {23, true},  {6, false},  {9, false},  {10, false},
                                       {11, false}, {17, false}, {19, false}, {20, false}, {25, false}, {32, false},
                                       {32, false}, {34, false}, {35, false}};
  const auto t = *time_to_event(weeks);
  EXPECT_EQ(t.events, 9u);
  EXPECT_DOUBLE_EQ(*t.median.value, 23);
  EXPECT_DOUBLE_EQ(*t.median.low, 13);
  EXPECT_FALSE(t.median.high) << "the upper band never comes down to a half";
  EXPECT_FALSE(t.p90.value);
  EXPECT_TRUE(t.mean_is_floor);
  EXPECT_NEAR(t.mean, 23.287, 5e-4);
}

TEST(TimeToEvent, WhoIsLostFromSightIsNoZeroAndNoEvent) {
  const auto t = *time_to_event({{100, false}, {200, true}});
  EXPECT_EQ(t.events, 1u);
  EXPECT_DOUBLE_EQ(t.mean, 200);
  EXPECT_DOUBLE_EQ(*t.median.value, 200);
  const auto nobody = *time_to_event({{100, false}});
  EXPECT_FALSE(nobody.median.value);
  EXPECT_DOUBLE_EQ(nobody.mean, 100);
  EXPECT_TRUE(nobody.mean_is_floor);
  EXPECT_FALSE(time_to_event({}));
}

TEST(TimeToEvent, TimesAreChecked) {
  EXPECT_DEATH((void)time_to_event({{-1, true}}), "a time is finite");
}

TEST(Quantile, IsAValueThatWasSeen) {
  EXPECT_FALSE(quantile({}, .5));
  EXPECT_DOUBLE_EQ(*quantile({7}, .9), 7);
  EXPECT_DOUBLE_EQ(*quantile({10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, .9), 9);
  EXPECT_DOUBLE_EQ(*quantile({10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, .5), 5);
  EXPECT_DOUBLE_EQ(*quantile({1, 2, 3}, 1), 3);
  EXPECT_DEATH((void)quantile({1}, 0), "a level");
}

}  // namespace
}  // namespace truewait::statistics
