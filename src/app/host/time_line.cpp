#include "app/host/time_line.hpp"

#include <algorithm>

namespace truewait::app {

using std::chrono::nanoseconds;

TimeLine::TimeLine(ClockReading start, domain::Instant not_before, double speed)
    : line_(std::max(start.wall, nanoseconds(not_before.time_since_epoch()))),
      last_steady_(start.steady),
      wall_ahead_(start.wall - line_),
      speed_(speed) {}

domain::Instant TimeLine::at(ClockReading reading) {
  const nanoseconds elapsed = std::max(reading.steady - last_steady_, nanoseconds(0));
  last_steady_ = std::max(reading.steady, last_steady_);
  if (speed_ == 1.0) {
    line_ += elapsed;
    // A clock that is corrected by at most 1 % neither stops nor jumps; an hour's step is walked off in four days.
    const nanoseconds most = elapsed / 100;
    line_ += std::clamp(reading.wall - line_, -most, most);
  } else {
    line_ += nanoseconds(static_cast<std::int64_t>(static_cast<double>(elapsed.count()) * speed_));
  }
  wall_ahead_ = reading.wall - line_;
  return domain::Instant(std::chrono::floor<domain::Duration>(line_));
}

}  // namespace truewait::app
