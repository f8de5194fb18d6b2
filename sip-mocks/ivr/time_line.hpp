// Seconds of the run and instants of the service's time line, from steady seconds. The service's time is the one that
// counts: when it is seen to be elsewhere, ours follows, but never goes back. It reads no clock.
#pragma once

#include <optional>

#include "truewait/domain/time.hpp"

namespace truewait::ivr {

class TimeLine {
 public:
  /// `speed`: seconds of the service's time line in a steady second.
  explicit TimeLine(double speed) : speed_(speed) {}

  bool begun() const { return begun_; }
  /// The service said that its time is `as_of`. The first time the run begins.
  void seen(domain::Instant as_of, double steady_s);
  /// Of the run; 0 before it has begun.
  double now_s(double steady_s);
  domain::Instant instant(double run_s) const { return start_ + domain::from_seconds(run_s); }
  domain::Instant start() const { return start_; }
  /// The service's time has been seen to run at another speed than ours.
  bool off_pace() const { return off_pace_; }
  /// The connection was lost: the time it was away says nothing about its pace.
  void lost() { paced_from_.reset(); }

 private:
  void watch_pace(domain::Instant as_of, double steady_s);

  double speed_;
  bool begun_ = false, off_pace_ = false;
  domain::Instant start_{};
  double anchor_s_ = 0, anchor_steady_s_ = 0, latest_s_ = 0;
  std::optional<domain::Instant> paced_from_;
  double paced_from_steady_s_ = 0;
};

}  // namespace truewait::ivr
