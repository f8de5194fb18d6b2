// From a group's state to what the forward model and the weights need for one caller. Reads, never writes.
#pragma once

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

}  // namespace truewait::domain::learned
