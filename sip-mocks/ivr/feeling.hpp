// What a simulated customer says of a wait: minutes that feel longer than they were, the more so the shorter, rounded
// as people round; and whether it was fast. Seeded; the same seed gives the same answers.
#pragma once

#include "centre/sampling.hpp"

namespace truewait::ivr {

struct Felt {
  int perceived_min = 0;  ///< 0 to 180
  int fast = 3;           ///< 1 (not at all) to 5 (very)
};

class Feeling {
 public:
  explicit Feeling(std::uint64_t seed) : sampler_(seed) {}
  /// Median 1.3 times the minutes to the power 0.9, lognormal around it; half of those who say more than four minutes
  /// say a multiple of five.
  Felt after(double waited_s);

 private:
  centre::Sampler sampler_;
};

}  // namespace truewait::ivr
