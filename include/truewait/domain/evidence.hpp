// What a learned estimate rests on: the values its weights are applied to, by name, and what each contributed. Plain
// values. Times in seconds; the values are journaled with the prediction, so that what was said can be explained and
// learned from whatever the program has become.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace truewait::domain {

/// The values the mean is a weighted sum of, in the order of their figures in facts. The last three are zero at
/// joining.
enum class Feature : std::uint8_t {
  constant,      ///< the group's usual wait
  forward,       ///< the forward model's mean wait of those who are served
  alike,         ///< mean of the last waits that found as many ahead, with the forward mean as a prior
  oldest,        ///< longest elapsed wait in the queue now
  surprise,      ///< forward mean times how waits lately compared with it
  recent,        ///< the group's last ten waits times callers ahead per busy agent
  patient,       ///< the forward model's mean wait of a caller who never hangs up
  late,          ///< the forward model's ninetieth percentile
  privileged,    ///< waiting callers whose head start lets them pass others
  answers,       ///< answers of the group lately
  pace,          ///< callers ahead by the pace of the last five minutes
  theory,        ///< QLA: callers ahead, services and hang-ups as exponential times
  best_formula,  ///< the formula with the least recent error
  unheard_of,    ///< how far the forward mean lies above one and a half times what waits with as many ahead were
  elapsed,       ///< waited so far
  first_left,    ///< what is left of the first estimate
  beyond_first,  ///< forward mean times elapsed over the first estimate
};
inline constexpr std::size_t feature_count = 17;
inline constexpr std::array<std::string_view, feature_count> feature_names{
    "constant", "forward", "alike",  "oldest",       "surprise",   "recent",  "patient",    "late",        "privileged",
    "answers",  "pace",    "theory", "best_formula", "unheard_of", "elapsed", "first_left", "beyond_first"};
inline constexpr std::size_t joining_feature_count = 14;

/// All zero, `version` too, where the learner was not asked.
struct Evidence {
  std::uint8_t version = 0;  ///< of the meaning of what follows; the learner learns from its own only
  std::array<double, feature_count> values_s{};  ///< by Feature
  double mean_s = 0;                             ///< what the learner says, whether or not it is served
  std::array<double, 6> quantiles_s{};
  double usual_wait_s = 0;                      ///< the scale of what is no time
  std::array<double, 6> forward_quantiles_s{};  ///< of the forward model, at the levels of an estimate
  double weighted_ahead = 0;                    ///< callers ahead, each by how far the same agents serve both
  double prior_service_s = 0;                   ///< configured handle time; 0: none
  int prior_agents = 0;                         ///< configured number of agents; 0: none
  /// Seconds each value added to the mean, the queue's own correction and the bounds; their sum is the mean. Not
  /// journaled.
  std::array<double, feature_count> contributions_s{};
  double queue_s = 0;   ///< of the queue's own slopes
  double bounds_s = 0;  ///< of keeping the mean within what is believable
};

}  // namespace truewait::domain
