#include "app/replay/score.hpp"

#include <algorithm>

#include "truewait/domain/offer.hpp"

namespace truewait::app {

std::optional<double> measured_s(const telephony::HistoricCall& call) {
  if (!call.left_at || call.outcome == telephony::CallOutcome::unknown) return std::nullopt;
  return domain::to_seconds(*call.left_at - call.queued_at);
}

namespace {

constexpr auto long_wait = std::chrono::seconds(180);

double interval_score(double low_s, double high_s, double measured_s) {
  constexpr double per_second_outside = 2 / 0.2;
  return high_s - low_s + per_second_outside * std::max({0.0, low_s - measured_s, measured_s - high_s});
}

std::size_t band(domain::Instant at) {
  const auto of_day = at - std::chrono::floor<std::chrono::days>(at);
  return static_cast<std::size_t>(std::chrono::floor<std::chrono::hours>(of_day).count() / 3);
}

bool counts(const telephony::HistoricCall& call) {
  return call.scored && call.waited;
}

void score_remaining(ReplayScore& s, const LaterPredictions& later, std::size_t call, double first_s, double wait_s) {
  for (std::size_t k = 0; k < later.size(); ++k) {
    if (call >= later[k].size() || !later[k][call]) continue;
    const double elapsed_s = domain::to_seconds(asked_again_after[k]), left_s = wait_s - elapsed_s;
    if (left_s < 0) continue;
    const auto& e = *later[k][call];
    s.remaining[k].told.add(e.mean_s, left_s);
    s.remaining[k].first_less_elapsed.add(std::max(0.0, first_s - elapsed_s), left_s);
    s.remaining[k].p10_p90.add(e.quantiles_s[0], e.quantiles_s[4], left_s);
  }
}

}  // namespace

std::vector<ScoredCall> scored_calls(const telephony::History& history, const Predictions& predictions) {
  std::vector<ScoredCall> scored;
  for (std::size_t i = 0; i < history.calls.size(); ++i) {
    const auto& call = history.calls[i];
    if (!counts(call) || !predictions[i] || call.outcome != telephony::CallOutcome::answered) continue;
    if (const auto wait_s = measured_s(call)) scored.push_back({i, &call, &*predictions[i], *wait_s});
  }
  return scored;
}

ReplayScore score(const telephony::History& history, const Predictions& predictions, const LaterPredictions& later) {
  ReplayScore s;
  for (std::size_t i = 0; i < history.calls.size(); ++i) {
    const auto& call = history.calls[i];
    if (counts(call) && predictions[i] && call.outcome == telephony::CallOutcome::abandoned) ++s.abandoned;
  }
  double interval = 0, brier = 0, long_waits = 0;
  for (const auto& [i, call, told, wait_s] : scored_calls(history, predictions)) {
    const auto& e = *told;
    for (std::size_t f = 0; f < domain::formula_count; ++f) s.formulas[f].add(e.formulas_s[f], wait_s);
    s.served_mean.add(e.mean_s, wait_s);
    s.served_median.add(e.quantiles_s[2], wait_s);
    s.served_p10_p90.add(e.quantiles_s[0], e.quantiles_s[4], wait_s);
    s.bands[band(call->queued_at)].add(e.quantiles_s[0], e.quantiles_s[4], wait_s);
    interval += interval_score(e.quantiles_s[0], e.quantiles_s[4], wait_s);
    const double is_long = wait_s > domain::to_seconds(long_wait) ? 1 : 0;
    const double error = domain::probability_above(e, long_wait) - is_long;
    brier += error * error;
    long_waits += is_long;
    score_remaining(s, later, i, e.mean_s, wait_s);
  }
  if (const auto n = static_cast<double>(s.served_mean.n()); n > 0) {
    s.interval_score_s = interval / n;
    s.brier_180 = brier / n;
    s.brier_180_base = long_waits / n * (1 - long_waits / n);
  }
  return s;
}

}  // namespace truewait::app
