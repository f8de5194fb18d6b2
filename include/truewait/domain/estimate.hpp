// An estimate: what a caller would be told about the wait, and what each formula said about it in the shadow.
// Plain values. Times in seconds, doubles in full precision.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "truewait/domain/evidence.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::domain {

enum class EstimateStatus : std::uint8_t { ok, insufficient_data, closed, degraded };

/// Why an estimate says `insufficient_data`, or `none`.
enum class NoDataReason : std::uint8_t { none, too_few_answers, nobody_logged_in };

/// The ten formulas, always evaluated, in the order of their figures in facts and files.
enum class Formula : std::uint8_t { asterisk, google, webex, les, hol, rcs, avg_les, avgc_les, qla, erlang_c };
inline constexpr std::size_t formula_count = 10;
inline constexpr std::array<std::string_view, formula_count> formula_names{
    "asterisk", "google", "webex", "les", "hol", "rcs", "avg_les", "avgc_les", "qla", "erlang_c"};
using FormulaAnswers = std::array<double, formula_count>;  ///< seconds, indexed by Formula

inline constexpr std::array<double, 6> quantile_levels{0.10, 0.20, 0.50, 0.80, 0.90, 0.95};
using Quantiles = std::array<double, quantile_levels.size()>;  ///< seconds, never crossing

/// How the served figure came about.
enum class Method : std::uint8_t {
  formula,     ///< the formula named in `formula`, quantiles from its recent errors
  prior,       ///< queueing theory with the configured handle time and agents, nothing measured yet
  agent_free,  ///< an agent reported as available is free for this caller
  learned,     ///< the forward model of the agents, corrected by what measured waits have taught
};

struct Estimate {
  EstimateStatus status = EstimateStatus::insufficient_data;
  NoDataReason reason = NoDataReason::too_few_answers;
  Method method = Method::formula;
  Formula formula = Formula::qla;
  int ahead = 0;        ///< callers of the group who go first (position - 1)
  Duration elapsed{0};  ///< waited so far; the figures are the remaining wait
  double mean_s = 0;    ///< filled also when status is insufficient_data: the fallback, never served
  Quantiles quantiles_s{};
  FormulaAnswers formulas_s{};
  int samples = 0;  ///< answered calls behind the quantiles
  /// Mean remaining wait if the caller never hangs up: when a callback would come due. At least `mean_s`, which speaks
  /// of those who are served.
  double patient_mean_s = 0;
  Evidence evidence;  ///< what the mean rests on, with Method::learned; else for the record
};

}  // namespace truewait::domain
