// When a waiting caller's remaining wait is looked at again for the learner's sake, whether or not anybody asks.
#pragma once

#include <array>
#include <chrono>

#include "domain/call.hpp"

namespace truewait::domain {

inline constexpr std::array<Duration, 5> look_again_after{std::chrono::seconds(30), std::chrono::seconds(60),
                                                          std::chrono::seconds(120), std::chrono::seconds(240),
                                                          std::chrono::seconds(480)};

/// Elapsed wait of the caller's next look; Duration::max() / 2 when there is none.
inline Duration next_look(const Call& call) {
  return call.later.size() < look_again_after.size() ? look_again_after[call.later.size()] : Duration::max() / 2;
}

}  // namespace truewait::domain
