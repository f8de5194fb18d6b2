// Wilson's score interval for a share. E. B. Wilson, JASA 22 (1927) 209-212. Pure arithmetic.
#pragma once

#include <cstdint>

namespace truewait::statistics {

struct Interval {
  double low = 0, high = 1;
};

/// 95 % interval for k successes in n trials, 0 <= k <= n; [0, 1] when n is 0.
Interval wilson(std::uint64_t k, std::uint64_t n, double z = 1.959963984540054);

}  // namespace truewait::statistics
