// Between which times the customer is promised the first ring. The place never hangs up, and it is rung ahead of its
// turn: both differ from what the estimate says about a caller who holds. The share of kept promises is measured by
// bench/callback_rush (docs/callbacks/rush.md).
#include <algorithm>

#include "domain/callback_rules.hpp"

namespace truewait::domain {
namespace {

using std::chrono::minutes;

constexpr minutes widest{15};
constexpr std::size_t earliest_level = 0, latest_level = 5;  // of quantile_levels: .10 and .95

/// The quantiles are those of callers who are served; who never hangs up waits longer by the ratio of the means.
Estimate of_the_place(const Estimate& estimate) {
  auto place = estimate;
  if (estimate.mean_s <= 0 || estimate.patient_mean_s <= estimate.mean_s) return place;
  for (auto& q : place.quantiles_s) q *= estimate.patient_mean_s / estimate.mean_s;
  return place;
}

/// No narrower than a caller would take as one time: the further away, the wider.
minutes narrowest(minutes to) {
  return to > minutes(30) ? minutes(15) : to > minutes(15) ? minutes(10) : minutes(5);
}

/// Of the windows of the widest kind within [from, to] the first that most likely holds the ring.
minutes likeliest(const Estimate& place, Duration lead, minutes from, minutes to) {
  minutes best = from;
  double most = -1;
  for (auto at = from; at + widest <= to; ++at) {
    const double holds = probability_above(place, at + lead) - probability_above(place, at + widest + lead);
    if (holds <= most) continue;
    most = holds;
    best = at;
  }
  return best;
}

}  // namespace

std::optional<Window> window_of(const Estimate& estimate, Instant now, const DialRule& dial) {
  if (estimate.status != EstimateStatus::ok) return std::nullopt;
  const auto place = of_the_place(estimate);
  const auto lead = dial.mode == DialMode::customer_first ? dial.answer_time : Duration{0};
  const auto rings_from = std::max(Duration{0}, from_seconds(place.quantiles_s[earliest_level]) - lead);
  auto from = std::chrono::floor<minutes>(rings_from);
  auto to = std::chrono::ceil<minutes>(from_seconds(place.quantiles_s[latest_level]));
  to = std::max(to, from + narrowest(to));
  if (to - from > widest) {
    from = likeliest(place, lead, from, to);
    to = from + widest;
  }
  return Window{now + from, now + to};
}

}  // namespace truewait::domain
