#include "ivr/agent_pool.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "centre/demo_day.hpp"
#include "ivr/duty.hpp"

namespace truewait::ivr {
namespace {

using domain::AgentState;

std::string told(const PoolStep& step) {
  constexpr const char* kinds[] = {"answered", "abandoned", "ended", "agent"};
  constexpr const char* states[] = {"available", "busy", "wrap_up", "away", "logged_out"};
  std::string out = kinds[static_cast<std::size_t>(step.kind)];
  for (const std::string& part : {step.call_id, step.agent}) {
    if (!part.empty()) out += " " + part;
  }
  if (step.kind == PoolStepKind::agent) out += std::string(" ") + states[static_cast<std::size_t>(step.state)];
  return std::to_string(std::lround(step.at_s)) + " " + out;
}

std::vector<std::string> told(AgentPool& pool, double until_s) {
  std::vector<std::string> out;
  for (const PoolStep& step : pool.advance(until_s)) out.push_back(told(step));
  return out;
}

using Lines = std::vector<std::string>;

PoolCaller caller(const char* id, double now_s, double talk_s = 10, int priority = 0, double gives_up_s = never) {
  return {id, "support", priority, now_s, gives_up_s, talk_s};
}

TEST(AgentPool, AnswersAtOnceWhenSomebodyIsFreeAndInTurnAfterwards) {
  AgentPool pool({{"s", 1, {"support"}, 0}});
  pool.log_in(0, 0);
  pool.join(1, caller("a", 1));
  pool.join(2, caller("b", 2));
  pool.join(3, caller("c", 3));
  EXPECT_EQ(pool.waiting(), 2U);
  EXPECT_EQ(told(pool, 100), (Lines{"0 agent s-1 available", "1 answered a s-1", "11 ended a s-1", "11 answered b s-1",
                                    "21 ended b s-1", "21 answered c s-1", "31 ended c s-1"}));
  EXPECT_EQ(pool.talking(), 0U);
}

TEST(AgentPool, AHigherPriorityGoesFirst) {
  AgentPool pool({{"s", 1, {"support"}, 0}});
  pool.log_in(0, 0);
  pool.join(0, caller("first", 0));
  pool.join(1, caller("plain", 1));
  pool.join(2, caller("vip", 2, 10, 1));
  EXPECT_EQ(told(pool, 25).at(3), "10 answered vip s-1");
}

TEST(AgentPool, WithAHeadStartOnlyAsFarAsTheHeadStartReaches) {
  AgentPool pool({{"s", 1, {"support"}, 0}}, 30.0);
  pool.log_in(0, 0);
  pool.join(0, caller("first", 0, 100));
  pool.join(1, caller("long ago", 1));
  pool.join(20, caller("vip at 20", 20, 10, 1));
  pool.join(40, caller("vip at 40", 40, 10, 1));
  const auto lines = told(pool, 200);
  EXPECT_EQ(lines.at(3), "100 answered vip at 20 s-1");
  EXPECT_EQ(lines.at(5), "110 answered long ago s-1");
  EXPECT_EQ(lines.at(7), "120 answered vip at 40 s-1");
}

TEST(AgentPool, AReachedLegWaitsWithItsOldPlace) {
  AgentPool pool({{"s", 1, {"support"}, 0}});
  pool.log_in(0, 0);
  pool.join(0, caller("first", 0, 100));
  pool.join(50, caller("here since 50", 50));
  pool.join(90, caller("called back, since 10", 10));
  EXPECT_EQ(told(pool, 105).back(), "100 answered called back, since 10 s-1");
}

TEST(AgentPool, WhoeverLosesPatienceHangsUpAndIsNotAnswered) {
  AgentPool pool({{"s", 1, {"support"}, 0}});
  pool.log_in(0, 0);
  pool.join(0, caller("a", 0, 20));
  pool.join(1, caller("b", 1, 10, 0, 5));
  EXPECT_EQ(told(pool, 30), (Lines{"0 agent s-1 available", "0 answered a s-1", "5 abandoned b", "20 ended a s-1"}));
}

TEST(AgentPool, WhoeverLeavesAndComesBackIsNotHungUpByHisOldPatience) {
  AgentPool pool({{"s", 1, {"support"}, 0}});
  pool.join(0, caller("a", 0, 10, 0, 5));
  EXPECT_TRUE(pool.leave(1, "a"));
  EXPECT_FALSE(pool.leave(1, "a"));
  pool.join(2, caller("a", 0, 10, 0, 50));
  EXPECT_EQ(told(pool, 20), Lines{});
  EXPECT_EQ(told(pool, 50), Lines{"50 abandoned a"});
}

TEST(AgentPool, TheLongestIdleOfThoseWhoServeTheQueueAnswers) {
  AgentPool pool({{"sales", 1, {"sales"}, 0}, {"both", 1, {"sales", "support"}, 0}});
  pool.log_in(0, 0);
  pool.log_in(1, 1);
  pool.join(2, caller("a", 2, 5));
  pool.join(3, {"b", "sales", 0, 3, never, 5});
  EXPECT_EQ(told(pool, 4), (Lines{"0 agent sales-1 available", "1 agent both-1 available", "2 answered a both-1",
                                  "3 answered b sales-1"}));
}

TEST(AgentPool, WrapsUpAndSaysSo) {
  AgentPool pool({{"s", 1, {"support"}, 6}});
  pool.log_in(0, 0);
  pool.join(0, caller("a", 0));
  pool.join(0, caller("b", 0));
  EXPECT_EQ(told(pool, 17), (Lines{"0 agent s-1 available", "0 answered a s-1", "10 ended a s-1",
                                   "10 agent s-1 wrap_up", "16 agent s-1 available", "16 answered b s-1"}));
}

TEST(AgentPool, AwayTakesNobodyAndAShiftEndsAfterTheCall) {
  AgentPool pool({{"s", 2, {"support"}, 0}});
  pool.log_in(0, 0);
  pool.join(0, caller("a", 0, 30));
  pool.set_away(5, true);
  pool.join(6, caller("b", 6));
  pool.log_out(10, 0);
  pool.set_away(40, false);
  pool.log_in(50, 0);
  EXPECT_EQ(told(pool, 55),
            (Lines{"0 agent s-1 available", "0 agent s-2 available", "0 answered a s-1", "5 agent s-2 away",
                   "10 agent s-2 logged_out", "30 ended a s-1", "30 agent s-1 logged_out", "50 agent s-1 available",
                   "50 answered b s-1", "50 agent s-2 available"}));
}

TEST(Duty, FollowsShiftsAndOutagesRoundAfterRound) {
  centre::Scenario day;
  day.agents = {{"early", 1, {"support"}, {{0, 100}}, 0}, {"late", 1, {"support"}, {{50, centre::never}}, 0}};
  day.outages = {{60, 70, true}};
  day.period_s = 200;
  AgentPool pool(pool_groups(day));
  Duty duty(day);
  duty.advance(pool, 199);
  EXPECT_EQ(told(pool, 199), (Lines{"0 agent early-1 available", "50 agent late-1 available", "60 agent early-1 away",
                                    "60 agent late-1 away", "70 agent early-1 available", "70 agent late-1 available",
                                    "100 agent early-1 logged_out"}));
  duty.advance(pool, 230);
  EXPECT_EQ(told(pool, 230), Lines{"200 agent early-1 available"});
}

TEST(Duty, TheDemosDayHasAllItsAgentsAtTheBeginning) {
  const centre::Scenario day = centre::demo_day();
  AgentPool pool(pool_groups(day));
  Duty duty(day);
  duty.advance(pool, 1);
  EXPECT_EQ(pool.advance(1).size(), 19U);
}

}  // namespace
}  // namespace truewait::ivr
