#include "truewait/statistics/agresti_coull.hpp"

#include <cmath>

#include "statistics/contract.hpp"

namespace truewait::statistics {

Interval agresti_coull(Proportion p, double z) {
  require(p.share >= 0 && p.share <= 1 && p.n >= 0, "a share is within 0 and 1, of no fewer than 0 cases");
  if (p.n == 0) return {};
  const double cases = p.n + z * z, centre = (p.share * p.n + z * z / 2) / cases;
  const double half = z * std::sqrt(centre * (1 - centre) / cases);
  return {centre - half, centre + half};
}

}  // namespace truewait::statistics
