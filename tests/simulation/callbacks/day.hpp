// One simulated day of callbacks under faults: 200 to 500 calls at a switch, front-ends that dial, customers who answer
// or do not, or call again, agents who leave, a network that loses, delays and repeats, clocks that are set and clocks
// that change in the night, dials that are turned off, and a service that crashes three times.
// A function of its seed; it reads no clock and keeps no state between days.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "simulation/callbacks/oracle.hpp"
#include "simulation/callbacks/planted.hpp"

namespace truewait::simulation {

/// Where the service can be made to die, as src/app/host names it.
inline constexpr std::array<std::string_view, 9> crash_points{
    "acceptance.before_commit", "acceptance.committed",  "acceptance.answered",
    "intent.before_commit",     "intent.committed",      "dial.before_order",
    "dial.after_order",         "outcome.before_commit", "outcome.committed"};

struct DayPlan {
  Planted planted = Planted::nothing;
  std::string_view crash_at = {};  ///< one of crash_points, instead of random moments
};

struct PlayedDay {
  std::vector<Violation> violations;
  std::uint64_t digest = 0;  ///< of the journal and the last state
  Counts counts;
};

PlayedDay play_day(std::uint64_t seed, const DayPlan& plan = {});

/// The first of `seeds` whose day shows the planted fault; 0 when none does.
std::uint64_t found_at(Planted planted, std::uint64_t seeds);

/// Days on which the service dies at this point, as many as seeds: those with a violation, or on which it never died.
struct CrashDays {
  int broken = 0, never_hit = 0;
  std::vector<std::string> sentences;
};
CrashDays play_crashes(std::string_view crash_at, std::uint64_t seeds);

}  // namespace truewait::simulation
