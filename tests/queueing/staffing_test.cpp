#include "truewait/queueing/staffing.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "truewait/queueing/erlang_a.hpp"
#include "truewait/queueing/erlang_c.hpp"

namespace truewait::queueing {
namespace {

constexpr double seconds = 300;

Demand erlangs(double load) {
  return {load / seconds, seconds};
}

/// The definition: count up from the least that is stable, each candidate from scratch.
int counted_up(const Demand& demand, const ServiceTarget& target) {
  int servers = 1;
  while (ErlangC(demand, servers).service_level(target.within_s) < target.share) ++servers;
  return servers;
}

TEST(AgentsNeeded, IsTheFewestUnderErlangC) {
  for (const double load : {0.0, 1e-9, 0.5, 1.0, 8.3, 100.0, 9800.0}) {
    for (const ServiceTarget target : {ServiceTarget{0.8, 20}, ServiceTarget{0.5, 0}, ServiceTarget{0.99, 0},
                                       ServiceTarget{0.999999, 5}, ServiceTarget{0.8, 3600}}) {
      EXPECT_EQ(agents_needed(erlangs(load), target), counted_up(erlangs(load), target)) << load << " " << target.share;
    }
  }
}

TEST(AgentsNeeded, HoldsTheTargetForAMillionErlangs) {
  const Demand demand = erlangs(1e6);
  for (const ServiceTarget target : {ServiceTarget{0.8, 20}, ServiceTarget{0.95, 0}}) {
    const int servers = agents_needed(demand, target);
    EXPECT_GE(ErlangC(demand, servers).service_level(target.within_s), target.share);
    EXPECT_LT(ErlangC(demand, servers - 1).service_level(target.within_s), target.share);
  }
}

TEST(AgentsNeeded, IsTheFewestUnderErlangA) {
  for (const double load : {0.0, 0.5, 8.3, 100.0, 9800.0, 1e6}) {
    for (const double patience : {1.0, 300.0, 1e6}) {
      for (const ServiceTarget target : {ServiceTarget{0.8, 20}, ServiceTarget{0.99, 0}}) {
        const int servers = agents_needed(erlangs(load), target, patience);
        const auto level = [&](int n) { return ErlangA(erlangs(load), n, patience).service_level(target.within_s); };
        EXPECT_GE(level(servers), target.share) << load << " " << patience;
        const bool fewer_will_not_do = servers == 1 || level(servers - 1) < target.share;
        EXPECT_TRUE(fewer_will_not_do) << load << " " << patience;
      }
    }
  }
}

TEST(LeastStableAgents, IsOneAboveTheLoad) {
  EXPECT_EQ(least_stable_agents(erlangs(0)), 1);
  EXPECT_EQ(least_stable_agents(erlangs(0.5)), 1);
  EXPECT_EQ(least_stable_agents(erlangs(12)), 13);
  EXPECT_EQ(least_stable_agents({144.0 / 3600, 300}), 13);
  EXPECT_EQ(least_stable_agents(erlangs(12.01)), 13);
  EXPECT_EQ(least_stable_agents(erlangs(1e7)), 10'000'001);
}

TEST(AgentsNeededDeathTest, ATargetNobodyCanPromiseBreaksTheContract) {
  EXPECT_DEATH(agents_needed(erlangs(5), {1.0, 20}), "broken contract");
  EXPECT_DEATH(agents_needed(erlangs(5), {0.8, -1}), "broken contract");
}

}  // namespace
}  // namespace truewait::queueing
