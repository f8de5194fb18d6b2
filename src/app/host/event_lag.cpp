#include "app/host/event_lag.hpp"

#include <algorithm>
#include <cmath>

namespace truewait::app {

void EventLag::observe(std::optional<domain::Instant> at, domain::Instant now) {
  if (!at) return;
  const double lag_s = domain::to_seconds(now - *at);
  sum_s_ += std::max(lag_s, 0.0);
  for (std::size_t i = 0; i < bounds_s.size(); ++i) counts_[i] += lag_s <= bounds_s[i];
  ++counts_.back();

  const domain::Instant minute = std::chrono::floor<std::chrono::minutes>(now);
  if (minute != minute_) {
    skew_before_ = minute - minute_ == std::chrono::minutes(1) ? skew_ : 0;
    skew_ = 0;
    minute_ = minute;
  }
  skew_ = std::max(skew_, std::abs(lag_s));
}

double EventLag::max_skew_s(domain::Instant now) const {
  const auto passed = std::chrono::floor<std::chrono::minutes>(now) - minute_;
  if (passed == std::chrono::minutes(0)) return std::max(skew_, skew_before_);
  return passed == std::chrono::minutes(1) ? skew_ : 0;
}

}  // namespace truewait::app
