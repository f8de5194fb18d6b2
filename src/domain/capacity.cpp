#include "domain/capacity.hpp"

#include <algorithm>

namespace truewait::domain {
namespace {

constexpr Duration seen_lately = std::chrono::minutes(10);
constexpr double unknown_service_s = 180;  // stands in formulas only; an estimate that rests on it is not served

}  // namespace

Capacity capacity(const Group& group, const QueueConfig& config, Instant now) {
  const auto& agents = group.agents();
  const int in_service = static_cast<int>(group.in_service().size());
  Capacity at;
  at.mean_service_s = group.knows_service() ? std::max(1.0, group.mean_service_s())
                      : config.handle_time  ? to_seconds(*config.handle_time)
                                            : unknown_service_s;
  if (agents.reported()) {
    at.servers = std::max(agents.logged_in(), in_service);
    at.active_agents = at.active_named_agents = agents.logged_in();
    at.free = agents.available();
    return at;
  }
  at.servers = in_service;
  at.active_agents = agents.seen_within(now, seen_lately, true);
  at.active_named_agents = agents.seen_within(now, seen_lately, false);
  int known = at.active_agents;
  if (at.active_agents == 0 && config.agents) {
    at.servers = std::max(at.servers, *config.agents);
    at.active_agents = at.active_named_agents = known = *config.agents;
  }
  at.free = std::max(0, known - in_service);
  return at;
}

}  // namespace truewait::domain
