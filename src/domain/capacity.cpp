#include "domain/capacity.hpp"

#include <algorithm>

namespace truewait::domain {
namespace {

constexpr Duration seen_lately = std::chrono::minutes(10);
constexpr double unknown_service_s = 180;  // stands in formulas only; an estimate that rests on it is not served

/// Of the first calls of a day the short ones end first: what is configured counts until enough have ended.
double mean_service_s(const Group& group, const QueueConfig& config) {
  if (!config.handle_time) return group.knows_service() ? std::max(1.0, group.mean_service_s()) : unknown_service_s;
  const double believed = to_seconds(*config.handle_time);
  if (!group.knows_service()) return believed;
  const double measured = std::min(1.0, static_cast<double>(group.services_known()) / enough_services);
  return std::max(1.0, measured * group.mean_service_s() + (1 - measured) * believed);
}

}  // namespace

Capacity capacity(const Group& group, const QueueConfig& config, Instant now) {
  const auto& agents = group.agents();
  const int in_service = static_cast<int>(group.in_service().size());
  Capacity at;
  at.mean_service_s = mean_service_s(group, config);
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
    at.configured = true;
    at.servers = std::max(at.servers, *config.agents);
    at.active_agents = at.active_named_agents = known = *config.agents;
  }
  at.free = std::max(0, known - in_service);
  return at;
}

}  // namespace truewait::domain
