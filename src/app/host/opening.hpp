// What has to be true before the host may promise anything: the store is ours alone, every fact in it is folded, and
// what was found is in the log. Throws std::runtime_error with words for the operator; leaves nothing half open.
#pragma once

#include <memory>
#include <vector>

#include "app/config.hpp"
#include "app/host/claim.hpp"
#include "app/host/contact_key.hpp"
#include "app/host/replay.hpp"
#include "truewait/domain/engine.hpp"
#include "truewait/storage/store.hpp"

namespace truewait::app {

struct Opened {
  storage::ServeLock lock;
  std::unique_ptr<storage::Store> journal_store;  ///< for the writer's thread
  std::unique_ptr<storage::Store> store;          ///< for the loop: keys, reports
  domain::Engine engine;
  ContactKey contact_key;
  std::vector<Replayed> shards;
  Claimed claimed;
  domain::Instant last;  ///< of the newest fact
};

Opened open_service(const ServiceConfig& config);

}  // namespace truewait::app
