#include "truewait/statistics/two_shares.hpp"

#include <cmath>

namespace truewait::statistics {

std::optional<Difference> agresti_caffo(Proportion first, Proportion second, double z) {
  if (first.n == 0 || second.n == 0) return std::nullopt;
  const double n1 = first.n + 2, n2 = second.n + 2;
  const double p1 = (first.share * first.n + 1) / n1, p2 = (second.share * second.n + 1) / n2;
  const double half = z * std::sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
  return Difference{first.share - second.share, {p1 - p2 - half, p1 - p2 + half}};
}

std::optional<double> pooled_z(Proportion first, Proportion second) {
  if (first.n == 0 || second.n == 0) return std::nullopt;
  const double pooled = (first.share * first.n + second.share * second.n) / (first.n + second.n);
  const double variance = pooled * (1 - pooled) * (1 / first.n + 1 / second.n);
  if (!(variance > 0)) return std::nullopt;
  return (first.share - second.share) / std::sqrt(variance);
}

}  // namespace truewait::statistics
