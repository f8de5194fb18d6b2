// Which state of a callback may follow which. The engine's rules make the steps; simulated days hold them against this
// list, and docs/callbacks.md shows it as a drawing that a test compares with it. Private to the engine's files.
#pragma once

#include <algorithm>
#include <array>
#include <string>

#include "truewait/domain/callback.hpp"

namespace truewait::domain {

struct CallbackStep {
  CallbackState from, to;
};

/// Steps to an end that any open state allows are not repeated for each: see may_follow().
inline constexpr std::array callback_steps{
    // the caller leaves the line and keeps the place
    CallbackStep{CallbackState::requested, CallbackState::waiting},
    CallbackStep{CallbackState::requested, CallbackState::reached},
    CallbackStep{CallbackState::requested, CallbackState::connected},
    // its turn, and back when nobody may be rung or no agent is there any more
    CallbackStep{CallbackState::waiting, CallbackState::due},
    CallbackStep{CallbackState::waiting, CallbackState::reached},
    CallbackStep{CallbackState::waiting, CallbackState::connected},
    CallbackStep{CallbackState::due, CallbackState::waiting},
    CallbackStep{CallbackState::due, CallbackState::dialling},
    CallbackStep{CallbackState::due, CallbackState::reached},
    CallbackStep{CallbackState::due, CallbackState::connected},
    // what becomes of a dial
    CallbackStep{CallbackState::dialling, CallbackState::reached},
    CallbackStep{CallbackState::dialling, CallbackState::connected},
    CallbackStep{CallbackState::dialling, CallbackState::retry_wait},
    CallbackStep{CallbackState::dialling, CallbackState::uncertain},
    CallbackStep{CallbackState::dialling, CallbackState::waiting},
    // the customer waits for the agent
    CallbackStep{CallbackState::reached, CallbackState::connected},
    CallbackStep{CallbackState::reached, CallbackState::retry_wait},
    CallbackStep{CallbackState::reached, CallbackState::uncertain},
    CallbackStep{CallbackState::reached, CallbackState::completed},
    // the next try
    CallbackStep{CallbackState::retry_wait, CallbackState::waiting},
    CallbackStep{CallbackState::retry_wait, CallbackState::reached},
    CallbackStep{CallbackState::retry_wait, CallbackState::connected},
    // what nobody could prove, until somebody does
    CallbackStep{CallbackState::uncertain, CallbackState::dialling},
    CallbackStep{CallbackState::uncertain, CallbackState::reached},
    CallbackStep{CallbackState::uncertain, CallbackState::connected},
    CallbackStep{CallbackState::uncertain, CallbackState::waiting},
    CallbackStep{CallbackState::uncertain, CallbackState::retry_wait},
    CallbackStep{CallbackState::uncertain, CallbackState::completed},
    CallbackStep{CallbackState::uncertain, CallbackState::expired_uncertain},
    // the conversation
    CallbackStep{CallbackState::connected, CallbackState::completed},
};

/// Ends that have a state of their own before them.
constexpr bool is_special_end(CallbackState to) {
  return to == CallbackState::completed || to == CallbackState::expired_uncertain;
}

/// A step to the state it is in already is none. Whatever is open and not connected may be cancelled, superseded,
/// declined, expired or exhausted.
constexpr bool may_follow(CallbackState from, CallbackState to) {
  if (from == to) return true;
  if (is_end(from)) return false;
  if (is_end(to) && !is_special_end(to)) return from != CallbackState::connected;
  return std::any_of(callback_steps.begin(), callback_steps.end(),
                     [&](const CallbackStep& s) { return s.from == from && s.to == to; });
}

/// The list as a Mermaid state diagram.
inline std::string drawing_of_callbacks() {
  std::string out = "stateDiagram-v2\n    [*] --> requested\n    [*] --> waiting\n";
  const auto arrow = [&](std::string_view from, std::string_view to) {
    out.append("    ").append(from).append(" --> ").append(to).append("\n");
  };
  for (const auto& step : callback_steps) arrow(name_of(step.from), name_of(step.to));
  for (std::size_t i = 0; i < callback_state_names.size(); ++i) {
    const auto state = static_cast<CallbackState>(i);
    if (is_end(state)) arrow(name_of(state), "[*]");
  }
  return out;
}

}  // namespace truewait::domain
