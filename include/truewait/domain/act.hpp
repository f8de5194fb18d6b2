// What somebody in charge may do about callbacks. Plain values.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace truewait::domain {

enum class Act : std::uint8_t { cancel, move, retry_now, resolve, turn_switch, kill };
inline constexpr std::array<std::string_view, 6> act_names{"cancel",  "move",        "retry_now",
                                                           "resolve", "turn_switch", "kill"};
constexpr std::string_view name_of(Act a) {
  return act_names[static_cast<std::size_t>(a)];
}

/// What can be turned off per queue. Turned off, callbacks keep their places.
enum class Switch : std::uint8_t {
  offers,  ///< nobody is offered a callback, and no new one is accepted
  dials,   ///< nobody is rung
};
inline constexpr std::array<std::string_view, 2> switch_names{"offers", "dials"};
constexpr std::string_view name_of(Switch s) {
  return switch_names[static_cast<std::size_t>(s)];
}

struct Switches {
  bool offers = true, dials = true;
};

}  // namespace truewait::domain
