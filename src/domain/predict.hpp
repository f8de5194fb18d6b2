// From a group's state to an estimate for one caller: what every formula says, which of them is served, how sure it is.
// Reads, never writes.
#pragma once

#include "domain/group.hpp"
#include "truewait/domain/estimate.hpp"
#include "truewait/domain/queue_config.hpp"

namespace truewait::domain {

/// Who asks: a call that waits (`call` set), or somebody who might join.
struct Asking {
  Instant now;
  int priority = 0;
  int ahead = 0;
  Duration elapsed{0};
  const Call* call = nullptr;
};

Estimate predict(const Group& group, const QueueConfig& config, const Asking& who);

/// Effective arrival of a caller who joins at `joined`: the order of service within the group.
Instant rank_of(const QueueConfig& config, Instant joined, int priority, const std::string& caller_class);

}  // namespace truewait::domain
