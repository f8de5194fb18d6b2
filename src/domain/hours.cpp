#include "truewait/domain/hours.hpp"

#include <algorithm>

namespace truewait::domain {
namespace {

using LocalTime = std::chrono::local_time<Duration>;

/// Most spans end within it; what does not is looked for ever further away.
constexpr Duration first_reach = std::chrono::hours(48);

bool without_week(const Hours& hours) {
  return std::all_of(hours.week.begin(), hours.week.end(), [](const auto& spans) { return spans.empty(); });
}

/// The zone's offset at an instant, and until when it holds.
struct ZoneOffset {
  std::chrono::seconds from_utc{0};
  Instant until = Instant::max();
};

ZoneOffset zone_offset(const Hours& hours, Instant at) {
  const auto& all = hours.offsets;
  if (all.empty()) return {};
  auto next = std::upper_bound(all.begin(), all.end(), at, [](Instant t, const auto& o) { return t < o.first; });
  if (next == all.begin()) ++next;  // before the first one it holds too
  return {std::prev(next)->second, next == all.end() ? Instant::max() : next->first};
}

/// The spans of one local day.
const std::vector<DaySpan>& spans_of(const Hours& hours, std::chrono::local_days day, bool no_week) {
  static const std::vector<DaySpan> all_day{DaySpan{}}, closed;
  if (const auto special = hours.days.find(day); special != hours.days.end()) return special->second;
  if (no_week) return hours.closed_week ? closed : all_day;
  return hours.week[std::chrono::weekday(day).c_encoding()];
}

void join_span(std::vector<Span>& spans, Span next) {
  if (!spans.empty() && next.from <= spans.back().to) {
    spans.back().to = std::max(spans.back().to, next.to);
  } else {
    spans.push_back(next);
  }
}

/// Tells `visit` what of [from, to) is open, in order and piece by piece, until it returns false.
template <class Visit>
void walk(const Hours& hours, Instant from, Instant to, Visit visit) {
  const bool no_week = without_week(hours);
  // Between two changes of the clock local time is UTC moved by a constant: in there local days are walked in order.
  for (auto begin = from; begin < to;) {
    const auto offset = zone_offset(hours, begin);
    const auto end = std::min(to, offset.until);
    const LocalTime first{(begin + offset.from_utc).time_since_epoch()},
        last{(end + offset.from_utc).time_since_epoch()};
    for (auto day = std::chrono::floor<std::chrono::days>(first); day < last; day += std::chrono::days(1)) {
      for (const auto& span : spans_of(hours, day, no_week)) {
        const auto opens = std::max<LocalTime>(day + span.from, first);
        const auto closes = std::min<LocalTime>(day + span.to, last);
        const Span piece{Instant{opens.time_since_epoch() - offset.from_utc},
                         Instant{closes.time_since_epoch() - offset.from_utc}};
        if (piece.from < piece.to && !visit(piece)) return;
      }
    }
    begin = end;
  }
}

/// Doubles, and reaches `as_good_as_ever` exactly.
Duration further_reach(Duration reach) {
  return std::min(2 * reach, as_good_as_ever);
}

}  // namespace

bool Hours::always() const {
  return !closed_week && days.empty() && without_week(*this);
}

std::vector<Span> open_between(const Hours& hours, Instant from, Instant to) {
  std::vector<Span> spans;
  walk(hours, from, to, [&spans](const Span& piece) {
    join_span(spans, piece);
    return true;
  });
  return spans;
}

std::optional<Span> open_from(const Hours& hours, Instant at) {
  if (hours.always()) return Span{at, at + as_good_as_ever};
  std::optional<Span> first;
  walk(hours, at, at + as_good_as_ever, [&first](const Span& piece) {
    if (!first) {
      first = piece;
    } else if (piece.from > first->to) {
      return false;
    } else {
      first->to = std::max(first->to, piece.to);
    }
    return true;
  });
  return first;
}

std::optional<Span> open_span(const Hours& hours, Instant at) {
  if (hours.always()) return Span{at - as_good_as_ever, at + as_good_as_ever};
  for (auto reach = first_reach;; reach = further_reach(reach)) {
    const auto spans = open_between(hours, at - reach, at + reach);
    const auto found =
        std::find_if(spans.begin(), spans.end(), [&](const Span& s) { return s.from <= at && at < s.to; });
    if (found == spans.end()) return std::nullopt;
    const bool whole = found->from > at - reach && found->to < at + reach;
    if (whole || reach == as_good_as_ever) return *found;
  }
}

std::optional<Span> next_open(const Hours& hours, Instant at) {
  if (auto span = open_span(hours, at)) return span;
  for (auto reach = first_reach;; reach = further_reach(reach)) {
    const auto spans = open_between(hours, at, at + reach);
    if (!spans.empty() && (spans.front().to < at + reach || reach == as_good_as_ever)) return spans.front();
    if (reach == as_good_as_ever) return std::nullopt;
  }
}

}  // namespace truewait::domain
