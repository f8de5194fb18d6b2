// How many agents a service level takes. Searches on the exact formulas, O(sqrt(load)) cheap steps at the most
// for Erlang C, O(log) for Erlang A. Never asks more than one number: no shrinkage, no shifts.
#pragma once

#include "truewait/queueing/demand.hpp"

namespace truewait::queueing {

/// Fewest agents for which Erlang C is stable.
int least_stable_agents(const Demand& demand);

/// Fewest agents with P(W <= target.within_s) >= target.share under Erlang C.
int agents_needed(const Demand& demand, const ServiceTarget& target);

/// The same under Erlang A, where the share is of all callers, those who hang up included.
int agents_needed(const Demand& demand, const ServiceTarget& target, double mean_patience_s);

}  // namespace truewait::queueing
