// At the start a service claims the shards of its sites: facts in the journal before anybody is served. Orders are
// given under the epoch of that claim, so that an owner from before, should it still be running, gives none.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "app/config.hpp"
#include "truewait/domain/engine.hpp"
#include "truewait/storage/store.hpp"

namespace truewait::app {

struct Claimed {
  std::map<std::uint32_t, std::uint64_t> epochs;  ///< by shard
  std::vector<domain::Fact> facts;
  bool stored = true;  ///< false: the disk is full, the facts are still to be written, before all others
  domain::Instant at;
};

/// One commit for all sites, no earlier than `not_before`. Throws std::runtime_error when the store cannot be written
/// for another reason than a full disk.
Claimed claim_shards(storage::Store& store, domain::Engine& engine, const ServiceConfig& config,
                     domain::Instant not_before);

}  // namespace truewait::app
