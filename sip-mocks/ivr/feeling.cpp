#include "ivr/feeling.hpp"

#include <algorithm>
#include <cmath>

namespace truewait::ivr {

Felt Feeling::after(double waited_s) {
  const double minutes = std::max(0.0, waited_s) / 60;
  // The sampler's mean is that of the lognormal; its median lies lower by the root of 1 + cv squared.
  const double spread = 0.35, median = 1.3 * std::pow(minutes, 0.9);
  const double said = median * sampler_.lognormal(std::sqrt(1 + spread * spread), spread);
  const bool rounds = sampler_.uniform() < 0.5;
  Felt felt;
  const double step = said > 4 && rounds ? 5 : 1;
  felt.perceived_min = static_cast<int>(std::clamp(std::round(said / step) * step, 0.0, 180.0));
  const double mood = 2 * sampler_.uniform() - 1;
  felt.fast = static_cast<int>(std::clamp(std::lround(4.8 - 0.45 * said + mood), 1L, 5L));
  return felt;
}

}  // namespace truewait::ivr
