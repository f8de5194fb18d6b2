#include "app/host/opening.hpp"

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <stdexcept>

namespace truewait::app {

namespace {

[[noreturn]] void refuse(const std::string& path, const boost::system::error_code& error) {
  throw std::runtime_error(fmt::format("the store {} cannot be opened: {}", path, error.message()));
}

storage::ServeLock lock_store(const std::string& path) {
  auto lock = storage::lock_for_serving(path);
  if (lock) return std::move(*lock);
  if (lock.error() != storage::StoreError::locked) refuse(path, lock.error());
  throw std::runtime_error(
      fmt::format("the store {} is served by another truewait: end that one first, or name "
                  "another file with --store",
                  path));
}

std::unique_ptr<storage::Store> open_store(const std::string& path) {
  auto store = storage::open_sqlite(path);
  if (!store) refuse(path, store.error());
  return std::move(*store);
}

ContactKey open_contact_key(storage::Store& store, const std::string& path) {
  auto secret = store.contact_secret(ContactKey::fresh_secret());
  if (!secret) refuse(path, secret.error());
  return ContactKey(std::move(*secret));
}

std::vector<std::uint32_t> bind_shards(storage::Store& store, domain::Engine& engine, const std::string& path) {
  std::vector<std::uint32_t> bound;
  const auto names = engine.shard_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto id = store.shard(names[i].site, names[i].group);
    if (!id) refuse(path, id.error());
    engine.bind_shard(i, *id);
    bound.push_back(*id);
  }
  return bound;
}

void report_unbound(storage::Store& store, const std::vector<std::uint32_t>& bound) {
  const auto stored = store.shards();
  if (!stored) return;
  for (const storage::Shard& shard : *stored) {
    if (std::find(bound.begin(), bound.end(), shard.id) != bound.end()) continue;
    spdlog::warn("group {} of site {} is in the store but not configured: its facts stay and are not used", shard.group,
                 shard.site);
  }
}

Replayed replay(storage::Store& store, domain::Engine& engine, std::uint32_t shard, const std::string& path) {
  try {
    Replayed done = replay_shard(store, engine, shard);
    if (!done.snapshot_refused.empty()) {
      spdlog::warn("shard {}: {}; all facts were read instead", shard, done.snapshot_refused);
    }
    spdlog::info("shard {}: {} facts read after the snapshot at {}", shard, done.facts, done.from_snapshot);
    return done;
  } catch (const ReplayError& e) {
    throw std::runtime_error(fmt::format(
        "the store {} cannot be replayed: {}. Nothing was changed. \"truewait check --store {}\" says more; a backup "
        "made before the damage can be served instead",
        path, e.what(), path));
  }
}

}  // namespace

Opened open_service(const ServiceConfig& config) {
  const std::string& path = config.store;
  auto lock = lock_store(path);
  auto journal_store = open_store(path);
  auto store = open_store(path);
  auto contact_key = open_contact_key(*store, path);
  domain::Engine engine(config.engine);
  const auto bound = bind_shards(*store, engine, path);
  report_unbound(*store, bound);
  std::vector<Replayed> shards;
  domain::Instant last{};
  for (const std::uint32_t shard : bound) {
    shards.push_back(replay(*store, engine, shard, path));
    last = std::max(last, shards.back().last);
  }
  // By the writer's own connection, which counts on from here.
  auto claimed = claim_shards(*journal_store, engine, config, last);
  last = std::max(last, claimed.at);
  return {std::move(lock),        std::move(journal_store), std::move(store),   std::move(engine),
          std::move(contact_key), std::move(shards),        std::move(claimed), last};
}

}  // namespace truewait::app
