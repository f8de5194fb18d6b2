#include "ivr/time_line.hpp"

#include <algorithm>
#include <cmath>

namespace truewait::ivr {
namespace {

/// A greater gap than this between the two time lines is another day, not lost time to be caught up.
constexpr double another_day_s = 3600;

}  // namespace

void TimeLine::seen(domain::Instant as_of, double steady_s) {
  if (!begun_) {
    begun_ = true;
    start_ = as_of;
    anchor_steady_s_ = steady_s;
  } else {
    const double ours_s = anchor_s_ + (steady_s - anchor_steady_s_) * speed_;
    const double ahead_s = domain::to_seconds(as_of - start_) - ours_s;
    if (std::abs(ahead_s) > another_day_s) {
      start_ += domain::from_seconds(ahead_s);
    } else if (std::abs(ahead_s) > std::max(0.5, speed_ * 0.2)) {
      anchor_s_ = ours_s + ahead_s;
      anchor_steady_s_ = steady_s;
    }
  }
  watch_pace(as_of, steady_s);
}

double TimeLine::now_s(double steady_s) {
  if (begun_) latest_s_ = std::max(latest_s_, anchor_s_ + (steady_s - anchor_steady_s_) * speed_);
  return latest_s_;
}

void TimeLine::watch_pace(domain::Instant as_of, double steady_s) {
  if (!paced_from_) {
    paced_from_ = as_of;
    paced_from_steady_s_ = steady_s;
  } else if (steady_s - paced_from_steady_s_ > 5) {
    const double pace = domain::to_seconds(as_of - *paced_from_) / (steady_s - paced_from_steady_s_);
    off_pace_ = pace < speed_ * 0.9 || pace > speed_ * 1.1;
    paced_from_.reset();
  }
}

}  // namespace truewait::ivr
