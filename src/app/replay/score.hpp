// The predictions of a replay against what was measured. Scored are calls of the files after the warm-up that waited
// and were answered; those who hung up are counted beside them, because leaving them out flatters low predictions.
#pragma once

#include <array>
#include <cstdint>

#include "app/replay/run.hpp"
#include "truewait/statistics/accuracy.hpp"

namespace truewait::app {

struct ReplayScore {
  std::array<statistics::Accuracy, domain::formula_count> formulas;
  statistics::Accuracy served_mean, served_median;
  statistics::Coverage served_p10_p90;
  std::uint64_t abandoned = 0;  ///< of the scored files: waited and hung up
};

/// The measured wait of a call that left the queue.
std::optional<double> measured_s(const telephony::HistoricCall& call);

ReplayScore score(const telephony::History& history, const Predictions& predictions);

}  // namespace truewait::app
