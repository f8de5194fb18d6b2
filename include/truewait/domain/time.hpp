// Instants and durations of the domain. An Instant is a point on the host's time line in milliseconds since 1970 UTC;
// the domain never reads a clock: every `now` is handed in and never goes back.
#pragma once

#include <chrono>
#include <cstdint>

namespace truewait::domain {

using Duration = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Duration>;

/// A duration in seconds, fractions kept.
constexpr double to_seconds(Duration d) {
  return static_cast<double>(d.count()) / 1000.0;
}

/// Nearest duration to `s` seconds.
constexpr Duration from_seconds(double s) {
  return Duration{static_cast<std::int64_t>(s * 1000.0 + (s < 0 ? -0.5 : 0.5))};
}

}  // namespace truewait::domain
