#include "centre/demo_day.hpp"

#include <cmath>

namespace truewait::centre {
namespace {

constexpr double minute = 60, hour = 3600;
// The lines open with a crowd, so that whoever starts it sees callers wait, and callbacks, within the first seconds.
constexpr double crowd_ends = 1 * minute, rush_ends = 30 * minute;
constexpr double outage_begins = 38 * minute, outage_ends = 42 * minute;
constexpr double day_length = 1 * hour;

/// Crowd, rush, calm, in calls an hour.
std::vector<RateStep> lunch(double crowd_per_h, double rush_per_h, double calm_per_h) {
  return {{0, crowd_per_h / hour}, {crowd_ends, rush_per_h / hour}, {rush_ends, calm_per_h / hour}};
}

}  // namespace

Scenario demo_day() {
  Scenario day;
  // VIPs stand as if they had come two minutes earlier.
  day.priority_rule = domain::PriorityRule::head_start;
  day.head_start_per_priority_s = 2 * minute;
  day.period_s = day_length;
  day.queues = {
      {"support", lunch(1300, 300, 150), {240, 1.1}, 6 * minute, {{0.08, 1, "vip"}}},
      {"sales", lunch(700, 170, 90), {180, 0.9}, 4 * minute, {}},
      {"billing", lunch(400, 90, 40), {300, 0.8}, 8 * minute, {}},
  };
  day.agents = {
      {"care", 10, {"support", "billing"}, {Shift{}}, 6},
      {"floor", 5, {"sales"}, {Shift{}}, 6},
      {"allround", 4, {"support", "sales", "billing"}, {Shift{}}, 6},
      {"lunch", 3, {"support", "sales"}, {Shift{12 * minute, 40 * minute}}, 6},
  };
  day.outages = {{outage_begins, outage_ends, true}};
  return day;
}

std::string_view demo_phase(double at_s) {
  const double within = std::fmod(at_s, day_length);
  if (within < crowd_ends) return "everybody calls at once";
  if (within < rush_ends) return "lunch-hour rush";
  if (within >= outage_begins && within < outage_ends) return "outage: nobody answers";
  return "ordinary traffic";
}

}  // namespace truewait::centre
