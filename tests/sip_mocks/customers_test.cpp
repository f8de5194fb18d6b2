// Generated calls and what their callers feel.
#include <gtest/gtest.h>

#include <cmath>

#include "centre/demo_day.hpp"
#include "ivr/day_calls.hpp"
#include "ivr/feeling.hpp"

namespace truewait::ivr {
namespace {

TEST(DayCalls, TheSameSeedGivesTheSameCallsAndAnotherOneOthers) {
  DayCalls a(centre::demo_day(), 1, "r-"), b(centre::demo_day(), 1, "r-"), c(centre::demo_day(), 2, "r-");
  int differing = 0;
  for (int n = 0; n < 200; ++n) {
    const auto x = a.next(), y = b.next(), z = c.next();
    EXPECT_EQ(x->at_s, y->at_s);
    EXPECT_EQ(x->patience_s, y->patience_s);
    EXPECT_EQ(x->talk_s, y->talk_s);
    EXPECT_EQ(x->answers.size(), y->answers.size());
    EXPECT_EQ(x->wants_callback, y->wants_callback);
    differing += x->at_s != z->at_s;
  }
  EXPECT_GT(differing, 190);
}

TEST(DayCalls, CallsComeInOrderWithTheRatesOfTheDay) {
  DayCalls calls(centre::demo_day(), 3, "r-");
  double last_s = 0;
  int first_minute = 0, second_minute_on = 0, support = 0, vip = 0, wants = 0;
  for (;;) {
    const auto call = calls.next();
    ASSERT_TRUE(call);
    ASSERT_GE(call->at_s, last_s);
    last_s = call->at_s;
    if (last_s >= 30 * 60) break;
    (last_s < 60 ? first_minute : second_minute_on) += 1;
    support += call->queue == "support";
    vip += call->caller_class == "vip";
    wants += call->wants_callback == Wants::if_offered;
    EXPECT_TRUE(call->caller.starts_with("+15550100"));
  }
  // 2400 an hour in the first minute, 560 in the 29 after it: 40 and 271 are expected.
  EXPECT_NEAR(first_minute, 40, 5 * std::sqrt(40));
  EXPECT_NEAR(second_minute_on, 271, 5 * std::sqrt(271));
  EXPECT_NEAR(support, 167, 5 * std::sqrt(167));
  EXPECT_GT(vip, 1);
  EXPECT_NEAR(wants, (first_minute + second_minute_on) / 2, 50);
}

TEST(DayCalls, EndWithTheScenario) {
  centre::Scenario day = centre::demo_day();
  day.ends_s = 600;
  DayCalls calls(day, 1, "r-");
  int n = 0;
  while (const auto call = calls.next()) {
    EXPECT_LT(call->at_s, 600);
    ++n;
  }
  EXPECT_GT(n, 40);
  centre::Scenario quiet;
  EXPECT_FALSE(DayCalls(quiet, 1, "r-").next());
  quiet.queues.push_back({"q", {{0, 1}, {10, 0}}, {}, centre::never, {}});
  DayCalls once(quiet, 1, "r-");
  while (const auto call = once.next()) EXPECT_LT(call->at_s, 10);
}

TEST(Feeling, AWaitFeelsLongerThanItWasAndLessAndLessSo) {
  Feeling feeling(1);
  const auto mean = [&](double minutes) {
    double sum = 0;
    for (int n = 0; n < 4000; ++n) sum += feeling.after(minutes * 60).perceived_min;
    return sum / 4000;
  };
  // Median 1.3 m^0.9, spread 0.35: the mean lies 6 % above the median.
  EXPECT_NEAR(mean(2), 1.3 * std::pow(2, 0.9) * 1.06, 0.15);
  EXPECT_NEAR(mean(10), 1.3 * std::pow(10, 0.9) * 1.06, 0.5);
  EXPECT_EQ(feeling.after(0).perceived_min, 0);
  EXPECT_LE(feeling.after(1e7).perceived_min, 180);
}

TEST(Feeling, HalfOfTheLongWaitsAreSaidInFives) {
  Feeling feeling(2);
  int fives = 0;
  for (int n = 0; n < 2000; ++n) fives += feeling.after(900).perceived_min % 5 == 0;
  // Half of all, and a fifth of the other half by chance.
  EXPECT_NEAR(fives, 1200, 120);
}

TEST(Feeling, ShortWaitsAreCalledFastAndLongOnesAreNot) {
  Feeling feeling(3);
  int short_ones = 0, long_ones = 0;
  for (int n = 0; n < 500; ++n) {
    short_ones += feeling.after(15).fast >= 4;
    const int fast = feeling.after(900).fast;
    EXPECT_GE(fast, 1);
    EXPECT_LE(fast, 5);
    long_ones += fast >= 4;
  }
  EXPECT_GT(short_ones, 450);
  EXPECT_LT(long_ones, 25);
}

}  // namespace
}  // namespace truewait::ivr
