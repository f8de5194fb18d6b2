#include "truewait/statistics/wilson.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/contract.hpp"

namespace truewait::statistics {

Interval wilson(std::uint64_t k, std::uint64_t n, double z) {
  return wilson(proportion(k, n), z);
}

Interval wilson(Proportion p, double z) {
  require(p.share >= 0 && p.share <= 1 && p.n >= 0, "a share is within 0 and 1, of no fewer than 0 cases");
  if (p.n == 0) return {};
  const double z2 = z * z, centre = p.share + z2 / (2 * p.n);
  const double half = z * std::sqrt(p.share * (1 - p.share) / p.n + z2 / (4 * p.n * p.n));
  const double scale = 1 + z2 / p.n;
  // At the ends the bound is 0 or 1 exactly; the subtraction would leave a rounding error on the wrong side.
  return {p.share == 0 ? 0.0 : std::max(0.0, (centre - half) / scale),
          p.share == 1 ? 1.0 : std::min(1.0, (centre + half) / scale)};
}

}  // namespace truewait::statistics
