// From a group's state to what the forward model and the weights need for one caller. Reads, never writes.
#pragma once

#include <optional>

#include "domain/group.hpp"
#include "domain/predict.hpp"
#include "truewait/domain/evidence.hpp"

namespace truewait::domain::learned {

/// What was believed before anything was measured; from the configuration, or from what a prediction recorded of it.
struct Priors {
  double service_s = 0;  ///< handle time; 0: none
  int agents = 0;        ///< 0: none
};

/// `formulas_s`: remaining waits. `first_s`: the caller's first estimate; 0 at joining.
Evidence gather(const Group& group, const std::string& queue, const Asking& who, const Priors& priors,
                const FormulaAnswers& formulas_s, double first_s);

/// The forward model's mean wait of those who are served (seconds): with the agents as they are, and with one agent
/// more or fewer of the kind of the present ones, which is all of them counted (n + 1) / n or (n - 1) / n times.
struct WithOneAgent {
  double now_s = 0, more_s = 0;
  std::optional<double> less_s;  ///< nothing: nobody would be left
};
/// Nothing when nobody is known to be at work for this caller's queue.
std::optional<WithOneAgent> with_one_agent(const Group& group, const std::string& queue, const Asking& who,
                                           const Priors& priors);

/// What the forward model steps through for this caller, which is what an estimate costs: kinds of agents and of
/// callers ahead, each counted once, and for how many they stand. The kinds are bounded, the numbers are not.
struct ModelSize {
  std::size_t kinds_of_agents = 0, kinds_of_callers = 0;
  double agents = 0;   ///< all who serve this caller's queue at all
  double callers = 0;  ///< each by how far the same agents serve both
};
ModelSize model_size(const Group& group, const std::string& queue, const Asking& who, const Priors& priors);

}  // namespace truewait::domain::learned
