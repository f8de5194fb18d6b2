// Wilson's score interval for a share. E. B. Wilson, JASA 22 (1927) 209-212.
// The interval of every share in every report. Pure arithmetic.
#pragma once

#include <cstdint>

#include "truewait/statistics/interval.hpp"
#include "truewait/statistics/proportion.hpp"

namespace truewait::statistics {

/// 95 % interval for k successes in n trials, 0 <= k <= n; [0, 1] when n is 0.
Interval wilson(std::uint64_t k, std::uint64_t n, double z = z95);

/// The same for a share of a real number of cases; [0, 1] when n is 0.
Interval wilson(Proportion p, double z = z95);

}  // namespace truewait::statistics
