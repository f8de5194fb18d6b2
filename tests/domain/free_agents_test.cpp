// How many agents will be free within a time, against closed forms.
#include "domain/pacing/free_agents.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "domain/callback_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

FreeAgents::Busy memoryless(int count, double per_s, double age_s = 0) {
  FreeAgents::Busy busy{count, age_s, {}};
  busy.per_s.fill(per_s);
  return busy;
}

/// P(at least k of n), each with probability q.
double binomial_tail(int n, double q, int k) {
  double fewer = 0;
  for (int j = 0; j < k; ++j) {
    const double ways = std::lgamma(n + 1) - std::lgamma(j + 1) - std::lgamma(n - j + 1);
    fewer += std::exp(ways + j * std::log(q) + (n - j) * std::log1p(-q));
  }
  return 1 - fewer;
}

TEST(FreeAgents, ExponentialServicesEndWithoutMemory) {
  const double q = 1 - std::exp(-20.0 / 180);
  const FreeAgents agents(2, {memoryless(1, 1.0 / 180, 3), memoryless(2, 1.0 / 180, 400)});
  EXPECT_EQ(agents.now(), 2);
  EXPECT_NEAR(agents.mean(20), 2 + 3 * q, 1e-12);
  const auto tail = agents.at_least(7, 20);
  ASSERT_EQ(tail.size(), 8u);
  EXPECT_EQ(tail[0], 1);
  EXPECT_EQ(tail[2], 1) << "those who are free already";
  for (int k = 3; k <= 5; ++k) EXPECT_NEAR(tail[static_cast<std::size_t>(k)], binomial_tail(3, q, k - 2), 1e-12) << k;
  EXPECT_EQ(tail[6], 0) << "there are five";
  EXPECT_EQ(tail[7], 0);
}

TEST(FreeAgents, AHazardThatChangesWithAgeIsSummedOverIt) {
  auto busy = memoryless(1, 0.1);
  busy.per_s[0] = 0;  // nobody ends within five seconds
  EXPECT_NEAR(ends_within(busy, 10), 1 - std::exp(-0.5), 1e-12);
  busy.age_s = 4;
  EXPECT_NEAR(ends_within(busy, 10), 1 - std::exp(-0.9), 1e-12);
  busy.age_s = 5000;
  EXPECT_NEAR(ends_within(busy, 10), 1 - std::exp(-1.0), 1e-12) << "the last bin has no end";
  EXPECT_EQ(ends_within(busy, 0), 0);
}

TEST(FreeAgents, UnlikeAgentsAreAddedExactly) {
  const FreeAgents agents(0, {memoryless(1, 0.1), memoryless(1, 0.02)});
  const double a = 1 - std::exp(-1.0), b = 1 - std::exp(-0.2);
  const auto tail = agents.at_least(2, 10);
  EXPECT_NEAR(tail[1], 1 - (1 - a) * (1 - b), 1e-12);
  EXPECT_NEAR(tail[2], a * b, 1e-12);
}

TEST(FreeAgents, ManyAreNearTheBinomialDistribution) {
  const FreeAgents agents(0, {memoryless(100, 1.0 / 300)});
  const double q = 1 - std::exp(-20.0 / 300);
  const auto tail = agents.at_least(20, 20);
  for (int k = 1; k <= 20; ++k) EXPECT_NEAR(tail[static_cast<std::size_t>(k)], binomial_tail(100, q, k), 0.012) << k;
  for (std::size_t k = 1; k < tail.size(); ++k) EXPECT_LE(tail[k], tail[k - 1]);
}

TEST(FreeAgents, NobodyThereIsNobodyFree) {
  const FreeAgents agents(0, {});
  EXPECT_EQ(agents.mean(1000), 0);
  EXPECT_EQ(agents.at_least(3, 1000), (std::vector<double>{1, 0, 0, 0}));
}

/// The group behind a world, folded from its facts.
Group group_of(const World& w) {
  Group group{EngineLimits{}};
  for (const auto& f : w.facts) {
    if (f.shard == 1) group.fold(f);
  }
  return group;
}

FreeAgents agents_of(const World& w, double now_s, const std::string& queue = "support") {
  const auto group = group_of(w);
  const auto now = start + from_seconds(now_s);
  return free_agents(group, queue, capacity(group, QueueConfig{}, now), now);
}

TEST(FreeAgents, OnlyThoseCountWhoServeTheQueue) {
  World w;
  w.agent(1, "anna", AgentState::available, {"support"});
  w.agent(2, "bert", AgentState::available, {"sales"});
  w.agent(3, "carl", AgentState::busy, {"sales", "support"});
  w.agent(4, "dora", AgentState::busy, {"sales"});
  const auto agents = agents_of(w, 10);
  EXPECT_EQ(agents.now(), 1);
  EXPECT_NEAR(agents.mean(180), 1 + (1 - std::exp(-1.0)), 1e-9) << "nothing was measured: 180 s, exponential";
  EXPECT_EQ(agents_of(w, 10, "sales").now(), 1);
}

TEST(FreeAgents, AfterCallWorkEndsToo) {
  World w;
  w.agent(1, "anna", AgentState::wrap_up);
  const auto agents = agents_of(w, 3);
  EXPECT_EQ(agents.now(), 0);
  EXPECT_GT(agents.mean(60), 0.9);
  EXPECT_LE(agents.mean(1e6), 1 + 1e-9);
}

TEST(FreeAgents, AnAgentIsCountedOnceWhetherNamedOrNot) {
  World w;
  w.agent(1, "anna", AgentState::busy);
  w.queued(2, "c1");
  w.answered(3, "c1");  // the switch does not say by whom
  EXPECT_LE(agents_of(w, 10).mean(1e6), 1 + 1e-9);
}

TEST(FreeAgents, UnreportedAgentsAreInferredFromTheirCalls) {
  World w;
  w.queued(1, "c1");
  w.answered(2, "c1", "anna");
  w.ended(50, "c1");
  w.queued(51, "c2");
  w.answered(52, "c2", "bert");
  const auto agents = agents_of(w, 60);
  EXPECT_EQ(agents.now(), 1) << "anna was seen lately and has no call";
  EXPECT_NEAR(agents.mean(1e6), 2, 1e-6);
  const auto group = group_of(w);
  EXPECT_EQ(agents_at_work(group, capacity(group, QueueConfig{}, start + 60s)), 2);
}

}  // namespace
}  // namespace truewait::domain
