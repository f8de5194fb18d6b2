// The query of an estimate: who asks, in figures. Every parameter is optional; an unknown one is refused, since a
// misspelt one would change the answer in silence.
#pragma once

#include <string>
#include <vector>

#include "edge/problem.hpp"
#include "edge/target.hpp"
#include "truewait/domain/engine.hpp"

namespace truewait::edge {

struct EstimateParameters {
  std::string caller_class;  ///< what `caller.caller_class` views: keep both together, and do not move them
  domain::WouldJoin caller;
};

/// priority -1000..1000, position 1..1,000,000, elapsed_s 0..86,400 (decimals allowed), class. What is wrong goes
/// into `errors`.
void read_estimate_parameters(const QueryParameters& query, EstimateParameters& into, std::vector<PartError>& errors);

}  // namespace truewait::edge
