// Which counts a published whole percentage can stand for: "79 % of 250" is 197 or 198, never 197.5.
// Integer arithmetic; never picks one of them.
#pragma once

#include <cstdint>
#include <optional>

namespace truewait::statistics {

struct CountRange {
  std::uint64_t least = 0, most = 0;
};

/// All k with 100 k / n rounded (half up) to `percent`; nothing when no whole k does. percent <= 100, n <= 10^15.
std::optional<CountRange> counts_of_percent(std::uint64_t percent, std::uint64_t n);

}  // namespace truewait::statistics
