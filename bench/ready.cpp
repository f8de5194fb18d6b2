// How long a start takes after a kill with 100,000 open callbacks: the facts of the last minutes are behind the newest
// snapshot. Prints `ready_s SECONDS`, CPU time as if on the reference machine. Usage: bench_ready [directory]
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "app/host/opening.hpp"
#include "bench/timing.hpp"
#include "truewait/domain/codec.hpp"
#include "truewait/storage/store.hpp"

namespace {

using namespace truewait;

constexpr int open_callbacks = 100'000;
/// As late as a snapshot can be: one fact more and the service would have taken another.
constexpr int snapshot_at = 50'001;
constexpr domain::Instant start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours(9);

domain::Acceptance wish(int n) {
  domain::Acceptance a;
  a.source = "ivr";
  a.callback_id = "cb_" + std::to_string(n);
  a.idempotency_key = "key-" + std::to_string(n);
  a.queue = "support";
  a.customer = "customer-" + std::to_string(n);
  a.consent_text_id = "callback.consent";
  a.language = "en";
  return a;
}

app::ServiceConfig filled(const std::string& path) {
  app::ServiceConfig config;
  config.store = path;
  domain::QueueConfig queue;
  queue.name = "support";
  queue.callback.retry.expires_after = std::chrono::hours(24);
  config.engine.queues.push_back(queue);
  auto store = storage::open_sqlite(path).value();
  domain::Engine engine(config.engine);
  const auto shard = store->shard("default", "support").value();
  engine.bind_shard(0, shard);
  storage::Batch batch;
  for (int n = 0; n < open_callbacks; ++n) {
    const auto now = start + std::chrono::milliseconds(10 * n);
    for (const auto& fact : engine.step(now, wish(n)).facts) {
      batch.records.push_back({fact.shard, fact.seq, fact.now.time_since_epoch().count(), domain::encode(fact.body)});
    }
    if (batch.records.size() >= 10'000 || n + 1 == open_callbacks || n + 1 == snapshot_at) {
      store->append(batch).value();
      batch.records.clear();
    }
    if (n + 1 == snapshot_at) {
      store->save_snapshot({shard, engine.seq(shard), now.time_since_epoch().count(), engine.snapshot(shard)}).value();
    }
  }
  return config;
}

}  // namespace

int main(int argc, char** argv) {
  spdlog::set_level(spdlog::level::off);  // standard output is for the figures
  const std::filesystem::path directory = argc > 1 ? argv[1] : std::filesystem::temp_directory_path();
  const auto path = directory / ("bench_ready." + std::to_string(::getpid()) + ".db");
  const auto config = filled(path.string());
  std::vector<double> rounds;
  for (int round = 0; round < 3; ++round) {
    rounds.push_back(bench::cpu_s([&] {
      const auto opened = app::open_service(config);
      if (opened.engine.open_callbacks("default", "support") != open_callbacks) std::abort();
    }));
  }
  for (const auto* suffix : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(path.string() + suffix);
  std::cout << "ready_s " << bench::median(rounds) * bench::reference_yardstick_s / bench::yardstick_s() << "\n";
}
