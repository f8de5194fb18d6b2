#include "truewait/statistics/newcombe.hpp"

#include <cmath>

#include "truewait/statistics/wilson.hpp"

namespace truewait::statistics {

std::optional<Difference> newcombe(Proportion first, Proportion second) {
  if (first.n == 0 || second.n == 0) return std::nullopt;
  const Interval a = wilson(first), b = wilson(second);
  const double d = first.share - second.share;
  return Difference{d,
                    {d - std::hypot(first.share - a.low, b.high - second.share),
                     d + std::hypot(a.high - first.share, second.share - b.low)}};
}

}  // namespace truewait::statistics
