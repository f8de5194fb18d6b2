// What kind of end a dial came to, for counting, retrying and learning: the outcome as reported, and where a front-end
// only says "failed", what the switch's codes say. SIP responses by RFC 3261, 8197 and 8688, causes by Q.850.
#pragma once

#include <optional>

#include "truewait/domain/fact.hpp"

namespace truewait::domain {

/// Nothing when the code says no more than "failed".
constexpr std::optional<DialOutcome> class_of_sip(int code) {
  switch (code) {
    case 486:  // Busy Here
    case 600:  // Busy Everywhere
      return DialOutcome::busy;
    case 408:  // Request Timeout
    case 480:  // Temporarily Unavailable
    case 487:  // Request Terminated: our own ring time is over
      return DialOutcome::no_answer;
    case 603:  // Decline
    case 607:  // Unwanted
    case 608:  // Rejected
      return DialOutcome::rejected;
    case 404:  // Not Found
    case 410:  // Gone
    case 484:  // Address Incomplete
    case 604:  // Does Not Exist Anywhere
      return DialOutcome::invalid_number;
    case 500:  // Server Internal Error
    case 503:  // Service Unavailable
      return DialOutcome::congestion;
    default:
      return std::nullopt;
  }
}

constexpr std::optional<DialOutcome> class_of_q850(int cause) {
  switch (cause) {
    case 17:  // user busy
      return DialOutcome::busy;
    case 18:  // no user responding
    case 19:  // no answer
      return DialOutcome::no_answer;
    case 21:  // call rejected
      return DialOutcome::rejected;
    case 1:   // unallocated number
    case 28:  // invalid number format
      return DialOutcome::invalid_number;
    case 34:  // no circuit available
    case 38:  // network out of order
    case 42:  // switching equipment congestion
      return DialOutcome::congestion;
    default:
      return std::nullopt;
  }
}

/// The SIP code goes before the cause: a gateway makes the one from the other, and loses something on the way.
constexpr DialOutcome class_of(DialOutcome outcome, std::optional<int> sip_code, std::optional<int> q850) {
  if (outcome != DialOutcome::failed) return outcome;
  const auto by_sip = sip_code ? class_of_sip(*sip_code) : std::nullopt;
  const auto by_cause = !by_sip && q850 ? class_of_q850(*q850) : std::nullopt;
  return by_sip.value_or(by_cause.value_or(outcome));
}
constexpr DialOutcome class_of(const DialProgressed& f) {
  return class_of(f.outcome, f.sip_code, f.q850);
}

constexpr bool is_final(DialOutcome o) {
  return o != DialOutcome::ringing && o != DialOutcome::answered;
}

/// The customer's phone had no part in it: such a dial does not count against the most dials.
constexpr bool is_ours(DialOutcome kind) {
  return kind == DialOutcome::congestion || kind == DialOutcome::failed || kind == DialOutcome::cancelled;
}

}  // namespace truewait::domain
