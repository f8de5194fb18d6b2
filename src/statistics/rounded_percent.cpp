#include "truewait/statistics/rounded_percent.hpp"

#include <algorithm>

#include "statistics/contract.hpp"

namespace truewait::statistics {

std::optional<CountRange> counts_of_percent(std::uint64_t percent, std::uint64_t n) {
  require(percent <= 100, "a percentage of a part is at most 100");
  require(n <= 1'000'000'000'000'000, "too many cases to count exactly");
  if (n == 0) return std::nullopt;
  // k rounds to p when (2p - 1) n <= 200 k < (2p + 1) n.
  const std::uint64_t least = percent == 0 ? 0 : ((2 * percent - 1) * n + 199) / 200;
  const std::uint64_t beyond = ((2 * percent + 1) * n + 199) / 200;
  if (beyond <= least) return std::nullopt;
  return CountRange{least, std::min(beyond - 1, n)};
}

}  // namespace truewait::statistics
