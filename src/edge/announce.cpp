#include "edge/announce.hpp"

#include <algorithm>
#include <cmath>

namespace truewait::edge {
namespace {

constexpr int longest_min = 30;
constexpr std::size_t p20 = 1, p80 = 3;
static_assert(domain::quantile_levels[p20] == 0.20 && domain::quantile_levels[p80] == 0.80);

bool has_figures(domain::EstimateStatus status) {
  return status == domain::EstimateStatus::ok || status == domain::EstimateStatus::degraded;
}

}  // namespace

Announcement announce(const domain::Estimate& estimate) {
  const double low_s = estimate.quantiles_s[p20], high_s = estimate.quantiles_s[p80];
  if (!has_figures(estimate.status) || std::isnan(low_s) || std::isnan(high_s)) {
    return {"none", "wait.unknown", std::nullopt, std::nullopt};
  }
  // Clamped before the cast: an endless wait is a value here, not an error.
  const double ceiling = longest_min + 1;
  const int upper = static_cast<int>(std::clamp(std::ceil(high_s / 60.0), 1.0, ceiling));
  const int lower = static_cast<int>(std::clamp(std::floor(low_s / 60.0), 0.0, ceiling - 1));
  if (upper > longest_min) return {"more_than", "wait.more_than", lower, longest_min};
  if (upper > 1 && lower >= 1) return {"range", "wait.range", std::min(lower, upper), upper};
  return {"less_than", "wait.less_than", lower, upper};
}

}  // namespace truewait::edge
