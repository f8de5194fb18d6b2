// Facts: what became true, in the past tense. They are journaled, never changed, and folding them rebuilds the state.
// A fact names queues, calls and agents in full, so that it can be read without any other state.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "truewait/domain/act.hpp"
#include "truewait/domain/estimate.hpp"
#include "truewait/domain/event.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::domain {

/// Which event a fact came from: (source, event_id) is remembered so that a repeat changes nothing.
struct Origin {
  std::string source;
  std::string event_id;
};

/// `joined` is the engine's instant of arrival: the source's `at`, never later than the receipt.
struct CallQueued {
  Origin origin;
  std::string call_id, queue;
  int priority = 0;
  std::string caller_class, customer, callback_id;
  Instant joined;
  std::optional<Instant> at;   ///< the source's own time, for waits measured by one clock
  Instant rank;                ///< effective arrival: joined less the head start; the order of service in the group
  std::string inherited = {};  ///< whose place it is: "callback ID" taken over, "call ID" resumed; else empty
};

struct CallAnswered {
  Origin origin;
  std::string call_id, queue, agent;
  Instant answered;
  std::optional<Instant> at;     ///< the source's own time
  std::optional<Duration> wait;  ///< measured; absent when the arrival was never reported
};

/// The arrival of a call that was already reported as answered: the wait becomes known, no prediction was made.
struct ArrivalLearnt {
  Origin origin;
  std::string call_id, queue;
  Duration wait{0};
  std::string customer = {}, callback_id = {};
};

struct CallAbandoned {
  Origin origin;
  std::string call_id, queue;
  Instant left;
  std::optional<Duration> wait;
};

struct CallLeft {
  Origin origin;
  std::string call_id, queue;
  LeftReason reason = LeftReason::unknown;
  Instant left;
  std::optional<Duration> wait;
};

struct CallEnded {
  Origin origin;
  std::string call_id, queue;
  Instant ended;
  std::optional<Duration> service;  ///< conversation time; absent when the answer was never reported
};

struct CallMoved {
  Origin origin;
  std::string call_id, from_queue, queue;
  int priority = 0;
  Instant rank;
};

struct AgentChanged {
  Origin origin;
  std::string agent;
  AgentState state = AgentState::available;
  std::vector<std::string> queues;
  Instant changed;
};

struct QueueReset {
  struct Call {
    std::string call_id;
    int priority = 0;
    std::string caller_class;
    Instant joined, rank;
  };
  Origin origin;
  std::string queue;
  Instant at;
  std::vector<Call> calls;
  bool agents_known = false;
  std::vector<QueueSnapshot::Agent> agents;
};

/// A report that was taken and changes nothing: it contradicts what is known, or came after the end.
struct EventNoted {
  Origin origin;
  std::string call_id;
  std::string why;
};

/// A call whose end was never reported: it is no longer believed to wait, or to be in service.
struct CallLost {
  std::string call_id, source;
  bool was_waiting = false;
};

enum class PredictionOccasion : std::uint8_t { joined, quoted, reestimated };

/// What was predicted for one caller, served and in the shadow, at the instant it was or would have been told.
struct PredictionRecorded {
  std::string call_id, source, queue;
  int priority = 0;
  PredictionOccasion occasion = PredictionOccasion::joined;
  Estimate estimate;
};

/// `deadline`: the one deadline of this caller after these words; it never rises, but for one correction. Absent when
/// none was ever promised.
struct QuoteGiven {
  std::string source, call_id, queue, quote_id;
  QuoteMode mode = QuoteMode::less_than;
  std::optional<Duration> lower, upper;
  std::string text_key, language;
  Instant spoken;
  std::optional<Instant> deadline;
  std::optional<std::uint64_t> estimate_seq;
  bool first = false;           ///< the caller's first: the one the headline of promises kept counts
  std::string supersedes = {};  ///< the quote_id of the promise that these words correct; else empty
};

