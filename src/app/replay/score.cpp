#include "app/replay/score.hpp"

namespace truewait::app {

std::optional<double> measured_s(const telephony::HistoricCall& call) {
  if (!call.left_at || call.outcome == telephony::CallOutcome::unknown) return std::nullopt;
  return domain::to_seconds(*call.left_at - call.queued_at);
}

ReplayScore score(const telephony::History& history, const Predictions& predictions) {
  ReplayScore s;
  for (std::size_t i = 0; i < history.calls.size(); ++i) {
    const auto& call = history.calls[i];
    if (!call.scored || !call.waited || !predictions[i]) continue;
    if (call.outcome == telephony::CallOutcome::abandoned) ++s.abandoned;
    const auto wait_s = measured_s(call);
    if (call.outcome != telephony::CallOutcome::answered || !wait_s) continue;
    const auto& e = *predictions[i];
    for (std::size_t f = 0; f < domain::formula_count; ++f) s.formulas[f].add(e.formulas_s[f], *wait_s);
    s.served_mean.add(e.mean_s, *wait_s);
    s.served_median.add(e.quantiles_s[2], *wait_s);
    s.served_p10_p90.add(e.quantiles_s[0], e.quantiles_s[4], *wait_s);
  }
  return s;
}

}  // namespace truewait::app
