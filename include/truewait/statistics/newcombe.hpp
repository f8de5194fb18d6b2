// The difference of two independent shares with its interval: Newcombe's method 10, built from two Wilson intervals.
// R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890. The interval of every gap in every report.
// Never assumes that both shares come from the same cases; for those see paired.hpp.
#pragma once

#include <optional>

#include "truewait/statistics/interval.hpp"
#include "truewait/statistics/proportion.hpp"

namespace truewait::statistics {

struct Difference {
  double value = 0;
  Interval interval{-1, 1};
};

/// first - second with its 95 % interval, as fractions (0.34 is 34 points); nothing when either has no case.
std::optional<Difference> newcombe(Proportion first, Proportion second);

}  // namespace truewait::statistics