/// Consent, place and promised window of a callback. `rank` is the place in line that is kept.
struct CallbackAccepted {
  std::string source, callback_id, idempotency_key;
  std::uint64_t request_hash = 0;
  std::string queue, customer, call_id;
  Instant accepted, rank;
  int priority = 0;
  std::optional<Window> window;
  Instant expires;
  std::string consent_text_id;
  Instant consent_at;
  ConfirmedBy confirmed_by = ConfirmedBy::none;
  std::string attestation, language, customer_ref;
  std::optional<Instant> joined;  ///< of the call, when there was one: the wait for a human began then
};

/// A callback enters a state, and why. `next`: when something more happens by itself, if known.
struct CallbackChanged {
  std::string callback_id;
  CallbackState state = CallbackState::waiting;
  std::string reason;
  std::optional<Instant> next;
  /// Until then no request for the customer is taken on hearsay: the customer rejected the call, or the number is none.
  std::optional<Instant> quarantined_until = {};
};

/// Committed before the order leaves: from here on this dial is never repeated under another id unless it is proven
/// that nobody dialled.
struct DialIntended {
  std::string callback_id, dial_id, front_end;
  Instant expires;
  std::uint64_t epoch = 0;  ///< of the claim on the shard under which it was ordered
  std::string agent = {};   ///< who is reserved for it, when the mode reserves
};

struct DialProgressed {
  std::string callback_id, dial_id;
  DialOutcome outcome = DialOutcome::ringing;
  Instant at;
  std::optional<int> sip_code, q850;
};

/// The customer spoke with an agent: the measured wait of a callback, from joining the line (or asking) to the agent.
struct CallbackConnected {
  std::string callback_id, queue, source, call_id;  ///< the leg
  Duration wait{0};
};

/// `call_*` and `queue` of the contact that was asked about; a callback's original call when it had one.
struct ResponseGiven {
  std::string response_id, source, call_id, callback_id, queue;
  SurveyMode mode = SurveyMode::ivr;
  std::vector<SurveyAnswer> answers;
};

struct BeliefStated {
  std::string belief_id, source, item, role, queue;
  std::int64_t agree = 0, n = 0;
  Instant from, to;
};

/// A caller was offered a callback, for the first time.
struct OfferMade {
  std::string source, call_id, queue, reason;
  std::optional<Window> window;
};

/// Somebody in charge did something, and why: the audit. What it changed stands in the facts that follow.
struct ActTaken {
  std::string act_id, source, who, why;
  Act act = Act::cancel;
  std::string queue, callback_id, detail;
};

struct SwitchTurned {
  std::string queue;
  Switch which = Switch::offers;
  bool on = true;
};

/// A callback stands elsewhere in line from now on.
struct CallbackPlaced {
  std::string callback_id;
  Instant rank;
  int priority = 0;
  std::string reason;
};

/// The shard has a new owner: what older ones still do is void. Epochs of a shard rise.
struct ShardClaimed {
  std::string owner;
  std::uint64_t epoch = 0;
};

/// A call of the customer's own has taken over the callback while its dial is out: whatever becomes of the dial, no
/// other follows. `served`: that call has come to an agent.
struct CallbackYielded {
  std::string callback_id, source, call_id;
  bool served = false;
};

using FactBody =
    std::variant<CallQueued, CallAnswered, CallAbandoned, CallLeft, CallEnded, CallMoved, AgentChanged, QueueReset,
                 EventNoted, CallLost, PredictionRecorded, ArrivalLearnt, QuoteGiven, CallbackAccepted, CallbackChanged,
                 DialIntended, DialProgressed, CallbackConnected, ResponseGiven, BeliefStated, OfferMade, ActTaken,
                 SwitchTurned, CallbackPlaced, ShardClaimed, CallbackYielded>;

/// A shard is one routing group of one site; sequence numbers start at 1 and have no holes within a shard.
struct Fact {
  std::uint32_t shard = 0;
  std::uint64_t seq = 0;
  Instant now;  ///< host time line, non-decreasing within a shard
  FactBody body;
};

}  // namespace truewait::domain
