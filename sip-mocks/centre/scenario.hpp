// What a simulated contact centre is made of: queues with arrivals, service and patience, groups of agents with
// skills and shifts, outages. Plain values; times in seconds since the start of the simulation.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "truewait/domain/queue_config.hpp"

namespace truewait::centre {

inline constexpr double never = std::numeric_limits<double>::infinity();

/// Calls arrive as a Poisson process at `per_s` from `from_s` until the next step begins; before the first one: none.
struct RateStep {
  double from_s = 0;
  double per_s = 0;
};

/// Conversation times. With a coefficient of variation they are lognormal, without one exponential.
struct ServiceTime {
  double mean_s = 180;
  std::optional<double> cv;
};

/// A share of a queue's callers who have a priority or belong to a class; the rest have priority 0 and no class.
struct CallerKind {
  double share = 0;  ///< 0 to 1; the shares of one queue sum to at most 1
  int priority = 0;
  std::string caller_class;
};

struct QueuePlan {
  std::string name;
  std::vector<RateStep> arrivals;
  ServiceTime service;
  double mean_patience_s = never;  ///< exponential; `never`: nobody hangs up
  std::vector<CallerKind> kinds;
};

struct Shift {
  double from_s = 0;
  double to_s = never;  ///< a call in progress is finished first
};

struct AgentGroup {
  std::string name;
  int agents = 0;
  std::vector<std::string> serves;  ///< queues
  std::vector<Shift> shifts{Shift{}};
  double wrap_up_s = 0;  ///< after each call, before the next one
};

/// Nobody takes a call; conversations in progress go on.
struct Outage {
  double from_s = 0;
  double to_s = 0;
  bool agents_away = true;  ///< agents are reported as away meanwhile; false: nothing is reported
};

struct Scenario {
  std::vector<QueuePlan> queues;
  std::vector<AgentGroup> agents;
  std::vector<Outage> outages;
  domain::PriorityRule priority_rule = domain::PriorityRule::strict;
  double head_start_per_priority_s = 0;  ///< used with PriorityRule::head_start
  double period_s = 0;                   ///< rates, shifts and outages repeat with this period; 0: they do not
  double ends_s = never;  ///< no arrival, shift or outage begins from here on; calls already there are finished
};

}  // namespace truewait::centre
