// What each part of the learned estimate is worth: the same history once with everything, and once without each part.
// A part that is taken away is missing from the first call on, from what is learned as from what is told.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <vector>

#include "app/replay/run.hpp"
#include "app/replay/score.hpp"
#include "truewait/domain/learner_parts.hpp"

namespace truewait::app {

/// Figures of what was served, over the scored calls; seconds.
struct Ablation {
  std::optional<domain::Part> without;  ///< nothing: the whole estimate
  std::uint64_t n = 0;
  double rmse_s = 0;            ///< of the mean at joining
  double median_mae_s = 0;      ///< of the median at joining
  double interval_score_s = 0;  ///< of the 80 % interval at joining
  std::uint64_t n_remaining = 0;
  double remaining_mae_s = 0;  ///< of the remaining wait, told after the longest of asked_again_after
};

Ablation figures_of(const ReplayScore& score, std::optional<domain::Part> without);

/// The whole estimate first, then without each part in the order of domain::Part. `progress` is called now and then
/// with the share of everything that is done, 0 to 1.
std::vector<Ablation> ablate(const telephony::History& history, const std::vector<domain::QueueConfig>& queues,
                             const std::function<void(double)>& progress);

/// `rows` as ablate() returns them. A part buys what the figure without it exceeds the whole by; below zero it costs.
void print_ablation_table(const std::vector<Ablation>& rows, std::ostream& out);
void print_ablation_json(const std::vector<Ablation>& rows, std::ostream& out);

}  // namespace truewait::app
