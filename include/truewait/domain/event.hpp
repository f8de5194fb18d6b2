// Inputs of the engine: what a front-end reports (the events of the wire contract) and what the host asks.
// Plain values, already parsed and bounded by the edge; the engine decides what becomes true.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "truewait/domain/time.hpp"

namespace truewait::domain {

enum class AgentState : std::uint8_t { available, busy, wrap_up, away, logged_out };
enum class LeftReason : std::uint8_t { timeout, key, withdrawn, empty, transferred, unknown };

/// call.queued: a caller joins a queue.
struct Arrival {
  std::string call_id;
  std::string queue;
  int priority = 0;         ///< higher goes first
  std::string caller_class;
  std::string customer;     ///< keyed customer id (HMAC), never a number; empty when withheld
  std::optional<int> position;
  std::string callback_id;
};

/// call.answered: an agent takes the call.
struct Answer {
  std::string call_id;
  std::string queue;  ///< may be empty when the call is known
  std::string agent;  ///< may be empty
};

/// call.abandoned: the caller hung up while waiting.
struct Abandonment {
  std::string call_id;
  std::string queue;
};

/// call.left: left the queue without an agent and without hanging up.
struct Departure {
  std::string call_id;
  std::string queue;
  LeftReason reason = LeftReason::unknown;
};

/// call.ended: the conversation is over.
struct End {
  std::string call_id;
  std::string queue;
};

/// call.moved: another queue, another priority, or both.
struct Move {
  std::string call_id;
  std::string queue;  ///< empty: stays
  std::optional<int> priority;
};

/// agent.state: what an agent does now. No queues: those already known for the agent.
struct AgentChange {
  std::string agent;
  AgentState state = AgentState::available;
  std::vector<std::string> queues;
};

/// queue.snapshot: replaces what is believed about one queue.
struct QueueSnapshot {
  struct Call {
    std::string call_id;
    Instant queued_at;
    int priority = 0;
    std::string caller_class;
  };
  struct Agent {
    std::string agent;
    AgentState state = AgentState::available;
  };
  std::string queue;
  std::vector<Call> calls;
  std::optional<std::vector<Agent>> agents;  ///< absent: agents and calls in service stay as believed
};

using EventBody = std::variant<Arrival, Answer, Abandonment, Departure, End, Move, AgentChange, QueueSnapshot>;

/// One report of a front-end. `event_id` is unique per source; a repeat changes nothing.
struct Event {
  std::string site = "default";
  std::string source;
  std::string event_id;
  std::optional<Instant> at;  ///< the source's own clock; absent: the instant of receipt
  EventBody body;
};

/// A waiting caller asks again: the remaining wait is recorded as told.
struct Reestimate {
  std::string site = "default";
  std::string source;
  std::string call_id;
};

/// The instant asked for by next_wakeup() has come.
struct Wakeup {};

using Input = std::variant<Event, Reestimate, Wakeup>;

}  // namespace truewait::domain
