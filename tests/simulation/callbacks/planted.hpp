// Wrong code, planted where the host stands between the engine and the world: one fault at a time, each breaking the
// rule that broken_by() names. An oracle that finds none of them would find nothing.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "simulation/callbacks/agenda.hpp"
#include "simulation/callbacks/rules.hpp"
#include "truewait/domain/engine.hpp"

namespace truewait::simulation {

enum class Planted : std::uint8_t {
  nothing,
  acknowledge_before_commit,  ///< the customer hears "we will call you" while the fact is on its way to the disk
  order_before_intent,        ///< the order leaves while the intent is on its way to the disk
  hello_unheeded,             ///< what a front-end that comes back knows about its dials is not looked at
  rejected_tried_again,       ///< "rejected" is taken for "no answer"
  deadline_raised,            ///< the last quote counts, not the earliest deadline
  place_lost,                 ///< after a restart everybody stands at the end of the line
  redial_unheeded,            ///< nobody looks at who calls: the callback of a customer who calls again goes on
  switch_unheeded,            ///< that the dials are off is written down and answered, and they go on
  hours_unheeded,             ///< the queue's opening and calling hours are not read
  in_flight_uncapped,         ///< turns are given by place alone, whoever is there to take them
};
inline constexpr std::array<std::string_view, 11> planted_names{
    "nothing",        "acknowledge_before_commit", "order_before_intent",
    "hello_unheeded", "rejected_tried_again",      "deadline_raised",
    "place_lost",     "redial_unheeded",           "switch_unheeded",
    "hours_unheeded", "in_flight_uncapped"};
inline constexpr int planted_faults = static_cast<int>(planted_names.size()) - 1;

/// The rule that the planted fault breaks.
Rule broken_by(Planted planted);

/// What the engine gets to hear.
domain::Input misheard(Planted planted, const domain::Input& input);
/// What the engine is configured with.
domain::EngineConfig misread(Planted planted, domain::EngineConfig config);
/// Changes what was decided about the input; what it adds is folded by the engine like facts of its own.
void misjudge(Planted planted, Instant now, const domain::Input& input, domain::Decision& decision,
              domain::Engine& engine);

}  // namespace truewait::simulation
