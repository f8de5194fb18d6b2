// Rebuilds the live state of one shard: the newest snapshot, then every fact after it. It writes nothing and reads no
// clock; what it cannot read in full it refuses, because a state with a gap would promise from facts that are not so.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include "truewait/domain/engine.hpp"
#include "truewait/storage/store.hpp"

namespace truewait::app {

/// The store cannot be folded: a hole, a damaged fact, a snapshot beyond the facts. The message says where.
struct ReplayError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Replayed {
  std::uint32_t shard = 0;
  std::uint64_t from_snapshot = 0;  ///< seq of the snapshot that was restored, 0 when none
  std::uint64_t facts = 0;          ///< folded after it
  domain::Instant last;             ///< of the newest fact, the epoch when there is none
  std::string snapshot_refused;     ///< why a stored snapshot was not used, or empty
};

/// Reads facts in chunks, so that a long history does not have to fit into memory. Throws ReplayError.
Replayed replay_shard(storage::Store& store, domain::Engine& engine, std::uint32_t shard);

}  // namespace truewait::app
