// Whether a store holds together: the database's structure, every fact from the first without a hole, and the state
// folded from them against the snapshot kept beside them. Reads only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "truewait/domain/time.hpp"
#include "truewait/storage/store.hpp"

namespace truewait::app {

struct ShardCheck {
  storage::Shard shard;
  std::uint64_t facts = 0;
  std::optional<domain::Instant> first, last;
  std::map<std::string_view, std::uint64_t> kinds;
  std::optional<std::uint64_t> snapshot_at;  ///< seq; absent when no snapshot is kept
  bool snapshot_equal = false;               ///< the snapshot's state is the state folded from the facts
  std::vector<std::string> damage;           ///< empty: the shard is whole
};

struct StoreCheck {
  std::vector<std::string> damage;  ///< of the file itself
  std::vector<ShardCheck> shards;
  bool ok() const;
};

StoreCheck check_store(storage::Store& store);

}  // namespace truewait::app
