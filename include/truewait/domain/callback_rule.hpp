// How a queue offers callbacks and how it keeps them. Plain values of the configuration.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "truewait/domain/hours.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::domain {

/// When a caller is offered a callback: every condition must hold. It governs what is offered, not what is accepted.
struct OfferRule {
  bool enabled = false;
  Duration above = std::chrono::minutes(2);  ///< T: P(wait > T) is at least `probability`, which is the same as
  double probability = 0.5;                  ///< the (1 - probability) quantile of the wait lying above T
  Duration waited_at_least{0};               ///< by the caller, so far
  int waiting_at_least = 0;                  ///< callers in the queue
  double waiting_per_agent_at_least = 0;     ///< callers and callbacks of the group in line, to agents on duty
  bool number_needed = false;                ///< only to callers whose number is known
  std::set<std::string> classes;             ///< only to these; empty: to all
  std::optional<int> most_pending;           ///< open callbacks of the queue
  std::optional<int> most_per_hour;          ///< accepted in the last hour
  Duration stop_before_closing{0};           ///< no offers in the last minutes before closing...
  bool closing_sweep = false;                ///< ...but to all who still wait then, whatever their wait
};

/// What follows a dial that reached nobody, by its class.
struct RetryRule {
  int most_dials = 3;  ///< that count; congestion and failures of ours do not
  Duration after_busy = std::chrono::minutes(5);
  Duration after_no_answer = std::chrono::minutes(10);
  Duration after_machine = std::chrono::minutes(30);
  Duration after_congestion = std::chrono::minutes(1);  ///< and failures of ours
  Duration expires_after = std::chrono::hours(4);
  /// No request for the customer is taken for so long after a rejected dial or a bad number, unless somebody asked for
  /// it by key or an agent did.
  Duration quarantine = std::chrono::hours(24);
};

enum class DialMode {
  customer_first,  ///< the customer is rung ahead of time and waits for the next agent
  agent_first,     ///< an agent is free, is given the callback, and the customer is rung then
  reserved_agent,  ///< as agent_first, and the order names the agent, who counts as taken from then on
};

inline constexpr std::array<std::string_view, 3> dial_mode_names{"customer_first", "agent_first", "reserved_agent"};
constexpr std::string_view name_of(DialMode m) {
  return dial_mode_names[static_cast<std::size_t>(m)];
}

/// When the customer is rung, and how.
struct DialRule {
  DialMode mode = DialMode::customer_first;
  /// What a second of the customer's holding costs, in seconds of an agent's idleness: dialled when
  /// P(an agent is free for this place before the customer answers) >= hold_cost / (1 + hold_cost).
  double hold_cost = 3;
  Duration answer_time = std::chrono::seconds(20);    ///< from the order to the answer, until learned
  double answer_share = 0.8;                          ///< of the dials, until learned
  Duration expires_after = std::chrono::seconds(90);  ///< at least 60 s; no outcome by then: uncertain
  Duration uncertain_expires_after = std::chrono::minutes(30);
  std::string caller_id;  ///< the number shown to the customer, E.164; may be empty
};

struct CallbackRule {
  OfferRule offer;
  RetryRule retry;
  DialRule dial;
  Hours hours;    ///< when the queue is open
  Hours calling;  ///< when customers may be rung
  /// A customer who calls again within it after hanging up gets the place back; 0: never, but for places that a
  /// callback held.
  Duration resume_within{0};
};

}  // namespace truewait::domain
