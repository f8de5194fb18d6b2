#include "domain/dial_hours.hpp"

#include <algorithm>

namespace truewait::domain {
namespace {

std::optional<Span> common(const Span& a, const Span& b) {
  const Span both{std::max(a.from, b.from), std::min(a.to, b.to)};
  return both.from < both.to ? std::optional(both) : std::nullopt;
}

}  // namespace

bool always_serving(const CallbackRule& rule) {
  return rule.hours.always() && rule.calling.always();
}

bool may_dial_now(const CallbackRule& rule, const Switches& switches, Instant now) {
  if (!switches.dials) return false;
  const auto rings = [now](const Hours& hours) {
    const auto open = open_from(hours, now);
    return open && open->from == now;
  };
  return always_serving(rule) || (rings(rule.hours) && rings(rule.calling));
}

std::optional<Instant> may_dial_from(const CallbackRule& rule, const Switches& switches, Instant now) {
  if (!switches.dials) return std::nullopt;
  if (always_serving(rule)) return now;
  const auto next = next_serving(rule, now);
  return next ? std::optional(next->from) : std::nullopt;
}

std::optional<Span> serving_span(const CallbackRule& rule, Instant at) {
  const auto open = open_span(rule.hours, at);
  if (!open) return std::nullopt;
  const auto calling = open_span(rule.calling, at);
  return calling ? common(*open, *calling) : std::nullopt;
}

std::optional<Span> next_serving(const CallbackRule& rule, Instant at) {
  for (auto from = at; from <= at + as_good_as_ever;) {
    const auto open = open_from(rule.hours, from), calling = open_from(rule.calling, from);
    if (!open || !calling) return std::nullopt;
    if (const auto both = common(*open, *calling)) return both;
    from = std::min(open->to, calling->to);
  }
  return std::nullopt;
}

Instant serving_later(const CallbackRule& rule, Instant from, Duration served) {
  if (always_serving(rule)) return from + served;
  auto left = served;
  for (auto at = from; at < from + as_good_as_ever;) {
    const auto span = next_serving(rule, at);
    if (!span) break;
    const auto begin = std::max(at, span->from);
    if (left <= span->to - begin) return begin + left;
    left -= span->to - begin;
    at = span->to;
  }
  return from + served;
}

}  // namespace truewait::domain
