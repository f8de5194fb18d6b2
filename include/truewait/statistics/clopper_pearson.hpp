// Clopper and Pearson's interval for a share, from the quantiles of the beta distribution. Biometrika 26 (1934)
// 404-413. Conservative: it covers at least 95 %, usually more. Whole counts only.
#pragma once

#include <cstdint>

#include "truewait/statistics/interval.hpp"

namespace truewait::statistics {

/// 95 % interval for k of n, k <= n; [0, 1] when n is 0.
Interval clopper_pearson(std::uint64_t k, std::uint64_t n);

}  // namespace truewait::statistics
