// What a formula may look at for one caller: the live state of the group at this instant, seconds and counts.
#pragma once

#include <optional>

#include "truewait/domain/time.hpp"

namespace truewait::domain {

struct Situation {
  Instant now;
  int ahead = 0;  ///< callers of the group who go first
  int priority = 0;
  double mean_service_s = 180;          ///< of the group's last services
  int servers = 1;                      ///< calls in service, or agents logged in where they are reported; at least 1
  double abandonment_per_s = 0;         ///< theta: abandonments per second of waiting
  int active_agents = 1;                ///< seen lately, or logged in; answers without a named agent count as one
  int active_named_agents = 0;          ///< the same without the unnamed one
  double arrivals_per_s = 0;            ///< of the group over the last half hour
  std::optional<double> oldest_wait_s;  ///< elapsed wait of the queue's oldest other caller
};

}  // namespace truewait::domain
