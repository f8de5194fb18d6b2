// A short rush of ten agents: the model that bench/callback_rush measures is a function of its seed, and what must hold
// on every day holds on this one. The figures themselves are measured, not tested.
#include <gtest/gtest.h>

#include "simulation/rush/day.hpp"

namespace truewait::simulation::rush {
namespace {

Plan short_rush() {
  Plan plan;
  plan.agents = 10;
  plan.spans = {{0.5, 0.7}, {1, 1.4}, {0.5, 0.7}};
  return plan;
}

class Rush : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Rush, EveryAcceptedCallbackEndsOnceAndIsPromisedNoMoreThanFifteenMinutes) {
  const auto day = play_with_callbacks(short_rush(), GetParam());
  EXPECT_GE(day.kept.size(), 5u) << "an empty rush shows nothing";
  for (const auto& kept : day.kept) {
    EXPECT_EQ(kept.ends, 1) << "caller " << kept.caller;
    EXPECT_LE(kept.dials, 3) << "caller " << kept.caller;
    ASSERT_TRUE(kept.window) << "caller " << kept.caller;
    EXPECT_LE(kept.window->to - kept.window->from, std::chrono::minutes(15));
    EXPECT_GE(kept.window->from, kept.accepted);
    if (kept.end == domain::CallbackState::completed) {
      EXPECT_TRUE(kept.to_human) << "caller " << kept.caller;
    }
  }
}

TEST_P(Rush, NoMoreAreRungThanThereAreAgents) {
  EXPECT_LE(play_with_callbacks(short_rush(), GetParam()).most_in_flight, short_rush().agents);
}

TEST_P(Rush, EveryCallerIsCountedOnce) {
  const auto day = play_with_callbacks(short_rush(), GetParam());
  EXPECT_EQ(day.live.size() + day.kept.size(), callers_of(short_rush(), GetParam()).size());
  const auto held = play_without(short_rush(), GetParam(), day.accepted());
  EXPECT_EQ(held.size(), callers_of(short_rush(), GetParam()).size());
  for (const int patient : day.accepted()) EXPECT_FALSE(held[static_cast<std::size_t>(patient)].gave_up);
}
INSTANTIATE_TEST_SUITE_P(Seed, Rush, ::testing::Range<std::uint64_t>(1, 5));

TEST(RushDay, TheSameSeedIsTheSameDay) {
  const auto plan = short_rush();
  EXPECT_EQ(play_with_callbacks(plan, 7).digest, play_with_callbacks(plan, 7).digest);
  EXPECT_NE(play_with_callbacks(plan, 7).digest, play_with_callbacks(plan, 8).digest);
}

TEST(RushDay, WithoutAnOfferTheEngineChangesNothing) {
  auto plan = short_rush();
  plan.accepts = 0;
  const auto day = play_with_callbacks(plan, 3);
  const auto without = play_without(plan, 3, {});
  ASSERT_EQ(day.live.size(), without.size());
  for (const auto& [n, live] : day.live) {
    EXPECT_EQ(live.wait, without[static_cast<std::size_t>(n)].wait) << "caller " << n;
  }
}

}  // namespace
}  // namespace truewait::simulation::rush
