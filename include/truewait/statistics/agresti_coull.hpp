// Agresti and Coull's interval for a share: Wald's around Wilson's centre. The American Statistician 52 (1998) 119-126.
// A check on Wilson's, wider at the ends; never cut to [0, 1], see clipped().
#pragma once

#include "truewait/statistics/interval.hpp"
#include "truewait/statistics/proportion.hpp"

namespace truewait::statistics {

/// 95 % interval by default; [0, 1] when n is 0.
Interval agresti_coull(Proportion p, double z = z95);

}  // namespace truewait::statistics
