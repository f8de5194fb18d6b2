#include "truewait/statistics/sharpness.hpp"

#include <gtest/gtest.h>

#include <array>

namespace truewait::statistics {
namespace {

double newsvendor_cost(double said_s) {
  double cost = 0;  // four for each second late, one for each second early: five times the pinball loss at 0.8
  for (const double wait_s : {30, 60, 90, 120, 150, 200, 260, 340, 450, 700}) cost += 5 * pinball_s(.8, said_s, wait_s);
  return cost;
}

TEST(Pinball, AgreesWithValuesWorkedOutElsewhere) {
  EXPECT_NEAR(pinball_s(.8, 300, 360), 48, 1e-9);
  EXPECT_NEAR(pinball_s(.8, 300, 240), 12, 1e-9);
  double sum = 0;
  for (const double wait_s : {100, 250, 300, 500, 800}) sum += pinball_s(.8, 300, wait_s);
  EXPECT_NEAR(sum, 610, 1e-9);
}

TEST(Pinball, TheBestFigureIsTheQuantileOfTheCosts) {
  for (const double said_s : {340., 395., 450.}) EXPECT_NEAR(newsvendor_cost(said_s), 3350, 1e-9) << said_s;
  EXPECT_NEAR(newsvendor_cost(240), 3950, 1e-9);
  EXPECT_NEAR(newsvendor_cost(175), 4725, 1e-9);
  EXPECT_GT(newsvendor_cost(339), 3350);
  EXPECT_GT(newsvendor_cost(451), 3350);
}

TEST(PinballDeathTest, RefusesALevelThatIsNone) {
  EXPECT_DEATH((void)pinball_s(1, 300, 200), "tau is a level");
}

TEST(Sharpness, FollowsItsDefinitions) {
  Sharpness s;
  s.add_served({60, 300}, 360, false, .8);  // late: no slack, pinball 48
  s.add_served({120, 300}, 240, true, .8);  // slack 60, pinball 12
  s.add_served({0, 480}, 300, true, .9);    // slack 180, pinball 18
  s.add_served({60, 120}, 130, true, .8);   // kept by a grace: slack 0, pinball 8
  s.add_left({300, 900});
  EXPECT_EQ(s.n(), 5u);
  EXPECT_DOUBLE_EQ(*s.median_upper_s(), 300);
  EXPECT_DOUBLE_EQ(*s.mean_width_s(), (240 + 180 + 480 + 60 + 600) / 5.0);
  EXPECT_DOUBLE_EQ(*s.median_slack_s(), 60);
  EXPECT_NEAR(*s.mean_pinball_s(), (48 + 12 + 18 + 8) / 4.0, 1e-9);
}

TEST(Sharpness, EveryFigureIsAbsentWithoutACase) {
  Sharpness s;
  EXPECT_FALSE(s.median_upper_s() || s.mean_width_s() || s.median_slack_s() || s.mean_pinball_s());
  s.add_left({0, 60});
  EXPECT_DOUBLE_EQ(*s.median_upper_s(), 60);
  EXPECT_FALSE(s.median_slack_s() || s.mean_pinball_s());
}

TEST(Sharpness, MergedEqualsAddedTogether) {
  Sharpness left, right, both;
  for (int i = 0; i < 9; ++i) {
    auto& part = i < 4 ? left : right;
    const SpokenBounds said{10. * i, 60. * (i + 1)};
    if (i % 3 == 0) {
      part.add_left(said);
      both.add_left(said);
    } else {
      part.add_served(said, 150, said.upper_s >= 150, .8);
      both.add_served(said, 150, said.upper_s >= 150, .8);
    }
  }
  left.merge(right);
  EXPECT_EQ(left.n(), 9u);
  EXPECT_EQ(left.median_upper_s(), both.median_upper_s());
  EXPECT_NEAR(*left.mean_width_s(), *both.mean_width_s(), 1e-12);
  EXPECT_EQ(left.median_slack_s(), both.median_slack_s());
  EXPECT_NEAR(*left.mean_pinball_s(), *both.mean_pinball_s(), 1e-12);
  left.merge(left);
  EXPECT_EQ(left.n(), 18u);
  EXPECT_EQ(left.median_upper_s(), both.median_upper_s());
}

TEST(SharpnessDeathTest, RefusesBoundsOutOfOrder) {
  Sharpness s;
  EXPECT_DEATH(s.add_left({120, 60}), "bounds are in order");
  EXPECT_DEATH(s.add_served({0, 60}, -1, true, .8), "a wait is finite");
}

}  // namespace
}  // namespace truewait::statistics
