// Whole days of callbacks under faults: nothing that was promised is lost, repeated or out of turn, whatever the
// network, the clocks and three crashes do; and the judge of these days is not blind: each of ten planted faults is
// found. What each breaks stands in broken_by(), and in docs/testing.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "simulation/callbacks/day.hpp"
#include "simulation/callbacks/timetable.hpp"

namespace truewait::simulation {
namespace {

constexpr std::uint64_t slices = 8;

/// Days to play in all: some seconds of them, more by name (TRUEWAIT_CALLBACK_DAYS=50000).
std::uint64_t days() {
  const char* asked = std::getenv("TRUEWAIT_CALLBACK_DAYS");
  return asked == nullptr ? 40 : std::max(slices, static_cast<std::uint64_t>(std::strtoull(asked, nullptr, 10)));
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
    EXPECT_GE(counts.calls, 180) << "seed " << seed;
    EXPECT_LE(counts.calls, 500) << "seed " << seed;
    all.acknowledged += counts.acknowledged;
    all.crashes += counts.crashes;
    all.lost_decisions += counts.lost_decisions;
    all.sent_again += counts.sent_again;
    all.uncertain += counts.uncertain;
    all.resolved += counts.resolved;
    all.retries += counts.retries;
    all.connected += counts.connected;
    all.requotes += counts.requotes;
    all.redials += counts.redials;
    all.acts += counts.acts;
    all.switches += counts.switches;
    all.clock_steps += counts.clock_steps;
    all.logouts += counts.logouts;
    all.late_owners += counts.late_owners;
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
  EXPECT_GE(all.redials, 50);
  EXPECT_GE(all.acts, 8) << "of somebody in charge";
  EXPECT_GE(all.switches, 2);
  EXPECT_GE(all.clock_steps, 6);
  EXPECT_GE(all.logouts, 10);
  EXPECT_GE(all.late_owners, 20) << "a process that is not quite dead gives orders";
  for (const auto* end : {"completed", "cancelled", "superseded", "declined", "exhausted", "expired_uncertain"}) {
    EXPECT_GE(all.ends[end], 1) << end;
  }
}

class NamedCrash : public ::testing::TestWithParam<std::string_view> {};

TEST_P(NamedCrash, BreaksNoPromise) {
  const auto all = play_crashes(GetParam(), 2);
  EXPECT_EQ(all.never_hit, 0);
  for (const auto& sentence : all.sentences) ADD_FAILURE() << sentence;
}
INSTANTIATE_TEST_SUITE_P(Nine, NamedCrash, ::testing::ValuesIn(crash_points), [](const auto& point) {
  std::string name(point.param);
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
});

class Timetables : public ::testing::TestWithParam<DayKind> {};

/// The judge's rule and the engine's are not the same lines; on whole days they must say the same.
TEST_P(Timetables, AgreeWithTheHoursOfTheEngine) {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Dice dice(seed);
    const Timetable timetable(dice);
    if (timetable.kind() != GetParam()) continue;
    ++compared;
    for (const auto* queue : {"support", "sales"}) {
      const auto opening = timetable.opening(queue), calling = timetable.calling(queue);
      for (auto at = timetable.begins(); at < timetable.begins() + std::chrono::hours(30);
           at += std::chrono::minutes(1)) {
        const bool both = domain::open_span(opening, at) && domain::open_span(calling, at);
        ASSERT_EQ(timetable.may_ring(queue, at), both) << "seed " << seed << ", " << queue;
      }
    }
  }
  EXPECT_GE(compared, 3);
}
INSTANTIATE_TEST_SUITE_P(Three, Timetables, ::testing::Values(DayKind::usual, DayKind::spring, DayKind::autumn));

class PlantedFault : public ::testing::TestWithParam<Planted> {};

TEST_P(PlantedFault, IsFound) {
  const auto seed = found_at(GetParam(), 50);
  ASSERT_NE(seed, 0u) << planted_names[static_cast<std::size_t>(GetParam())];
  for (const auto& violation : play_day(seed).violations) ADD_FAILURE() << "without it: " << violation.sentence;
}
INSTANTIATE_TEST_SUITE_P(Ten, PlantedFault,
                         ::testing::Values(Planted::acknowledge_before_commit, Planted::order_before_intent,
                                           Planted::hello_unheeded, Planted::rejected_tried_again,
                                           Planted::deadline_raised, Planted::place_lost, Planted::redial_unheeded,
                                           Planted::switch_unheeded, Planted::hours_unheeded,
                                           Planted::in_flight_uncapped),
                         [](const auto& fault) {
                           return std::string(planted_names[static_cast<std::size_t>(fault.param)]);
                         });

}  // namespace
}  // namespace truewait::simulation
