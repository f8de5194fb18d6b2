// How many agents a group is believed to have, and how many of them are free. Reported agents count as reported; else
// they are inferred from the calls they take, and before any call from the configuration.
#pragma once

#include "domain/group.hpp"
#include "truewait/domain/queue_config.hpp"

namespace truewait::domain {

/// Services measured before their mean stands alone, without the configured handle time.
inline constexpr double enough_services = 30;

struct Capacity {
  int servers = 0;        ///< logged in, or in service, or believed; 0 when nobody is known
  int active_agents = 0;  ///< seen lately, the unnamed one counted
  int active_named_agents = 0;
  int free = 0;
  bool configured = false;  ///< nobody was seen lately: the active agents are those of the configuration
  double mean_service_s = 0;
};

Capacity capacity(const Group& group, const QueueConfig& config, Instant now);

}  // namespace truewait::domain
