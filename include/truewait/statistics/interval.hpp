// A range that holds the true value in 95 of 100 repetitions, and the normal quantile that makes it so.
// Plain values; never a judgement about what lies inside.
#pragma once

#include <algorithm>

namespace truewait::statistics {

/// Normal quantile for two-sided 95 %.
inline constexpr double z95 = 1.959963984540054;

struct Interval {
  double low = 0, high = 1;
};

/// Cut to what a share can be.
inline Interval clipped(Interval i) {
  return {std::clamp(i.low, 0.0, 1.0), std::clamp(i.high, 0.0, 1.0)};
}

}  // namespace truewait::statistics
