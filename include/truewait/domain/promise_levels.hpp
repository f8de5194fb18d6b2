// At what level words are chosen: how often a spoken upper bound should hold. Facts do not carry it: it comes from the
// configuration.
#pragma once

#include <map>
#include <string>

namespace truewait::domain {

/// Where a queue does not say otherwise.
inline constexpr double promise_level = 0.80;

struct PromiseLevels {
  std::map<std::string, double> by_queue;  ///< 0.5 to 0.95

  double of(const std::string& queue) const {
    const auto found = by_queue.find(queue);
    return found == by_queue.end() ? promise_level : found->second;
  }
};

}  // namespace truewait::domain
