// What became of the words a caller was promised. One definition for every report that counts promises.
#pragma once

#include "truewait/domain/contact.hpp"

namespace truewait::domain {

enum class PromiseEnd : std::uint8_t {
  open,         ///< the caller still waits, whatever the bound
  voided,       ///< the centre took the call out of the line itself
  kept,         ///< answered within the bound
  broken_late,  ///< answered after it
  broken_left,  ///< left, or took a callback, after it
  censored,     ///< the same before it: never tested
};

struct PromiseOutcome {
  PromiseEnd end = PromiseEnd::open;
  Instant known;       ///< when the caller was answered or gave up; without meaning while open, and when voided
  Duration waited{0};  ///< from the words until then
};

PromiseOutcome outcome_of(const Contact& contact, const SpokenPromise& promise);

}  // namespace truewait::domain
