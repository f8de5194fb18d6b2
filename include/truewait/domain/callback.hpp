// A callback: the wish to be called back, kept as a virtual place in the line of its group until somebody is reached.
// Plain values for facts, inputs and views. A number never stands in them: the customer is a keyed id.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "truewait/domain/callback_rule.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::domain {

enum class CallbackState : std::uint8_t {
  offered,
  requested,  ///< accepted, the caller is still on the line
  waiting,    ///< a virtual place in the line
  due,        ///< its turn has come; no front-end has an order yet
  dialling,   ///< the intent is journaled, one front-end has the order
  reached,    ///< the customer took the call
  connected,  ///< speaks with an agent
  completed,
  retry_wait,  ///< a dial failed; the next one is not due yet
  uncertain,   ///< a dial whose outcome cannot be proven
  cancelled,
  superseded,  ///< the customer was served by another call
  declined,    ///< the customer rejected the call
  expired,
  exhausted,          ///< no dial is left
  expired_uncertain,  ///< nobody resolved the uncertain dial
};
inline constexpr std::array<std::string_view, 16> callback_state_names{
    "offered",    "requested", "waiting",   "due",        "dialling", "reached", "connected", "completed",
    "retry_wait", "uncertain", "cancelled", "superseded", "declined", "expired", "exhausted", "expired_uncertain"};
constexpr std::string_view name_of(CallbackState s) {
  return callback_state_names[static_cast<std::size_t>(s)];
}

/// Every accepted callback reaches exactly one of these.
constexpr bool is_end(CallbackState s) {
  return s == CallbackState::completed || s == CallbackState::cancelled || s == CallbackState::superseded ||
         s == CallbackState::declined || s == CallbackState::expired || s == CallbackState::exhausted ||
         s == CallbackState::expired_uncertain;
}

/// Holds a place in the line: counted ahead of those who come later.
constexpr bool holds_place(CallbackState s) {
  return s == CallbackState::waiting || s == CallbackState::due || s == CallbackState::dialling ||
         s == CallbackState::reached;
}

enum class DialOutcome : std::uint8_t {
  ringing,
  answered,  ///< somebody, or something, answered
  accepted,  ///< the customer took the call
  busy,
  no_answer,
  rejected,
  machine,
  invalid_number,
  congestion,
  failed,
  cancelled,
};
inline constexpr std::array<std::string_view, 11> dial_outcome_names{
    "ringing", "answered",       "accepted",   "busy",   "no_answer", "rejected",
    "machine", "invalid_number", "congestion", "failed", "cancelled"};
constexpr std::string_view name_of(DialOutcome o) {
  return dial_outcome_names[static_cast<std::size_t>(o)];
}

enum class ConfirmedBy : std::uint8_t { none, key, web, agent };
inline constexpr std::array<std::string_view, 4> confirmed_by_names{"none", "key", "web", "agent"};

/// The times between which the first ring was promised.
struct Window {
  Instant from, to;
};

/// One callback as reads show it.
struct CallbackView {
  std::string site, callback_id, queue, customer, call_id, source;
  CallbackState state = CallbackState::waiting;
  std::optional<int> position;   ///< 1 = next; absent when it holds no place
  std::optional<Window> window;  ///< absent: nothing was known to promise from
  int dials = 0;                 ///< orders given to front-ends that counted
  Instant requested, updated;
  std::optional<Instant> due;  ///< its turn came, or the next try is due
  std::string reason;          ///< why it is in this state: an outcome, a rule, who cancelled
  std::uint32_t shard = 0;
};

/// What one front-end is told to dial. The number is looked up by whoever sends the order.
struct DialOrder {
  std::string site, callback_id, dial_id, customer, queue, from;
  std::string front_end;  ///< the one that gets it
  int priority = 0;
  Instant expires;
  Instant asked;  ///< when the customer asked, for the agent's whisper
  std::optional<Window> window;
  int dial = 1;  ///< which try
  DialMode mode = DialMode::customer_first;
  std::string agent;        ///< to whom the customer is to be put, when one is reserved
  std::uint64_t epoch = 0;  ///< of the claim under which it was given
};

/// A callback whose turn has come and that nobody dials yet.
struct DueCallback {
  std::string site, callback_id, queue;
  Instant rank;
};

/// Which callbacks of a site are asked for, in the order of their acceptance.
struct CallbackQuery {
  std::set<std::string> queues;        ///< empty: all
  std::optional<CallbackState> state;  ///< none: whatever their state
  bool open_only = false;
  std::string after;  ///< the id of the last one seen; empty: from the oldest on
  std::size_t limit = 100;
  std::optional<Instant> from = {}, to = {};  ///< accepted in [from, to)
};

/// E.164: a plus and 7 to 15 digits, the first of them not 0.
bool is_e164(std::string_view number);

}  // namespace truewait::domain
