// The time line against a wall clock that steps about.
#include <gtest/gtest.h>

#include <random>

#include "app/host/clock.hpp"
#include "app/host/time_line.hpp"

namespace truewait::app {
namespace {

using namespace std::chrono_literals;
using domain::Instant;
using std::chrono::nanoseconds;

constexpr nanoseconds start_wall = 1'700'000'000s;
constexpr nanoseconds start_steady = 5'000s;

ClockReading after(nanoseconds elapsed, nanoseconds wall_step = 0s) {
  return {start_wall + elapsed + wall_step, start_steady + elapsed};
}

Instant instant(nanoseconds wall) {
  return Instant(std::chrono::floor<domain::Duration>(wall));
}

TEST(TimeLine, FollowsAWallClockThatRunsTrue) {
  TimeLine line(after(0s), {});
  EXPECT_EQ(line.at(after(0s)), instant(start_wall));
  EXPECT_EQ(line.at(after(1234ms)), instant(start_wall + 1234ms));
  EXPECT_EQ(line.at(after(24h)), instant(start_wall + 24h));
}

TEST(TimeLine, AStepForthIsWalkedOffAtOnePercent) {
  TimeLine line(after(0s), {});
  EXPECT_EQ(line.at(after(100s, 1h)), instant(start_wall + 101s));
  EXPECT_EQ(line.at(after(200s, 1h)), instant(start_wall + 202s));
}

TEST(TimeLine, AStepBackSlowsItAndNeverStopsOrTurnsIt) {
  TimeLine line(after(0s), {});
  EXPECT_EQ(line.at(after(100s, -1h)), instant(start_wall + 99s));
  EXPECT_EQ(line.at(after(200s, -1h)), instant(start_wall + 198s));
}

TEST(TimeLine, ASmallStepIsMadeUpAndThenHeld) {
  TimeLine line(after(0s), {});
  line.at(after(100s, 500ms));
  EXPECT_EQ(line.at(after(200s, 500ms)), instant(start_wall + 200s + 500ms));
  EXPECT_EQ(line.wall_ahead(), 0ns);
}

TEST(TimeLine, StartsNoEarlierThanTheLastFactAndGoesOnFromThere) {
  const Instant last = instant(start_wall + 1h);
  TimeLine line(after(0s), last);
  EXPECT_EQ(line.at(after(0s)), last);
  EXPECT_EQ(line.at(after(100s)), last + 99s);
  EXPECT_LT(line.wall_ahead(), 0ns);
}

TEST(TimeLine, ASteadyClockThatWouldGoBackIsTakenAsStandingStill) {
  TimeLine line(after(0s), {});
  const Instant there = line.at(after(10s));
  EXPECT_EQ(line.at(after(5s)), there);
  EXPECT_EQ(line.at(after(10s)), there);
  EXPECT_EQ(line.at(after(11s)), there + 1s);
}

TEST(TimeLine, ADemonstrationRunsFasterAndLeansTowardsNothing) {
  TimeLine line(after(0s), {}, 10.0);
  EXPECT_EQ(line.at(after(6s)), instant(start_wall + 60s));
  EXPECT_EQ(line.at(after(12s, -1h)), instant(start_wall + 120s));
}

TEST(TimeLine, ManySmallReadingsDriftNoMoreThanOneLargeOne) {
  TimeLine line(after(0s), {});
  for (nanoseconds t = 0ns; t <= 10s; t += 37us) line.at(after(t));
  EXPECT_EQ(line.at(after(10s)), instant(start_wall + 10s));
}

TEST(TimeLine, NeverGoesBackAndStaysWithinOnePercentOfTheSteadyClock) {
  std::mt19937_64 random(20);
  TimeLine line(after(0s), {});
  Instant before = line.at(after(0s));
  nanoseconds elapsed = 0s, step = 0s;
  for (int i = 0; i < 20'000; ++i) {
    const nanoseconds passed(static_cast<std::int64_t>(random() % 2'000'000'000));
    if (random() % 50 == 0)
      step = nanoseconds(static_cast<std::int64_t>(random() % 7'200'000'000'000) - 3'600'000'000'000);
    elapsed += passed;
    const Instant now = line.at(after(elapsed, step));
    ASSERT_GE(now, before);
    ASSERT_LE(now - before, passed + passed / 100 + 1ms);
    ASSERT_GE(now - before, passed - passed / 100 - 1ms);
    before = now;
  }
}

TEST(Clock, ReadsForwardAndNeverBeforeTheLastFact) {
  const Instant last = Clock::wall() + 1h;
  Clock clock(last);
  Instant before = clock.now();
  EXPECT_GE(before, last);
  for (int i = 0; i < 1000; ++i) {
    const Instant now = clock.now();
    ASSERT_GE(now, before);
    before = now;
  }
}

TEST(Clock, TellsHowLongAnInstantIsAway) {
  Clock clock;
  EXPECT_EQ(clock.until(clock.now() - 1s), 0ns);
  const auto left = clock.until(clock.now() + 1h);
  EXPECT_LE(left, 1h + 1ms);
  EXPECT_GT(left, 59min);
  Clock fast({}, 60.0);
  EXPECT_LE(fast.until(fast.now() + 1h), 1min + 1ms);
}

}  // namespace
}  // namespace truewait::app
