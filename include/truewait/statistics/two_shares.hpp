// Cross-checks on Newcombe's interval for two independent shares: Agresti and Caffo's interval and the pooled z.
// Never what a report prints first.
#pragma once

#include <optional>

#include "truewait/statistics/newcombe.hpp"

namespace truewait::statistics {

/// Wald's interval after one success and one failure are added to each. The American Statistician 54 (2000) 280-288.
/// value is the plain difference; nothing when either has no case.
std::optional<Difference> agresti_caffo(Proportion first, Proportion second, double z = z95);

/// Two-sample z with the pooled share; nothing when either has no case or all cases agree.
std::optional<double> pooled_z(Proportion first, Proportion second);

}  // namespace truewait::statistics
