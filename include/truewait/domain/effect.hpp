// Effects: what the host is to do once the facts of the same step are committed. A refusal is an effect, not an error.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "truewait/domain/fact.hpp"

namespace truewait::domain {

enum class Refusal : std::uint8_t {
  unknown_queue,  ///< the queue is not configured
  unknown_call,   ///< neither a known call nor a queue is named
  in_the_future,  ///< `at` lies further ahead of us than the tolerance
  before_known,   ///< `at` is not a time of this age (before 1990)
  queue_full,     ///< more callers waiting than the limit
  too_many_agents,
  call_over,  ///< the call no longer waits
  unknown_callback,
  callback_over,       ///< it has ended already
  too_many_callbacks,  ///< as many open as the limit
  key_reused,          ///< the idempotency key came with another body before
  unknown_dial,
  foreign_dial,     ///< the order went to another front-end
  dial_over,        ///< it has its final outcome, or the outcome would be a step back
  not_due,          ///< the callback is not to be dialled now
  stale_epoch,      ///< another owner has claimed the shard since
  answered_before,  ///< there is a response for this contact already
  act_impossible,   ///< what somebody in charge wants does not fit the callback's state
  outside_hours,    ///< the queue is closed
  callbacks_off,    ///< somebody turned them off for the queue
  quarantined,      ///< the customer rejected a call lately, or the number is none: not on hearsay
};

/// The event was taken (accepted) or was known already (duplicate).
struct Taken {
  bool duplicate = false;
};

struct Refused {
  Refusal why;
  std::string detail;  ///< what is wrong and what to do, for the integrator
};

/// The state that estimates of this shard rest on has changed.
struct StateChanged {
  std::uint32_t shard = 0;
};

struct QuoteTaken {
  std::string quote_id;
  std::optional<Instant> deadline;
  std::string supersedes = {};  ///< as in QuoteGiven
};

/// `repeated`: the same request came before; `existing`: another callback of this customer is open.
struct CallbackTaken {
  std::string callback_id;
  bool repeated = false, existing = false;
};

/// Send this order to its front-end, now that the intent is committed.
struct Dial {
  DialOrder order;
};

struct OutcomeTaken {
  std::string callback_id;
  CallbackState state = CallbackState::dialling;
};

/// A callback has changed: those who watch are to be told.
struct CallbackTouched {
  std::string site, callback_id;
};

using Effect =
    std::variant<Taken, Refused, StateChanged, QuoteTaken, CallbackTaken, Dial, OutcomeTaken, CallbackTouched>;

struct Decision {
  std::vector<Fact> facts;
  std::vector<Effect> effects;
};

}  // namespace truewait::domain
