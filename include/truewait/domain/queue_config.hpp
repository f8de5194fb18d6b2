// What a site says about its queues: which share agents, who goes first, what to believe before anything was measured.
// Plain values; reading and checking a configuration file is the app's work.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "truewait/domain/callback_rule.hpp"
#include "truewait/domain/learner_parts.hpp"
#include "truewait/domain/promise_levels.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::domain {

/// How `priority` orders callers of one group.
enum class PriorityRule {
  strict,      ///< a higher priority goes first, whatever the waits (Asterisk, most switches)
  head_start,  ///< each priority step counts as `head_start_per_priority` already waited
};

/// Where served estimates come from.
enum class Estimator {
  learned,  ///< the learned estimate; a formula until it has enough data, and while it does worse
  formula,  ///< the formula with the least recent error; nothing is learned
};

struct QueueConfig {
  std::string site = "default";
  std::string name;
  std::string group;  ///< queues of one group share agents; empty: the queue stands alone
  PriorityRule priority_rule = PriorityRule::strict;
  Duration head_start_per_priority{0};               ///< used with PriorityRule::head_start
  std::map<std::string, Duration> class_head_start;  ///< added for callers of that class
  std::optional<Duration> handle_time;               ///< prior mean service time (AHT), until measured
  std::optional<int> agents;                         ///< prior number of agents, until seen
  Estimator estimator = Estimator::learned;
  CallbackRule callback;
  /// Tau: a spoken upper bound is the quantile of the wait at this level, 0.5 to 0.95.
  double announce_level = promise_level;
  Duration answer_target = std::chrono::seconds(60);  ///< "fast" by the clock: answered within it
  std::string time_zone = "UTC";                      ///< IANA name; read at the edges only (reports, schedules)

  const std::string& group_name() const { return group.empty() ? name : group; }
};

/// Bounds that keep one process finite; the defaults suit a site of thousands of calls an hour.
struct EngineLimits {
  std::size_t waiting_per_queue = 10'000;  ///< further arrivals are refused
  std::size_t agents_per_group = 10'000;
  std::size_t callbacks_per_group = 100'000;  ///< open ones; further acceptances are refused
  std::size_t remembered_events = 1'000'000;  ///< per shard, for repeats
  Duration remember_events_for = std::chrono::hours(48);
  Duration waiting_call_lost_after = std::chrono::hours(2);  ///< a waiting call nobody mentions again
  Duration service_lost_after = std::chrono::hours(4);       ///< a call in service whose end never came
  Duration future_tolerance = std::chrono::minutes(5);       ///< an event further ahead of us is refused
};

struct EngineConfig {
  std::vector<QueueConfig> queues;
  EngineLimits limits;
  LearnerParts parts;  ///< all of them, but in a replay that asks what one is worth
};

}  // namespace truewait::domain
