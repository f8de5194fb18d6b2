// Why an estimate is what it is: what it looked at and how old that is, what every other way of estimating says beside
// it, what moved it by how much, and what one agent more or fewer would change. Plain values, computed on request from
// the state as it is; never recorded.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "truewait/domain/estimate.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::domain {

/// Where a value comes from.
enum class InputSource : std::uint8_t {
  measured,    ///< from calls
  reported,    ///< agents' states, as told
  inferred,    ///< agents' states, from the calls they take
  configured,  ///< of the queue, for as long as nothing is known
  mixed,       ///< measured and configured: too little was measured to stand alone
  assumed,     ///< neither: a starting value
};
inline constexpr std::array<std::string_view, 6> input_source_names{"measured",   "reported", "inferred",
                                                                    "configured", "mixed",    "assumed"};

struct LiveInput {
  std::string_view name, unit;
  InputSource source = InputSource::measured;
  std::optional<double> value;     ///< nothing: not known
  std::optional<std::uint64_t> n;  ///< how many observations the value is the mean of, where it is one
  std::optional<Duration> age;     ///< since the last event that could have moved it; nothing: there was none
};

/// One way of estimating: what it says now (the remaining wait) and how far it was off lately.
struct Shadow {
  std::string_view name;  ///< of the formula, or "learned"
  std::optional<double> answer_s;
  /// Root mean square of said minus measured wait, both from joining, over callers who waited and were answered. A
  /// formula: the queue's last 500; the learner: all of the queue's, each weighing 0.2 % less than the next one.
  std::optional<double> rmse_s;
  bool served = false;
};

/// Why the served estimate is the one that is served.
enum class ServedBecause : std::uint8_t {
  too_little_data,     ///< nothing is served
  nobody_logged_in,    ///< nothing is served
  closed,              ///< nothing is served
  agent_free,          ///< what callers waited for whom an agent was free
  learned,             ///< its recent error is as good as the best formula's
  learned_alone,       ///< its recent error is not, but the formula's answer is beyond what agents make possible
  least_error_early,   ///< a formula: the learner has seen too few callers of the queue
  least_error,         ///< a formula: the learner was clearly further off lately
  least_error_chosen,  ///< a formula: the configuration says so
  theory,              ///< QLA: too few measured waits to choose a formula by
  prior,               ///< QLA with the configured handle time and agents
};
inline constexpr std::array<std::string_view, 11> served_because_words{
    "too little data",
    "nobody is logged in",
    "closed",
    "an agent is free for this caller",
    "learned: no formula has done clearly better lately",
    "learned: the formula with the least recent error says more than the agents at work make possible",
    "the formula with the least recent error: too few callers to learn from yet",
    "the formula with the least recent error: the learned estimate was clearly further off lately",
    "the formula with the least recent error, as configured",
    "too few measured waits to choose a formula by: queueing theory",
    "nothing measured yet: queueing theory with the configured handle time and agents",
};

struct Contribution {
  std::string_view name;  ///< in plain words
  double seconds = 0;
};

struct Explanation {
  std::string queue;
  std::uint64_t seq = 0;  ///< of the state that was looked at, in its shard
  Estimate estimate;
  std::vector<LiveInput> inputs;
  std::vector<Shadow> shadows;  ///< the ten formulas in their order, then the learner
  ServedBecause because = ServedBecause::too_little_data;
  /// They add up to the mean that is told; with Method::learned the first is the base. Empty when nothing is told.
  std::vector<Contribution> contributions;
  /// Seconds the mean would change by with one agent like the present ones more (not above zero), or fewer (not below).
  /// Nothing: nothing is told, nobody is known, or nobody would be left.
  std::optional<double> one_agent_more_s, one_agent_less_s;
};

/// Whether the estimate's figures may be told; else they are a fallback that is shown to nobody.
inline bool is_told(const Estimate& e) {
  return e.status == EstimateStatus::ok || e.status == EstimateStatus::degraded;
}

}  // namespace truewait::domain
