#include "truewait/statistics/promise.hpp"

namespace truewait::statistics {

void PromiseCounts::merge(const PromiseCounts& other) {
  kept += other.kept;
  broken_late += other.broken_late;
  broken_left += other.broken_left;
  censored += other.censored;
  voided += other.voided;
}

Proportion PromiseCounts::kept_share() const {
  return proportion(kept, kept + broken_late + broken_left);
}

Proportion PromiseCounts::kept_share_served() const {
  return proportion(kept, kept + broken_late);
}

std::optional<Interval> PromiseCounts::bounds() const {
  const auto all = kept + broken_late + broken_left + censored;
  if (all == 0) return std::nullopt;
  return Interval{proportion(kept, all).share, proportion(kept + censored, all).share};
}

PromiseVerdict promise_verdict(Interval kept, double tau) {
  if (kept.high < tau) return PromiseVerdict::over_promising;
  return kept.low > tau ? PromiseVerdict::under_promising : PromiseVerdict::on_target;
}

std::string_view word(PromiseVerdict verdict) {
  switch (verdict) {
    case PromiseVerdict::on_target:
      return "on_target";
    case PromiseVerdict::over_promising:
      return "over_promising";
    case PromiseVerdict::under_promising:
      return "under_promising";
  }
  return {};
}

}  // namespace truewait::statistics
