// Whose turn it is, by figures: the chance of an agent in time against closed forms, the price of holding, the caps.
#include "domain/pacing/turn.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace truewait::domain {
namespace {

FreeAgents alike_agents(int busy, double per_s, int free = 0) {
  FreeAgents::Busy alike{busy, 0, {}};
  alike.per_s.fill(per_s);
  return {free, {alike}};
}

DialRule priced(double hold_cost, DialMode mode = DialMode::customer_first) {
  DialRule rule;
  rule.hold_cost = hold_cost;
  rule.mode = mode;
  return rule;
}

const AnswerForecast after_20_s(20, 0.8);

TEST(Turn, OneAgentWithExponentialCallsIsThereWithTheExponentialChance) {
  EXPECT_NEAR(chance_in_time({}, alike_agents(1, 0.01), after_20_s), 1 - std::exp(-0.2), 1e-12);
}

TEST(Turn, EachCallerAheadNeedsAnAgentOfTheirOwn) {
  const double q = 1 - std::exp(-0.2);
  const double two_of_three = 3 * q * q * (1 - q) + q * q * q;
  EXPECT_NEAR(chance_in_time({1, {}, false}, alike_agents(3, 0.01), after_20_s), two_of_three, 1e-12);
  EXPECT_EQ(chance_in_time({3, {}, false}, alike_agents(3, 0.01), after_20_s), 0);
}

TEST(Turn, WhoeverIsBeingRungCountsAsFarAsTheyMayAnswer) {
  const auto agents = alike_agents(2, 0.01);
  const double q = 1 - std::exp(-0.2);
  const double one = 1 - (1 - q) * (1 - q), two = q * q;
  EXPECT_NEAR(chance_in_time({0, {0.3}, false}, agents, after_20_s), 0.7 * one + 0.3 * two, 1e-12);
  EXPECT_NEAR(chance_in_time({0, {1.0}, false}, agents, after_20_s), two, 1e-12);
}

TEST(Turn, ASpreadOfAnswerTimesIsAveragedOver) {
  DialRule rule;
  const AnswerForecast spread(rule, nullptr);
  double sum = 0;
  for (const double s : spread.times_s()) sum += 1 - std::exp(-0.01 * s);
  EXPECT_NEAR(chance_in_time({}, alike_agents(1, 0.01), spread), sum / AnswerForecast::points, 1e-12);
}

TEST(Turn, TheNeededChanceIsThePriceOfHolding) {
  EXPECT_DOUBLE_EQ(needed_chance(priced(3)), 0.75);
  EXPECT_DOUBLE_EQ(needed_chance(priced(1)), 0.5);
  // Ten agents, each free within 20 s with chance 0.18: one of them with 0.865.
  const auto agents = alike_agents(10, 0.01);
  EXPECT_EQ(turn({}, agents, after_20_s, priced(6), 10), Turn::agent_in_time);
  EXPECT_EQ(turn({}, agents, after_20_s, priced(7), 10), Turn::not_yet);
}

int most_in_flight(double hold_cost) {
  Claims claims;
  const auto agents = alike_agents(100, 1.0 / 300);
  while (turn(claims, agents, after_20_s, priced(hold_cost), 100) != Turn::not_yet) claims.in_flight.push_back(0.8);
  return static_cast<int>(claims.in_flight.size());
}

TEST(Turn, TheDearerTheHoldingTheFewerAreRungAhead) {
  int before = 1000;
  for (const double cost : {0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 64.0}) {
    const int now = most_in_flight(cost);
    EXPECT_LE(now, before) << cost;
    before = now;
  }
  EXPECT_GT(most_in_flight(1), most_in_flight(16));
}

TEST(Turn, ExpectedAnswersNeverExceedTheAgentsWhoAreFreeThen) {
  for (const double cost : {0.1, 1.0, 3.0, 10.0}) {
    const double free_then = alike_agents(100, 1.0 / 300).mean(20);
    EXPECT_LE(0.8 * most_in_flight(cost), free_then) << cost;
  }
  // However cheap holding is: half an agent is not one.
  const auto half = alike_agents(10, -std::log(0.95) / 20);
  EXPECT_EQ(turn({}, half, after_20_s, priced(0.1), 10), Turn::not_yet);
}

TEST(Turn, NoMoreAreInFlightThanThereAreAgents) {
  const auto agents = alike_agents(0, 0.01, 5);
  EXPECT_EQ(turn({0, {0.1, 0.1}, true}, agents, after_20_s, priced(1), 2), Turn::not_yet);
  EXPECT_EQ(turn({}, agents, after_20_s, priced(1), 0), Turn::not_yet) << "nobody is there";
}

TEST(Turn, AFreeAgentIsEnough) {
  const auto agents = alike_agents(1, 1e-6, 2);
  EXPECT_EQ(turn({1, {}, false}, agents, after_20_s, priced(1000), 3), Turn::agent_free);
  EXPECT_EQ(turn({1, {0.8}, false}, agents, after_20_s, priced(1000), 3), Turn::not_yet);
}

TEST(Turn, TheFirstIsRungBeforeALiveCallerBehindIsServed) {
  const auto agents = alike_agents(1, 1e-6);
  EXPECT_EQ(turn({0, {}, true}, agents, after_20_s, priced(3), 1), Turn::first_in_line);
  EXPECT_EQ(turn({0, {}, false}, agents, after_20_s, priced(3), 1), Turn::not_yet);
  EXPECT_EQ(turn({1, {}, true}, agents, after_20_s, priced(3), 1), Turn::not_yet);
  EXPECT_EQ(turn({0, {0.8}, true}, agents, after_20_s, priced(3), 2), Turn::not_yet);
}

TEST(Turn, WhereTheAgentComesFirstNobodyIsRungOnAChance) {
  const auto sure = alike_agents(10, 10);
  for (const auto mode : {DialMode::agent_first, DialMode::reserved_agent}) {
    EXPECT_EQ(turn({0, {}, true}, sure, after_20_s, priced(0.1, mode), 10), Turn::not_yet);
    EXPECT_EQ(turn({0, {}, true}, alike_agents(9, 10, 1), after_20_s, priced(0.1, mode), 10), Turn::agent_free);
    EXPECT_EQ(turn({1, {}, true}, alike_agents(9, 10, 1), after_20_s, priced(0.1, mode), 10), Turn::not_yet);
  }
}

}  // namespace
}  // namespace truewait::domain
