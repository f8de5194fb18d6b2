// The simulated systems that estimates are scored and timed on, and their events as the engine takes them. Plain
// scenarios of the simulated centre: a queue of callers in order of arrival, or such a queue with one thing changed.
// Times in seconds. The numbers are choices of this file except where a name says the load.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "centre/centre.hpp"
#include "centre/events.hpp"
#include "simulation/day.hpp"
#include "truewait/domain/engine.hpp"

namespace truewait::bench {

inline constexpr double a_minute = 60, an_hour = 3600;
inline constexpr double usual_service = 180, usual_patience = 300;

/// M/M/s, or M/M/s+M with a patience: one queue of Poisson arrivals, exponential services, agents alike.
/// `load`: arrivals times mean service, per agent.
inline centre::Scenario one_queue(int agents, double load, double mean_patience_s = centre::never,
                                  double mean_service_s = usual_service) {
  centre::QueuePlan queue;
  queue.name = "calls";
  queue.arrivals = {{0, agents * load / mean_service_s}};
  queue.service.mean_s = mean_service_s;
  queue.mean_patience_s = mean_patience_s;
  centre::Scenario s;
  s.queues = {queue};
  s.agents = {{"agent", agents, {queue.name}, {centre::Shift{}}, 0}};
  return s;
}

inline centre::Scenario lognormal_service() {
  auto s = one_queue(10, 0.95);
  s.queues[0].service.cv = 1.2;
  return s;
}

/// A fifth of the callers go first: always, or as if they had come `head_start_s` earlier.
inline centre::Scenario two_classes(domain::PriorityRule rule, double head_start_s) {
  auto s = one_queue(10, 0.95);
  s.queues[0].kinds = {{0.2, 1, "vip"}};
  s.priority_rule = rule;
  s.head_start_per_priority_s = head_start_s;
  return s;
}

/// Half of the sixteen agents serve both queues, a quarter each only one; load .92.
inline centre::Scenario shared_agents() {
  centre::Scenario s;
  s.queues = {{"support", {{0, 8.0 / 180}}, {180, {}}, centre::never, {}},
              {"sales", {{0, 6.72 / 240}}, {240, {}}, centre::never, {}}};
  s.agents = {{"both", 8, {"support", "sales"}, {centre::Shift{}}, 0},
              {"support", 4, {"support"}, {centre::Shift{}}, 0},
              {"sales", 4, {"sales"}, {centre::Shift{}}, 0}};
  return s;
}

/// Twenty agents until noon, ten from then to midnight, every day; load .9, then 1.8.
inline centre::Scenario halved_at_noon() {
  auto s = one_queue(20, 0.9, usual_patience);
  s.period_s = 24 * an_hour;
  s.agents = {{"all-day", 10, {"calls"}, {centre::Shift{}}, 0},
              {"morning", 10, {"calls"}, {centre::Shift{0, 12 * an_hour}}, 0}};
  return s;
}

/// Load .7 for three hours, then within ten minutes, minute by minute, 1.4 for the next three; again and again.
inline centre::Scenario arrivals_doubled() {
  auto s = one_queue(20, 0.7, usual_patience);
  s.period_s = 6 * an_hour;
  auto& arrivals = s.queues[0].arrivals;
  const double usual_per_s = arrivals[0].per_s;
  for (int tenth = 1; tenth <= 10; ++tenth)
    arrivals.push_back({3 * an_hour + tenth * a_minute, usual_per_s * (1 + tenth / 10.0)});
  return s;
}

/// Load .8. After three hours all agents are away for ten minutes while calls go on coming; then three times as many
/// come for a quarter of an hour. Every six hours.
inline centre::Scenario burst_after_outage() {
  auto s = one_queue(20, 0.8, 2 * usual_patience);
  s.period_s = 6 * an_hour;
  const double back = 3 * an_hour + 10 * a_minute;
  auto& arrivals = s.queues[0].arrivals;
  const double usual_per_s = arrivals[0].per_s;
  arrivals.push_back({back, 3 * usual_per_s});
  arrivals.push_back({back + 15 * a_minute, usual_per_s});
  s.outages = {{3 * an_hour, back, true}};
  return s;
}

struct System {
  const char* name;
  centre::Scenario scenario;
};

/// All that estimates are scored on.
inline std::vector<System> systems() {
  using domain::PriorityRule;
  return {{"mm10", one_queue(10, 0.95)},
          {"mm100", one_queue(100, 0.95)},
          {"mm100_overloaded", one_queue(100, 1.4, usual_service)},
          {"lognormal_service", lognormal_service()},
          {"strict_priority", two_classes(PriorityRule::strict, 0)},
          {"head_start", two_classes(PriorityRule::head_start, 90)},
          {"shared_agents", shared_agents()},
          {"halved_at_noon", halved_at_noon()},
          {"arrivals_doubled", arrivals_doubled()},
          {"burst_after_outage", burst_after_outage()}};
}

/// The queues of a system, all in one group. Nothing is said of handle times and agents.
inline domain::EngineConfig config_of(const centre::Scenario& scenario, domain::Estimator estimator) {
  domain::EngineConfig config;
  for (const auto& plan : scenario.queues) {
    domain::QueueConfig queue;
    queue.name = plan.name;
    queue.group = "everybody";
    queue.priority_rule = scenario.priority_rule;
    queue.head_start_per_priority = domain::from_seconds(scenario.head_start_per_priority_s);
    queue.estimator = estimator;
    config.queues.push_back(queue);
  }
  return config;
}

/// The events of a system, one after another; the scenario must not end.
class Feed {
 public:
  Feed(const centre::Scenario& scenario, std::uint64_t seed) : centre_(scenario, seed), writer_(centre_, "b") {}
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;
  domain::Event next() { return writer_.event(*centre_.next(), simulation::day_start); }

 private:
  centre::Centre centre_;
  centre::EventWriter writer_;
};

/// One event at its own instant, after what the engine wanted to do before.
inline domain::Decision deliver(domain::Engine& engine, const domain::Event& event) {
  for (auto due = engine.next_wakeup(); due && *due <= *event.at; due = engine.next_wakeup())
    engine.step(*due, domain::Wakeup{});
  return engine.step(*event.at, event);
}

}  // namespace truewait::bench
