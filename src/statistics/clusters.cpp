#include "truewait/statistics/clusters.hpp"

#include <cmath>

#include "statistics/contract.hpp"
#include "truewait/statistics/proportion.hpp"

namespace truewait::statistics {

std::optional<ClusteredShare> clustered_share(std::span<const Block> blocks) {
  std::uint64_t k = 0, n = 0;
  double groups = 0;
  for (const Block& b : blocks) {
    require(b.k <= b.n, "more successes than cases");
    k += b.k;
    n += b.n;
    if (b.n > 0) ++groups;
  }
  if (groups < 2) return std::nullopt;
  const auto all = proportion(k, n);
  double squares = 0;
  for (const Block& b : blocks) {
    const double residual = static_cast<double>(b.k) - all.share * static_cast<double>(b.n);
    squares += residual * residual;
  }
  const double naive = all.share * (1 - all.share) / all.n;
  const double robust = groups / (groups - 1) * squares / (all.n * all.n);
  // All alike: neither variance says anything.
  const double effect = k == 0 || k == n ? 1.0 : robust / naive;
  return ClusteredShare{all.share, std::sqrt(naive), std::sqrt(robust), effect};
}

double design_effect(double block_size, double correlation) {
  return 1 + (block_size - 1) * correlation;
}

}  // namespace truewait::statistics
