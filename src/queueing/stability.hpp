// How far the agents are above the load, in erlangs, and whether that is more than rounding.
#pragma once

#include <cmath>
#include <limits>

#include "truewait/queueing/demand.hpp"

namespace truewait::queueing {

/// servers - rate x mean service, rounded once: the product itself would hide a gap of a few parts in 1e16.
inline double spare_servers(const Demand& demand, double servers) {
  return std::fma(-demand.arrival_rate_per_s, demand.mean_service_s, servers);
}

/// A gap the two numbers cannot carry (each is rounded, as 100/h is) counts as none: 144/h of 300 s are 12 erlangs.
inline bool is_spare(double gap, double servers) {
  return gap > 4 * std::numeric_limits<double>::epsilon() * servers;
}

}  // namespace truewait::queueing
