// What the plots of a replay show, as numbers: counts and errors of scored calls, binned. No drawing.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "app/replay/score.hpp"

namespace truewait::app::plots {

using Calls = std::vector<ScoredCall>;

/// How often a wait was at most the quantile that was told at joining.
struct LevelShare {
  double level = 0;  ///< of the quantile: the share it promises
  std::uint64_t n = 0, within = 0;
};
std::vector<LevelShare> level_shares(const Calls& calls);

/// Calls to whom P(W > T) of one tenth was told, the upper end of a tenth counting to it.
struct ProbabilityBin {
  std::uint64_t n = 0, longer = 0;  ///< `longer`: waits above T
  double said = 0;                  ///< sum of the probabilities
};
using ProbabilityBins = std::array<ProbabilityBin, 10>;
ProbabilityBins probability_bins(const Calls& calls, domain::Duration threshold);

/// Calls with about the same predicted mean: 0-4 s, 4-16 s, 16-36 s, ... as wide as two on a square root scale.
struct MeasuredBin {
  std::uint64_t n = 0;
  double predicted_s = 0;                     ///< mean over the bin
  double p10_s = 0, median_s = 0, p90_s = 0;  ///< of the measured waits
};
/// By predicted mean, those with at least ten calls: fewer have no tenth percentile to speak of.
std::vector<MeasuredBin> measured_by_predicted(const Calls& calls);

struct Category {
  std::string words;
  statistics::Accuracy error;  ///< of the mean at joining
};
/// By the hour of the day at joining, from the first with a call to the last; in the time of the log.
std::vector<Category> error_by_hour(const Calls& calls);
/// By callers ahead at joining: 0 to 9, 10-14, 15-19, 20 and more; without trailing empty ones.
std::vector<Category> error_by_ahead(const Calls& calls);

}  // namespace truewait::app::plots
