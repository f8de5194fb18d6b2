#include "domain/callback_window.hpp"

#include <algorithm>

#include "domain/callback_rules.hpp"
#include "domain/dial_hours.hpp"

namespace truewait::domain {
namespace {

/// No narrower than a caller would take as one time.
constexpr Duration least_promise = std::chrono::minutes(5);
/// A wait that outlasts more of them is no promise.
constexpr int most_closings = 30;
constexpr Duration longest_promise = std::chrono::hours(24 * 30);

/// A promise on its way through the hours: the window, and when the place will have been reached.
struct Carried {
  Window window;
  Instant reached;

  void later(Duration by) {
    window.from += by;
    window.to += by;
    reached += by;
  }
};

/// Into the first hours from now on. While the queue is open the line moves though nobody may be rung.
void begin_within(Carried& promise, const CallbackRule& rule, const Span& span, Instant now) {
  if (span.from <= now) return;
  if (!open_span(rule.hours, now)) return promise.later(span.from - now);
  const auto width = promise.window.to - promise.window.from;
  promise.window.from = std::max(promise.window.from, span.from);
  promise.window.to = std::max(promise.window.to, promise.window.from + width);
  promise.reached = std::max(promise.reached, span.from);
}

/// Past the end of `span` into the next one: the time between them does not count.
void carry_over(Carried& promise, const Span& span, const Span& next) {
  promise.later(next.from - span.to);
  promise.window.from = std::max(promise.window.from, next.from);
  promise.window.to = std::max(promise.window.to, promise.window.from + least_promise);
}

Window cut_off(const Window& window, const Span& span, Instant now) {
  const auto earliest = std::max(now, span.from);
  return {std::max(earliest, std::min(window.from, span.to - least_promise)), span.to};
}

}  // namespace

Duration reached_within(const Estimate& e) {
  static_assert(quantile_levels[4] == 0.90);
  const double p90 = e.quantiles_s[4];
  const double stretched = e.mean_s >= 1 ? p90 * e.patient_mean_s / e.mean_s : e.patient_mean_s;
  return from_seconds(std::min(std::max(p90, stretched), to_seconds(longest_promise)));
}

std::optional<Window> promised_window(const CallbackRule& rule, const Estimate& estimate, Instant now) {
  const auto window = window_of(estimate, now, rule.dial);
  if (!window || always_serving(rule)) return window;
  auto span = next_serving(rule, now);
  if (!span) return std::nullopt;
  Carried promise{*window, now + reached_within(estimate)};
  begin_within(promise, rule, *span, now);
  for (int closings = 0; promise.window.to > span->to; ++closings) {
    if (promise.reached <= span->to) return cut_off(promise.window, *span, now);
    const auto next = next_serving(rule, span->to);
    if (!next || closings == most_closings) return std::nullopt;
    carry_over(promise, *span, *next);
    span = next;
  }
  return promise.window;
}

}  // namespace truewait::domain
