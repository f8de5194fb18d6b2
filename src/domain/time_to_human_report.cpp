#include "truewait/domain/time_to_human_report.hpp"

#include <algorithm>

namespace truewait::domain {
namespace {

enum class HumanEnd : std::uint8_t { served, abandoned, removed, open };

/// How it ended, and when; without meaning for an open one.
std::pair<HumanEnd, Instant> end_of(const Contact& contact) {
  if (contact.callback) {
    const auto& asked = *contact.callback;
    if (!asked.end) return {HumanEnd::open, {}};
    const bool untimed = *asked.end == CallbackState::superseded || *asked.end == CallbackState::completed;
    return {untimed ? HumanEnd::removed : HumanEnd::abandoned, asked.ended};
  }
  switch (contact.line) {
    case LineEnd::waits:
      return {HumanEnd::open, {}};
    case LineEnd::left:
      return {HumanEnd::abandoned, contact.line_ended};
    default:
      return {HumanEnd::removed, contact.line_ended};
  }
}

}  // namespace

void HumanFigures::merge(const HumanFigures& other) {
  served += other.served;
  abandoned += other.abandoned;
  removed += other.removed;
  open += other.open;
  served_s.merge(other.served_s);
  seen.insert(seen.end(), other.seen.begin(), other.seen.end());
}

HumanFigures TimeToHumanFigures::all() const {
  auto both = hold;
  both.merge(callback);
  return both;
}

void TimeToHumanReport::add(const Fact& fact) {
  last_ = std::max(last_, fact.now);
  book_.add(fact, [this](const Contact& contact) { count(contact, rows_); });
}

void TimeToHumanReport::count(const Contact& contact, Rows& rows) const {
  if (contact.callback && contact.callback->taken_over) return;  // the call that has its place is this contact
  const bool asked = contact.callback || contact.began;
  auto& to = asked ? rows[contact.queue].callback : rows[contact.queue].hold;
  const auto began = contact.began.value_or(contact.joined);
  if (contact.wait) {
    const double waited_s = std::max(0.0, to_seconds(*contact.wait + (contact.joined - began)));
    ++to.served;
    to.served_s.add(waited_s);
    to.seen.push_back({waited_s, true});
    return;
  }
  const auto [end, at] = end_of(contact);
  ++(end == HumanEnd::abandoned ? to.abandoned : end == HumanEnd::open ? to.open : to.removed);
  const auto until = end == HumanEnd::open ? last_ : at;
  to.seen.push_back({std::max(0.0, to_seconds(until - began)), false});
}

TimeToHuman TimeToHumanReport::result() const {
  auto rows = rows_;
  book_.each_held([&](const Contact& contact) { count(contact, rows); });
  TimeToHuman out;
  for (auto& [queue, figures] : rows) {
    out.all.hold.merge(figures.hold);
    out.all.callback.merge(figures.callback);
    out.rows.push_back({queue, std::move(figures)});
  }
  return out;
}

}  // namespace truewait::domain
