// When a queue is open, or may ring people: spans of local days, days that differ, and the zone's offsets. A plain
// value, so that the domain reads neither clock nor time zone database; who reads the configuration fills in the
// offsets.
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "truewait/domain/time.hpp"

namespace truewait::domain {

/// A part of a local day, from midnight: [from, to), 0 <= from < to <= 24 h. What crosses midnight is two of them.
struct DaySpan {
  std::chrono::minutes from{0}, to{std::chrono::hours(24)};
};

struct Hours {
  /// Sunday first, the spans of a day in order; no span in any of them: open all day, every day.
  std::array<std::vector<DaySpan>, 7> week;
  /// Instead of the week's, on these days; an empty list: closed.
  std::map<std::chrono::local_days, std::vector<DaySpan>> days;
  /// From UTC, each from its instant on and the first also before it; none: 0.
  std::vector<std::pair<Instant, std::chrono::seconds>> offsets;
  bool closed_week = false;  ///< a week without a span is closed; `days` still count

  bool always() const;
};

/// [from, to).
struct Span {
  Instant from, to;
};

/// What of [from, to) is open, in order, neighbouring spans joined: also those that touch at midnight. A local time
/// that a change of the clock skips does not exist; one that it repeats counts both times. Costs the days looked at.
std::vector<Span> open_between(const Hours& hours, Instant from, Instant to);

/// The span that contains `at`, neighbouring ones joined, or nothing. Always open, or open for longer than
/// `as_good_as_ever`: cut off at `as_good_as_ever` from `at`.
std::optional<Span> open_span(const Hours& hours, Instant at);
/// The first span that contains `at` or begins after it, within `as_good_as_ever`; nothing: there is none.
std::optional<Span> next_open(const Hours& hours, Instant at);
/// The part of it from `at` on. Looks no further than its end: for what is asked at every event.
std::optional<Span> open_from(const Hours& hours, Instant at);

inline constexpr Duration as_good_as_ever = std::chrono::hours(24 * 400);

}  // namespace truewait::domain
