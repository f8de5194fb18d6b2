#include "domain/promise_outcome.hpp"

#include <algorithm>

namespace truewait::domain {
namespace {

/// When the line was given up: leaving it, or taking the callback, whichever came first.
Instant given_up(const Contact& contact) {
  return contact.callback ? std::min(contact.line_ended, contact.callback->accepted) : contact.line_ended;
}

}  // namespace

PromiseOutcome outcome_of(const Contact& contact, const SpokenPromise& promise) {
  if (contact.line == LineEnd::waits) return {PromiseEnd::open, {}, Duration{0}};
  if (contact.line == LineEnd::voided) return {PromiseEnd::voided, {}, Duration{0}};
  const bool served = contact.line == LineEnd::answered;
  const auto known = served ? contact.line_ended : given_up(contact);
  const auto waited = std::max(Duration{0}, known - promise.spoken);
  const bool in_time = waited <= promise.upper;
  if (served) return {in_time ? PromiseEnd::kept : PromiseEnd::broken_late, known, waited};
  return {in_time ? PromiseEnd::censored : PromiseEnd::broken_left, known, waited};
}

}  // namespace truewait::domain
