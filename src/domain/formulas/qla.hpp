// QLA: the queue-length estimate with abandonment: the callers ahead go one by one, at the servers' rate plus the rate
// at which those still ahead give up. Ibrahim and Whitt, Operations Research 57 (2009) 1106-1118.
#pragma once

#include "domain/formulas/situation.hpp"

namespace truewait::domain {

/// sum over m = 0..ahead of 1 / (servers / mean service + m theta); work grows with `ahead`.
inline double qla_s(const Situation& at) {
  const double service_per_s = at.servers / at.mean_service_s;
  double sum = 0;
  for (int m = 0; m <= at.ahead; ++m) sum += 1 / (service_per_s + m * at.abandonment_per_s);
  return sum;
}

}  // namespace truewait::domain
