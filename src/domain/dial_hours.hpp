// When customers of a queue may be rung: while the queue is open, the calling hours allow it and nobody has turned the
// dials off. Private to the engine's files; reads no clock.
#pragma once

#include <optional>

#include "truewait/domain/act.hpp"
#include "truewait/domain/callback_rule.hpp"

namespace truewait::domain {

bool may_dial_now(const CallbackRule& rule, const Switches& switches, Instant now);

/// `now`, or the first instant after it at which dialling is allowed again by the hours; nothing: the dials are turned
/// off, or there are no such hours within `as_good_as_ever`.
std::optional<Instant> may_dial_from(const CallbackRule& rule, const Switches& switches, Instant now);

/// Neither opening nor calling hours are set.
bool always_serving(const CallbackRule& rule);
/// The span of opening and calling hours together that contains `at`, or nothing.
std::optional<Span> serving_span(const CallbackRule& rule, Instant at);
/// The first of them that contains `at` or begins after it, from `at` on; nothing: there is none within
/// `as_good_as_ever`.
std::optional<Span> next_serving(const CallbackRule& rule, Instant at);

/// `served` after `from` by a clock that stands still outside these hours; without such hours, by one that does not.
Instant serving_later(const CallbackRule& rule, Instant from, Duration served);

}  // namespace truewait::domain
