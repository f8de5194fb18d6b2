// Erlang C's mean wait of those who wait, from the rates of the last half hour: s / (agents - load), at most 1800 s,
// 600 s where the load reaches the agents and no steady state exists.
#pragma once

#include <algorithm>

#include "domain/formulas/situation.hpp"

namespace truewait::domain {

inline double erlang_c_s(const Situation& at) {
  const double load_erlangs = at.arrivals_per_s * at.mean_service_s;
  const double agents = std::max(1, at.active_named_agents);
  if (load_erlangs >= agents) return 600;
  return std::min(1800.0, at.mean_service_s / (agents - load_erlangs));
}

}  // namespace truewait::domain
