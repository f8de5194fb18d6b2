// Whole days of callbacks under faults: nothing that was promised is lost, repeated or out of turn, whatever the
// network and three crashes do; and the judge of these days is not blind: each of six planted faults is found.
//
// Planted, between the engine and the world: an acknowledgement before the commit; an order before its intent is
// committed; a returning front-end's dials not looked at; "rejected" tried again; a deadline raised by the last quote;
// the place in line lost in a restart. What each breaks stands in broken_by().
#include <gtest/gtest.h>

#include <cstdlib>

#include "simulation/callbacks/day.hpp"

namespace truewait::simulation {
namespace {

constexpr std::uint64_t slices = 8;

/// Days to play in all: 200, more by name (TRUEWAIT_CALLBACK_DAYS=10000).
std::uint64_t days() {
  const char* asked = std::getenv("TRUEWAIT_CALLBACK_DAYS");
  return asked == nullptr ? 200 : std::max(slices, static_cast<std::uint64_t>(std::strtoull(asked, nullptr, 10)));
}

class CallbackDays : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(CallbackDays, NoPromiseIsBroken) {
  for (std::uint64_t seed = GetParam() + 1; seed <= days(); seed += slices) {
    for (const auto& violation : play_day(seed).violations) ADD_FAILURE() << violation.sentence;
  }
}
INSTANTIATE_TEST_SUITE_P(Slice, CallbackDays, ::testing::Range<std::uint64_t>(0, slices));

TEST(CallbackDay, TheSameSeedIsTheSameDay) {
  EXPECT_EQ(play_day(7).digest, play_day(7).digest);
  EXPECT_NE(play_day(7).digest, play_day(8).digest);
}

TEST(CallbackDay, EverythingHappensInTenDays) {
  Counts all;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto counts = play_day(seed).counts;
    EXPECT_GE(counts.calls, 250) << "seed " << seed;
    all.acknowledged += counts.acknowledged;
    all.crashes += counts.crashes;
    all.lost_decisions += counts.lost_decisions;
    all.sent_again += counts.sent_again;
    all.uncertain += counts.uncertain;
    all.resolved += counts.resolved;
    all.retries += counts.retries;
    all.connected += counts.connected;
    all.requotes += counts.requotes;
    for (const auto& [end, n] : counts.ends) all.ends[end] += n;
  }
  EXPECT_GE(all.acknowledged, 300);
  EXPECT_GE(all.crashes, 25);
  EXPECT_GE(all.lost_decisions, 3) << "crashes that strike between a decision and its commit";
  EXPECT_GE(all.sent_again, 1) << "orders lost on the way";
  EXPECT_GE(all.uncertain, 10);
  EXPECT_GE(all.resolved, 3);
  EXPECT_GE(all.retries, 50);
  EXPECT_GE(all.connected, 150);
  EXPECT_GE(all.requotes, 100);
  for (const auto* end : {"completed", "cancelled", "superseded", "declined", "exhausted", "expired_uncertain"}) {
    EXPECT_GE(all.ends[end], 1) << end;
  }
}

class PlantedFault : public ::testing::TestWithParam<Planted> {};

TEST_P(PlantedFault, IsFound) {
  const auto seed = found_at(GetParam(), 50);
  ASSERT_NE(seed, 0u) << planted_names[static_cast<std::size_t>(GetParam())];
  for (const auto& violation : play_day(seed).violations) ADD_FAILURE() << "without it: " << violation.sentence;
}
INSTANTIATE_TEST_SUITE_P(Six, PlantedFault,
                         ::testing::Values(Planted::acknowledge_before_commit, Planted::order_before_intent,
                                           Planted::hello_unheeded, Planted::rejected_tried_again,
                                           Planted::deadline_raised, Planted::place_lost),
                         [](const auto& fault) {
                           return std::string(planted_names[static_cast<std::size_t>(fault.param)]);
                         });

}  // namespace
}  // namespace truewait::simulation
