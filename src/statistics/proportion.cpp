#include "truewait/statistics/proportion.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/contract.hpp"

namespace truewait::statistics {

Proportion proportion(std::uint64_t k, std::uint64_t n) {
  require(k <= n, "more successes than cases");
  if (n == 0) return {};
  return {static_cast<double>(k) / static_cast<double>(n), static_cast<double>(n)};
}

Proportion thinned(Proportion p, double design_effect) {
  require(std::isfinite(design_effect), "a design effect is finite");
  return {p.share, p.n / std::max(1.0, design_effect)};
}

}  // namespace truewait::statistics
