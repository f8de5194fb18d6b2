#include "truewait/statistics/quantile.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/contract.hpp"

namespace truewait::statistics {

std::optional<double> quantile(std::vector<double> values, double level) {
  require(level > 0 && level <= 1, "a level lies above 0 and at most at 1");
  if (values.empty()) return std::nullopt;
  // 0.9 * 10 is a little more than 9 in binary: the tenth value is not meant.
  constexpr double rounding = 1e-9;
  const double rank = std::ceil(level * static_cast<double>(values.size()) - rounding);
  const auto at = static_cast<std::ptrdiff_t>(std::max(1.0, rank)) - 1;
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

}  // namespace truewait::statistics
