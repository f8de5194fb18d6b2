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
  /// Coverage of the same interval by the hours of the day at joining: from 0, 3, 6 ... o'clock.
  std::array<statistics::Coverage, 8> bands;
  double interval_score_s = 0;  ///< mean over scored calls: width, and ten times what lies outside (Gneiting, Raftery)
  double brier_180 = 0;         ///< mean squared error of P(wait > 180 s)
  double brier_180_base = 0;    ///< the same of the share of such waits, known in hindsight

  /// Callers who still waited: the remaining wait told then, against what was left of the first estimate.
  struct Remaining {
    statistics::Accuracy told, first_less_elapsed;
    statistics::Coverage p10_p90;
  };
  std::array<Remaining, asked_again_after.size()> remaining;
  std::uint64_t abandoned = 0;  ///< of the scored files: waited and hung up
};

/// The measured wait of a call that left the queue.
std::optional<double> measured_s(const telephony::HistoricCall& call);

/// A call that counts: of a file that is scored, it waited and was answered, and was predicted at joining.
struct ScoredCall {
  std::size_t index = 0;  ///< into history.calls
  const telephony::HistoricCall* call = nullptr;
  const domain::Estimate* told = nullptr;
  double wait_s = 0;
};
/// In the order of the history, which they point into.
std::vector<ScoredCall> scored_calls(const telephony::History& history, const Predictions& predictions);

ReplayScore score(const telephony::History& history, const Predictions& predictions,
                  const LaterPredictions& later = {});

}  // namespace truewait::app
