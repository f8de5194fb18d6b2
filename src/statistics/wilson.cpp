#include "truewait/statistics/wilson.hpp"

#include <algorithm>
#include <cmath>

namespace truewait::statistics {

Interval wilson(std::uint64_t k, std::uint64_t n, double z) {
  if (n == 0) return {};
  const double trials = static_cast<double>(n), share = static_cast<double>(k) / trials, z2 = z * z;
  const double centre = share + z2 / (2 * trials);
  const double half = z * std::sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials));
  const double scale = 1 + z2 / trials;
  // At the ends the bound is 0 or 1 exactly; the subtraction would leave a rounding error on the wrong side.
  return {k == 0 ? 0.0 : std::max(0.0, (centre - half) / scale), k == n ? 1.0 : std::min(1.0, (centre + half) / scale)};
}

}  // namespace truewait::statistics
