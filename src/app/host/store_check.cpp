#include "app/host/store_check.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "app/host/records.hpp"
#include "truewait/domain/codec.hpp"
#include "truewait/domain/engine.hpp"

namespace truewait::app {

namespace {

constexpr std::size_t facts_a_read = 8192;

/// Facts name their queues, so any queue of the group is enough to give the engine the shard.
domain::Engine engine_of(const storage::Shard& shard) {
  domain::EngineConfig config;
  domain::QueueConfig queue;
  queue.site = shard.site;
  queue.name = shard.group;
  queue.group = shard.group;
  config.queues.push_back(std::move(queue));
  domain::Engine engine(config);
  engine.bind_shard(0, shard.id);
  return engine;
}

class ShardWalk {
 public:
  ShardWalk(storage::Store& store, const storage::Shard& shard) : store_(store), engine_(engine_of(shard)) {
    out_.shard = shard;
  }

  ShardCheck run() {
    load_snapshot();
    for (bool more = true; more && out_.damage.empty();) more = read_chunk();
    const auto last = store_.last_seq(out_.shard.id);
    if (!last) {
      damage("the last fact cannot be read: " + last.error().message());
    } else if (out_.damage.empty() && *last != out_.facts) {
      damage(fmt::format("facts {} to {} are missing", out_.facts + 1, *last));
    }
    if (snapshot_ && snapshot_->seq > out_.facts && out_.damage.empty()) {
      damage(fmt::format("the snapshot is at fact {}, but the facts end at {}", snapshot_->seq, out_.facts));
    }
    return std::move(out_);
  }

 private:
  void damage(std::string what) { out_.damage.push_back(std::move(what)); }

  void load_snapshot() {
    auto loaded = store_.load_snapshot(out_.shard.id);
    if (!loaded) return damage("the snapshot cannot be read: " + loaded.error().message());
    snapshot_ = std::move(*loaded);
    if (snapshot_) out_.snapshot_at = snapshot_->seq;
  }

  bool read_chunk() {
    const auto records = store_.read(out_.shard.id, out_.facts + 1, facts_a_read);
    if (!records) {
      damage(fmt::format("facts from {} on cannot be read: {}", out_.facts + 1, records.error().message()));
      return false;
    }
    for (const storage::Record& record : *records) {
      if (!fold(record)) return false;
    }
    return records->size() == facts_a_read;
  }

  bool fold(const storage::Record& record) {
    if (record.seq != out_.facts + 1) {
      damage(fmt::format("facts {} to {} are missing", out_.facts + 1, record.seq - 1));
      return false;
    }
    const auto fact = to_fact(record);
    if (!fact) {
      damage(fmt::format("fact {} cannot be read: damaged, or written by a newer release", record.seq));
      return false;
    }
    if (out_.last && fact->now < *out_.last) {
      damage(fmt::format("fact {} is older than the one before it", record.seq));
      return false;
    }
    if (!engine_.apply(*fact)) {
      damage(fmt::format("fact {} does not follow from those before it", record.seq));
      return false;
    }
    ++out_.facts;
    ++out_.kinds[domain::fact_name(fact->body)];
    if (!out_.first) out_.first = fact->now;
    out_.last = fact->now;
    if (snapshot_ && snapshot_->seq == record.seq) compare();
    return true;
  }

  /// Through restore and out again, so that a snapshot of an older format compares by what it means.
  void compare() {
    domain::Engine restored = engine_of(out_.shard);
    if (!restored.restore(out_.shard.id, snapshot_->body)) {
      return damage(fmt::format("the snapshot at fact {} cannot be read: damaged, or written by another release",
                                snapshot_->seq));
    }
    out_.snapshot_equal = restored.snapshot(out_.shard.id) == engine_.snapshot(out_.shard.id);
    if (!out_.snapshot_equal) {
      damage(fmt::format("the snapshot at fact {} differs from the state folded from the facts", snapshot_->seq));
    }
  }

  storage::Store& store_;
  domain::Engine engine_;
  std::optional<storage::Snapshot> snapshot_;
  ShardCheck out_;
};

}  // namespace

bool StoreCheck::ok() const {
  return damage.empty() && std::all_of(shards.begin(), shards.end(), [](const auto& s) { return s.damage.empty(); });
}

StoreCheck check_store(storage::Store& store) {
  StoreCheck out;
  const auto integrity = store.integrity();
  if (!integrity) {
    out.damage.push_back("the file's structure cannot be checked: " + integrity.error().message());
  } else if (!integrity->empty()) {
    out.damage.push_back(*integrity);
  }
  const auto shards = store.shards();
  if (!shards) {
    out.damage.push_back("the list of shards cannot be read: " + shards.error().message());
    return out;
  }
  for (const storage::Shard& shard : *shards) out.shards.push_back(ShardWalk(store, shard).run());
  return out;
}

}  // namespace truewait::app
