// A simulated day through the engine, with what a network does to reports: repeated, late, lost, in another order.
// Seeded: the same day and the same faults give the same inputs.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "centre/centre.hpp"
#include "centre/events.hpp"
#include "truewait/domain/engine.hpp"

namespace truewait::simulation {

inline constexpr domain::Instant day_start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};

/// Two queues that share agents and one alone; strict priorities; everything happens in `hours`.
inline centre::Scenario a_day(double hours) {
  centre::Scenario s;
  s.queues = {{"support", {{0, 0.05}}, {180, 1.2}, 300, {{0.2, 1, "vip"}}},
              {"sales", {{0, 0.02}}, {240, {}}, 200, {}},
              {"billing", {{0, 0.02}}, {200, {}}, 400, {}}};
  s.agents = {{"front", 13, {"support", "sales"}, {centre::Shift{0, hours * 3600}}, 10},
              {"back", 4, {"billing"}, {centre::Shift{0, hours * 3600}}, 0}};
  s.ends_s = hours * 3600;
  return s;
}

inline domain::EngineConfig queues_of(const centre::Scenario& scenario,
                                      domain::Estimator estimator = domain::Estimator::learned) {
  domain::EngineConfig config;
  for (const auto& plan : scenario.queues) {
    domain::QueueConfig queue;
    queue.name = plan.name;
    queue.group = plan.name == "billing" ? "back" : "front";
    queue.estimator = estimator;
    config.queues.push_back(queue);
  }
  return config;
}

struct Faults {
  double repeated = 0, lost = 0;  ///< shares of the reports
  double late_s = 0;              ///< each report is held up for a time uniform in [0, late_s]
};

struct Delivery {
  domain::Instant now;
  domain::Event event;
};

/// The day's reports in the order in which they reach the engine.
inline std::vector<Delivery> deliveries(const centre::Scenario& scenario, std::uint64_t seed, const Faults& faults) {
  centre::Centre centre(scenario, seed);
  const centre::EventWriter writer(centre, "d" + std::to_string(seed) + "-");
  std::mt19937_64 random(seed * 7919 + 1);
  const auto chance = [&random] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  std::vector<Delivery> all;
  while (const auto step = centre.next()) {
    const auto event = writer.event(*step, day_start);
    const double lost = chance(), repeated = chance(), late = chance(), again = chance();
    if (lost < faults.lost) continue;
    all.push_back({*event.at + domain::from_seconds(late * faults.late_s), event});
    if (repeated < faults.repeated)
      all.push_back({all.back().now + domain::from_seconds(again * faults.late_s), event});
  }
  std::stable_sort(all.begin(), all.end(), [](const Delivery& a, const Delivery& b) { return a.now < b.now; });
  return all;
}

}  // namespace truewait::simulation
