// One simulated day of callbacks under faults: about 300 calls at a switch, front-ends that dial, customers who answer
// or do not, a network that loses, delays and repeats, and a service that crashes three times.
// A function of its seed; it reads no clock and keeps no state between days.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "simulation/callbacks/oracle.hpp"

namespace truewait::simulation {

/// Wrong code, planted where the host stands between the engine and the world.
enum class Planted : std::uint8_t {
  nothing,
  acknowledge_before_commit,  ///< the customer hears "we will call you" while the fact is on its way to the disk
  order_before_intent,        ///< the order leaves while the intent is on its way to the disk
  hello_unheeded,             ///< what a front-end that comes back knows about its dials is not looked at
  rejected_tried_again,       ///< "rejected" is taken for "no answer"
  deadline_raised,            ///< the last quote counts, not the earliest deadline
  place_lost,                 ///< after a restart everybody stands at the end of the line
};
inline constexpr std::array<std::string_view, 7> planted_names{
    "nothing",        "acknowledge_before_commit", "order_before_intent",
    "hello_unheeded", "rejected_tried_again",      "deadline_raised",
    "place_lost"};

struct PlayedDay {
  std::vector<Violation> violations;
  std::uint64_t digest = 0;  ///< of the journal and the last state
  Counts counts;
};

PlayedDay play_day(std::uint64_t seed, Planted planted = Planted::nothing);

/// The rule that the planted fault breaks.
Rule broken_by(Planted planted);

/// The first of `seeds` whose day shows the planted fault; 0 when none does.
std::uint64_t found_at(Planted planted, std::uint64_t seeds);

}  // namespace truewait::simulation
