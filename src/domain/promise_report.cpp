#include "truewait/domain/promise_report.hpp"

#include <algorithm>

#include "domain/promise_outcome.hpp"

namespace truewait::domain {
namespace {

/// Wait over bound; words without any time in them are kept only by an answer at once.
double part_of_bound(Duration waited, Duration upper) {
  if (upper > Duration{0}) return to_seconds(waited) / to_seconds(upper);
  return waited > Duration{0} ? 2 : 1;
}

void count_spoken(const Contact& contact, const SpokenPromise& promise, double level, PromiseFigures& to) {
  const auto outcome = outcome_of(contact, promise);
  if (outcome.end == PromiseEnd::open) {
    ++to.open;
    return;
  }
  if (outcome.end == PromiseEnd::voided) {
    ++to.counts.voided;
    return;
  }
  const bool served = contact.line == LineEnd::answered;
  const statistics::SpokenBounds said{to_seconds(promise.lower), to_seconds(promise.upper)};
  to.tested.push_back({part_of_bound(outcome.waited, promise.upper), served});
  to.levels += outcome.end == PromiseEnd::censored ? 0 : level;
  if (served) {
    const bool in_time = outcome.end == PromiseEnd::kept;
    ++(in_time ? to.counts.kept : to.counts.broken_late);
    to.sharpness.add_served(said, to_seconds(outcome.waited), in_time, level);
  } else {
    ++(outcome.end == PromiseEnd::censored ? to.counts.censored : to.counts.broken_left);
    to.sharpness.add_left(said);
  }
}

void count_window(const AskedCallback& callback, WindowCounts& to) {
  if (!callback.window) return;
  if (callback.rung) {
    const bool early = *callback.rung<callback.window->from, late = *callback.rung> callback.window->to;
    ++(early ? to.too_early : late ? to.broken : to.kept);
    return;
  }
  const bool untested = callback.end == CallbackState::cancelled || callback.end == CallbackState::superseded;
  if (!callback.end && !callback.connected) {
    ++to.open;
  } else {
    ++(untested && callback.ended <= callback.window->to ? to.censored : to.broken);
  }
}

}  // namespace

statistics::Proportion WindowCounts::kept_share() const {
  return statistics::proportion(kept, kept + too_early + broken);
}

void PromiseFigures::merge(const PromiseFigures& other) {
  counts.merge(other.counts);
  open += other.open;
  sharpness.merge(other.sharpness);
  tested.insert(tested.end(), other.tested.begin(), other.tested.end());
  calls += other.calls;
  quoted += other.quoted;
  levels += other.levels;
  callbacks.kept += other.callbacks.kept;
  callbacks.too_early += other.callbacks.too_early;
  callbacks.broken += other.callbacks.broken;
  callbacks.censored += other.callbacks.censored;
  callbacks.open += other.callbacks.open;
}

double PromiseFigures::level() const {
  const auto n = counts.kept + counts.broken_late + counts.broken_left;
  return n == 0 ? promise_level : levels / static_cast<double>(n);
}

std::optional<double> PromiseFigures::kept_had_nobody_left() const {
  const auto past = statistics::kaplan_meier(tested, 1);
  if (!past) return std::nullopt;
  return 1 - past->survival;
}

void PromiseReport::add(const Fact& fact) {
  book_.add(fact, [this](const Contact& contact) { count(contact, rows_); });
}

void PromiseReport::count(const Contact& contact, Rows& rows) const {
  auto& to = rows[{contact.queue, std::chrono::floor<std::chrono::hours>(contact.joined)}];
  if (contact.call) {
    ++to.calls;
    to.quoted += contact.quoted ? 1 : 0;
    if (contact.promise) count_spoken(contact, *contact.promise, levels_.of(contact.queue), to);
  }
  if (contact.callback) count_window(*contact.callback, to.callbacks);
}

Promises PromiseReport::result() const {
  auto rows = rows_;
  book_.each_held([&](const Contact& contact) { count(contact, rows); });
  Promises out;
  for (auto& [place, figures] : rows) {
    out.all.merge(figures);
    out.rows.push_back({place.first, place.second, std::move(figures)});
  }
  return out;
}

}  // namespace truewait::domain
