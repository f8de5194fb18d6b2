// The only reader of clocks in the program. It hands out instants of the host's time line, and steady time for the
// waits that no fact depends on. Loop thread only.
#pragma once

#include <chrono>

#include "app/host/time_line.hpp"

namespace truewait::app {

class Clock {
 public:
  /// The line starts no earlier than `not_before`; `speed` as in TimeLine.
  explicit Clock(domain::Instant not_before = {}, double speed = 1.0);

  domain::Instant now();
  /// Real time until the line reaches `instant`; zero when it has.
  std::chrono::nanoseconds until(domain::Instant instant);
  /// Steady time since any fixed point, suspension of the machine included.
  static std::chrono::nanoseconds steady();
  /// The wall clock itself, for commands that run once and keep no line.
  static domain::Instant wall();

  const TimeLine& line() const { return line_; }

 private:
  static ClockReading read();
  TimeLine line_;
};

}  // namespace truewait::app
