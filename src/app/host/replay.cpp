#include "app/host/replay.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "app/host/records.hpp"

namespace truewait::app {

namespace {

constexpr std::size_t chunk = 8192;

void require(const boost::system::error_code& error, std::uint32_t shard) {
  if (error) throw ReplayError(fmt::format("shard {} cannot be read: {}", shard, error.message()));
}

void restore(storage::Store& store, domain::Engine& engine, Replayed& out) {
  auto loaded = store.load_snapshot(out.shard);
  require(loaded.error(), out.shard);
  if (!loaded->has_value()) return;
  const storage::Snapshot& snapshot = **loaded;
  const auto last = store.last_seq(out.shard);
  require(last.error(), out.shard);
  if (snapshot.seq > *last) {
    throw ReplayError(fmt::format("shard {}: the snapshot is at fact {}, but the facts end at {}: facts are missing",
                                  out.shard, snapshot.seq, *last));
  }
  if (!engine.restore(out.shard, snapshot.body)) {
    out.snapshot_refused = fmt::format("the snapshot at fact {} cannot be read by this release", snapshot.seq);
    return;
  }
  if (engine.seq(out.shard) != snapshot.seq) {
    throw ReplayError(fmt::format("shard {}: the snapshot kept as of fact {} holds the state as of fact {}", out.shard,
                                  snapshot.seq, engine.seq(out.shard)));
  }
  out.from_snapshot = snapshot.seq;
  out.last = from_ms(snapshot.now_ms);
}

void fold(domain::Engine& engine, const storage::Record& record, std::uint64_t expected) {
  if (record.seq != expected) {
    throw ReplayError(
        fmt::format("shard {}: fact {} is missing (the next one kept is {})", record.shard, expected, record.seq));
  }
  const auto fact = to_fact(record);
  if (!fact) {
    throw ReplayError(fmt::format("shard {}: fact {} cannot be read: damaged, or written by a newer release",
                                  record.shard, record.seq));
  }
  if (!engine.apply(*fact)) {
    throw ReplayError(
        fmt::format("shard {}: fact {} does not follow fact {}", record.shard, record.seq, engine.seq(record.shard)));
  }
}

}  // namespace

Replayed replay_shard(storage::Store& store, domain::Engine& engine, std::uint32_t shard) {
  Replayed out;
  out.shard = shard;
  restore(store, engine, out);
  for (std::uint64_t next = out.from_snapshot + 1;;) {
    const auto records = store.read(shard, next, chunk);
    require(records.error(), shard);
    for (const storage::Record& record : *records) {
      fold(engine, record, next++);
      out.last = std::max(out.last, from_ms(record.now_ms));
      ++out.facts;
    }
    if (records->size() < chunk) break;
  }
  const auto last = store.last_seq(shard);
  require(last.error(), shard);
  if (const auto folded = out.from_snapshot + out.facts; folded != *last) {
    throw ReplayError(fmt::format("shard {}: facts {} to {} are missing", shard, folded + 1, *last));
  }
  return out;
}

}  // namespace truewait::app
