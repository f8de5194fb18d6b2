// What must hold on every simulated day. docs/testing.md says it in words.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace truewait::simulation {

enum class Rule : std::uint8_t {
  none_lost,       ///< what was acknowledged exists, and ends
  ends_once,       ///< one end, and nothing after it
  when_due,        ///< an intent only when due, no dial before
  rings_once,      ///< a dial is in the journal before it is made, and is made once
  one_leg,         ///< a customer is never rung while on the line, or twice at once
  no_means_no,     ///< never after rejected, a bad number, or having been served
  not_too_many,    ///< in flight at most as many as agents are believed to be there
  deadline_falls,  ///< the one deadline of a call never rises, but for one correction
  place_kept,      ///< the place in line, also after a restart
  same_replay,     ///< the journal rebuilds the state
  as_drawn,        ///< no state but one that may follow
  within_hours,    ///< nobody is rung while the queue is closed or its calling hours are over
  taken_over,      ///< no order once the service knows that the customer called again
  switched_off,    ///< no order later than a second after the dials were turned off
  one_owner,       ///< an earlier process gives no orders
};
inline constexpr std::array<std::string_view, 15> rule_names{
    "none_lost",   "ends_once",    "when_due",       "rings_once",   "one_leg",
    "no_means_no", "not_too_many", "deadline_falls", "place_kept",   "same_replay",
    "as_drawn",    "within_hours", "taken_over",     "switched_off", "one_owner"};

struct Violation {
  Rule rule;
  std::string sentence;
};

}  // namespace truewait::simulation
