#include "truewait/domain/wait_quantile.hpp"

#include <algorithm>
#include <cmath>

namespace truewait::domain {

double quantile_at(const Estimate& estimate, double level) {
  const auto& q = estimate.quantiles_s;
  const auto above = std::lower_bound(quantile_levels.begin(), quantile_levels.end(), level);
  const auto i = static_cast<std::size_t>(above - quantile_levels.begin());
  if (i == q.size()) {
    const double last = 1 - quantile_levels.back(), before = 1 - quantile_levels[q.size() - 2];
    const double step = q.back() - q[q.size() - 2];
    return step > 0 ? q.back() + step * std::log((1 - level) / last) / std::log(last / before) : q.back();
  }
  // An endless wait at a level says nothing about the levels below it, and zero times endless is no number.
  if (*above == level) return q[i];
  if (i == 0) return q.front() * level / quantile_levels.front();
  const double share = (level - quantile_levels[i - 1]) / (quantile_levels[i] - quantile_levels[i - 1]);
  return q[i - 1] + share * (q[i] - q[i - 1]);
}

}  // namespace truewait::domain
