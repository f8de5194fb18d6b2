// Inputs of the engine: what a front-end reports (the events of the wire contract) and what the host asks.
// Plain values, already parsed and bounded by the edge; the engine decides what becomes true.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "truewait/domain/act.hpp"
#include "truewait/domain/callback.hpp"
#include "truewait/domain/quote.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::domain {

enum class AgentState : std::uint8_t { available, busy, wrap_up, away, logged_out };
enum class LeftReason : std::uint8_t { timeout, key, withdrawn, empty, transferred, unknown };

/// call.queued: a caller joins a queue.
struct Arrival {
  std::string call_id;
  std::string queue;
  int priority = 0;  ///< higher goes first
  std::string caller_class;
  std::string customer;  ///< keyed customer id (HMAC), never a number; empty when withheld
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

/// What was spoken to a waiting caller. Ids of things that begin to exist come from the host: nothing here is random.
struct Quote {
  std::string site = "default";
  std::string source, call_id, quote_id;
  QuoteMode mode = QuoteMode::less_than;
  std::optional<Duration> lower, upper;  ///< as spoken; `upper` where the mode promises
  std::string text_key, language;
  Instant spoken;
  std::optional<std::uint64_t> estimate_seq;
};

/// A customer takes the callback.
struct Acceptance {
  std::string site = "default";
  std::string source, callback_id;
  std::string idempotency_key;
  std::uint64_t request_hash = 0;  ///< of the whole body: the same key with another body is refused
  std::string queue, customer, call_id;
  std::string consent_text_id;
  Instant consent_at;
  ConfirmedBy confirmed_by = ConfirmedBy::none;
  std::string attestation, language, customer_ref;
};

struct Cancellation {
  std::string site = "default";
  std::string callback_id;
  std::string by;  ///< who, for the record
};

/// The host offers a due callback to one front-end.
struct Assignment {
  std::string site = "default";
  std::string callback_id, dial_id, front_end;
  std::optional<Instant> expires;           ///< as the front-end was told; absent: by the rule
  std::optional<std::uint64_t> epoch = {};  ///< of the owner who assigns; absent: whoever owns the shard
};

/// What became of a dial.
struct DialReport {
  std::string site = "default";
  std::string front_end;  ///< who says so; a dial belongs to one front-end
  std::string dial_id;
  DialOutcome outcome = DialOutcome::ringing;
  std::optional<Instant> at;
  std::optional<int> sip_code, q850;
};

/// A front-end is back and lists the dials it knows with their last outcomes.
struct FrontEndHello {
  struct Dial {
    std::string dial_id;
    std::optional<DialOutcome> outcome;
  };
  std::string site = "default";
  std::string front_end;
  std::vector<Dial> known;
};

/// A customer's answers about one call or callback.
struct SurveyReport {
  std::string site = "default";
  std::string source, response_id, call_id, callback_id;
  SurveyMode mode = SurveyMode::ivr;
  std::vector<SurveyAnswer> answers;
};

/// What staff believe of their customers.
struct BeliefReport {
  std::string site = "default";
  std::string source, belief_id, item, role, queue;
  std::int64_t agree = 0, n = 0;
  Instant from, to;
};

/// Somebody in charge acts: `who` and `why` go into the audit with it. The same act_id again changes nothing.
struct SupervisorAct {
  struct Cancel {
    std::string callback_id;
  };
  struct Place {
    std::string callback_id;
    int position = 1;  ///< wanted in the line of the group, 1 = next
  };
  struct RetryNow {
    std::string callback_id;
  };
  /// What became of an uncertain dial, as somebody found out: the customer was reached and is done, or was not.
  struct Resolve {
    std::string callback_id;
    bool reached = false;
  };
  /// A switch that is not named stays as it is.
  struct Turn {
    std::string queue;
    std::optional<bool> offers, dials;
  };
  /// All dials of the site, off or on.
  struct Kill {
    bool dials_on = false;
  };
  std::string site = "default";
  std::string source, act_id, who, why;
  std::variant<Cancel, Place, RetryNow, Resolve, Turn, Kill> what;
};

/// A host takes over the shards of the site: orders and claims of earlier owners are void.
struct Claim {
  std::string site = "default";
  std::string owner;
};

/// The instant asked for by next_wakeup() has come.
struct Wakeup {};

using Input = std::variant<Event, Reestimate, Wakeup, Quote, Acceptance, Cancellation, Assignment, DialReport,
                           FrontEndHello, SurveyReport, BeliefReport, SupervisorAct, Claim>;

}  // namespace truewait::domain
