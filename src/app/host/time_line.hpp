// The arithmetic of the host's time line: the wall clock at the start plus the steady clock since, never going back,
// leaning towards the wall clock by at most one part in a hundred of the elapsed time. It reads no clock itself: pairs
// of (wall, steady) are handed in, so that every step of a wall clock can be tried without one.
#pragma once

#include <chrono>
#include <cstdint>

#include "truewait/domain/time.hpp"

namespace truewait::app {

/// One reading of both clocks, taken together.
struct ClockReading {
  std::chrono::nanoseconds wall{0};    ///< since 1970 UTC; may step back and forth
  std::chrono::nanoseconds steady{0};  ///< since any fixed point; never goes back
};

class TimeLine {
 public:
  /// Starts at the wall clock, or at `not_before` when that is later (the last journaled fact). `speed` > 0 is how many
  /// seconds of the line pass in a steady second; any other than 1 is for demonstrations and leans towards nothing.
  TimeLine(ClockReading start, domain::Instant not_before, double speed = 1.0);

  /// The instant at this reading; never earlier than the one before.
  domain::Instant at(ClockReading reading);

  /// How far the wall clock is ahead of the line at the last reading (negative: behind).
  std::chrono::nanoseconds wall_ahead() const { return wall_ahead_; }
  double speed() const { return speed_; }

 private:
  std::chrono::nanoseconds line_, last_steady_;
  std::chrono::nanoseconds wall_ahead_{0};
  double speed_;
};

}  // namespace truewait::app
