// What an event and an estimate cost, how long a start takes with a million facts in the journal, and whether a replay
// of the journal gives the live state. Prints `name value`; costs are CPU time as if on the reference machine.
// Usage: bench_engine [directory for the store]
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "app/host/opening.hpp"
#include "bench/timing.hpp"
#include "simulation/day.hpp"
#include "truewait/domain/codec.hpp"
#include "truewait/storage/store.hpp"

namespace {

using namespace truewait;
using simulation::Delivery;

constexpr int replay_days = 200;

/// As if on the reference machine.
double normalised(double cpu_s, double yardstick_s) {
  return cpu_s * bench::reference_yardstick_s / yardstick_s;
}

struct Played {
  domain::Engine engine;
  std::vector<domain::Fact> facts;
};

Played play(const centre::Scenario& scenario, const std::vector<Delivery>& reports) {
  Played played{domain::Engine(simulation::queues_of(scenario)), {}};
  for (const auto& [now, event] : reports) {
    auto decision = played.engine.step(now, event);
    std::move(decision.facts.begin(), decision.facts.end(), std::back_inserter(played.facts));
  }
  return played;
}

/// CPU seconds per event, formulas on, the facts dropped as a host drops them after the commit.
double event_s(const centre::Scenario& scenario, const std::vector<Delivery>& reports) {
  std::vector<double> rounds;
  for (int round = 0; round < 5; ++round) {
    domain::Engine engine(simulation::queues_of(scenario, domain::Estimator::formula));
    rounds.push_back(bench::cpu_s([&] {
      for (const auto& [now, event] : reports) {
        auto decision = engine.step(now, event);
        bench::keep(decision);
      }
    }));
  }
  return bench::median(rounds) / static_cast<double>(reports.size());
}

/// CPU seconds per estimate, served by formula with quantiles, on the state after each thousandth event of a busy day.
double estimate_s(const centre::Scenario& scenario, const std::vector<Delivery>& reports) {
  domain::Engine engine(simulation::queues_of(scenario, domain::Estimator::formula));
  std::vector<double> costs;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    engine.step(reports[i].now, reports[i].event);
    if (i < reports.size() / 2 || i % 1000 != 0) continue;
    constexpr std::size_t repeats = 200;
    costs.push_back(bench::cpu_s(
        [&] {
          auto e = engine.estimate(reports[i].now, "default", "support", {});
          bench::keep(e);
        },
        repeats));
  }
  return bench::median(costs);
}

/// Days whose state, rebuilt from the encoded facts, differs from the live one.
int replay_differences(const centre::Scenario& scenario) {
  int differences = 0;
  for (int day = 1; day <= replay_days; ++day) {
    const auto live =
        play(scenario, simulation::deliveries(scenario, static_cast<std::uint64_t>(day), {0.1, 0.05, 20}));
    domain::Engine again(simulation::queues_of(scenario));
    for (auto fact : live.facts) {
      fact.body = *domain::decode(domain::encode(fact.body));
      if (!again.apply(fact)) break;
    }
    if (again.digest() != live.engine.digest()) ++differences;
  }
  return differences;
}

/// Writes facts of simulated days until there are a million, a snapshot each 100,000 as the service does.
app::ServiceConfig million_facts(const std::string& path) {
  const auto scenario = simulation::a_day(2000);
  app::ServiceConfig config;
  config.store = path;
  config.engine = simulation::queues_of(scenario);
  auto store = storage::open_sqlite(path).value();
  domain::Engine engine(config.engine);
  const auto names = engine.shard_names();
  for (std::size_t i = 0; i < names.size(); ++i)
    engine.bind_shard(i, store->shard(names[i].site, names[i].group).value());
  centre::Centre centre(scenario, 1);
  const centre::EventWriter writer(centre, "m-");
  std::size_t written = 0, next_snapshot = config.snapshot_every;
  storage::Batch batch;
  while (written < 1'000'000) {
    const auto event = writer.event(*centre.next(), simulation::day_start);
    for (const auto& fact : engine.step(*event.at, event).facts) {
      batch.records.push_back({fact.shard, fact.seq, fact.now.time_since_epoch().count(), domain::encode(fact.body)});
    }
    if (batch.records.size() < 10'000) continue;
    store->append(batch).value();
    written += batch.records.size();
    batch.records.clear();
    if (written < next_snapshot || written > 950'000) continue;
    next_snapshot += config.snapshot_every;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto shard = store->shard(names[i].site, names[i].group).value();
      store->save_snapshot({shard, engine.seq(shard), event.at->time_since_epoch().count(), engine.snapshot(shard)})
          .value();
    }
  }
  return config;
}

double startup_s(const std::filesystem::path& directory) {
  const auto path = directory / ("bench_engine." + std::to_string(::getpid()) + ".db");
  const auto config = million_facts(path.string());
  std::vector<double> rounds;
  for (int round = 0; round < 3; ++round) {
    rounds.push_back(bench::cpu_s([&] {
      auto opened = app::open_service(config);
      bench::keep(opened.last);
    }));
  }
  for (const auto* suffix : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(path.string() + suffix);
  return bench::median(rounds);
}

}  // namespace

int main(int argc, char** argv) {
  spdlog::set_level(spdlog::level::off);  // standard output is for the figures
  const std::filesystem::path directory = argc > 1 ? argv[1] : std::filesystem::temp_directory_path();
  const auto scenario = simulation::a_day(200);
  const auto reports = simulation::deliveries(scenario, 1, {});
  const double yardstick = bench::yardstick_s();
  std::cout << "engine_events_per_s " << 1 / normalised(event_s(scenario, reports), yardstick) << "\n";
  std::cout << "estimate_us " << 1e6 * normalised(estimate_s(scenario, reports), yardstick) << "\n";
  std::cout << "replay_equal " << replay_differences(simulation::a_day(2)) << "\n";
  std::cout << "startup_s " << normalised(startup_s(directory), bench::yardstick_s()) << "\n";
}
