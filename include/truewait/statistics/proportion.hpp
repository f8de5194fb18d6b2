// A share and how many cases stand behind it. Both are real numbers: a published percentage seldom fixes a whole count,
// and clustered cases count for fewer than they are.
// Never carries an interval; see wilson.hpp.
#pragma once

#include <cstdint>

namespace truewait::statistics {

struct Proportion {
  double share = 0;  ///< 0 to 1; 0 and without meaning when n is 0
  double n = 0;      ///< cases, >= 0
};

/// k of n, k <= n.
Proportion proportion(std::uint64_t k, std::uint64_t n);

/// The same share resting on n / max(1, design_effect) cases. A design effect below 1 is chance and earns nothing.
Proportion thinned(Proportion p, double design_effect);

}  // namespace truewait::statistics
