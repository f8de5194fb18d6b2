// When a queue is open, or may ring people: spans of local days, days that differ, and the zone's offsets. A plain value,
// so that the domain reads neither clock nor time zone database; who reads the configuration fills in the offsets.
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "truewait/domain/time.hpp"

namespace truewait::domain {

/// A part of a local day, from midnight: [from, to), 0 <= from < to <= 24 h.
struct DaySpan {
  std::chrono::minutes from{0}, to{std::chrono::hours(24)};
};

struct Hours {
  std::array<std::vector<DaySpan>, 7> week;                       ///< Sunday first; no span in any of them: always open
  std::map<std::chrono::local_days, std::vector<DaySpan>> days;   ///< instead of the week's, on these days
  std::vector<std::pair<Instant, std::chrono::seconds>> offsets;  ///< from UTC, each from its instant on; none: 0

  bool always() const;
};

/// [from, to).
struct Span {
  Instant from, to;
};

/// The span that contains `at`, neighbouring ones joined, or nothing. Always open: a span of `as_good_as_ever` around
/// `at`. A local time that a change of the clock skips does not exist; one that it repeats counts both times.
std::optional<Span> open_span(const Hours& hours, Instant at);
/// The first span that contains `at` or begins after it, within `as_good_as_ever`; nothing: there is none.
std::optional<Span> next_open(const Hours& hours, Instant at);

inline constexpr Duration as_good_as_ever = std::chrono::hours(24 * 400);

}  // namespace truewait::domain
