// How many answer and how soon: from the configuration at first, from what was counted later.
#include "domain/pacing/answer_times.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/callback_world.hpp"
#include "domain/group.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

DialRule answer_rule(Duration time, double share) {
  DialRule r;
  r.answer_time = time;
  r.answer_share = share;
  return r;
}

double mean_of(const AnswerForecast& f) {
  double sum = 0;
  for (const double s : f.times_s()) sum += s;
  return sum / AnswerForecast::points;
}

TEST(AnswerTimes, BeforeAnythingIsCountedTheConfigurationStands) {
  const AnswerForecast f(answer_rule(20s, 0.7), nullptr);
  EXPECT_DOUBLE_EQ(f.share(), 0.7);
  EXPECT_NEAR(mean_of(f), 20, 0.5);
  EXPECT_TRUE(std::is_sorted(f.times_s().begin(), f.times_s().end()));
  EXPECT_LT(f.times_s().front(), 9) << "a spread, not one time";
  EXPECT_GT(f.times_s().back(), 33);
}

TEST(AnswerTimes, WhatIsCountedTakesOver) {
  AnswerTimes counted;
  for (int i = 0; i < 100; ++i) {
    for (int answered = 0; answered < 3; ++answered) counted.answered(9);
    counted.unanswered(31);
  }
  const AnswerForecast f(answer_rule(20s, 0.1), &counted);
  EXPECT_NEAR(f.share(), 0.75, 0.03);
  for (const double s : f.times_s()) {
    EXPECT_GE(s, 8);
    EXPECT_LE(s, 10);
  }
}

TEST(AnswerTimes, AFewDialsMoveItAsFarAsTheyWeigh) {
  AnswerTimes counted;
  counted.unanswered(30);
  EXPECT_NEAR(AnswerForecast(answer_rule(20s, 0.8), &counted).share(), 4.0 / 6, 1e-9)
      << "one dial beside the five of the rule";
}

TEST(AnswerTimes, OldDialsFade) {
  AnswerTimes counted;
  for (int i = 0; i < 300; ++i) counted.answered(5);
  for (int i = 0; i < 3000; ++i) counted.answered(28);
  const AnswerForecast f(answer_rule(20s, 0.8), &counted);
  for (const double s : f.times_s()) EXPECT_GT(s, 24);
}

TEST(AnswerTimes, WhoeverHasNotAnsweredForLongWillHardly) {
  AnswerTimes counted;
  for (int i = 0; i < 200; ++i) {
    counted.answered(9);
    counted.unanswered(32);
  }
  const AnswerForecast f(answer_rule(10s, 0.5), &counted);
  EXPECT_NEAR(f.answers_after(0), f.share(), 1e-9);
  EXPECT_NEAR(f.still_ringing(0), 1, 1e-9);
  EXPECT_LT(f.answers_after(20), 0.1);
  EXPECT_NEAR(f.still_ringing(20), 0.5, 0.05);
  EXPECT_EQ(f.still_ringing(500), 0);
  EXPECT_EQ(f.answers_after(500), 0);
  for (int s = 0; s < 120; ++s) EXPECT_LE(f.still_ringing(s + 1), f.still_ringing(s) + 1e-12);
}

TEST(AnswerTimes, AreLearnedFromTheFactsAndKeptInTheSnapshot) {
  CallbackWorld w;
  w.agent(1, "anna", AgentState::available);
  double t = 10;
  // The switch says that the customer took the call, or the leg in line proves it; then one who never picks up.
  for (int i = 0; i < 3; ++i, t += 100) {
    const auto id = "cb" + std::to_string(i), dial = "d" + std::to_string(i);
    w.accept(t, id);
    w.assign(t + 1, id, dial);
    if (i == 0) w.outcome(t + 8, dial, DialOutcome::accepted);
    if (i < 2) w.leg(t + 9, "leg" + id, id);
    if (i == 2) w.outcome(t + 31, dial, DialOutcome::no_answer);
    if (i < 2) w.answered(t + 10, "leg" + id, "anna");
    if (i < 2) w.ended(t + 50, "leg" + id);
  }
  Group group{EngineLimits{}};
  for (const auto& f : w.facts) {
    if (f.shard == 1) group.fold(f);
  }
  const auto* counted = group.callbacks().answer_times("support");
  ASSERT_NE(counted, nullptr);
  EXPECT_NEAR(counted->answers()[3], 1, 0.01) << "seven seconds";
  EXPECT_NEAR(counted->answers()[4], 1, 0.01) << "eight seconds, once";
  EXPECT_NEAR(counted->failures()[11], 1, 0.01) << "thirty seconds";
  Group again{EngineLimits{}};
  ASSERT_TRUE(again.load(group.save()));
  EXPECT_EQ(again.save(), group.save());
  EXPECT_EQ(again.callbacks().answer_times("support")->answers(), counted->answers());
}

}  // namespace
}  // namespace truewait::domain
