#include "app/host/claim.hpp"

#include <fmt/core.h>

#include <iterator>
#include <set>
#include <stdexcept>
#include <string>

#include "app/host/clock.hpp"
#include "app/host/fresh_id.hpp"
#include "app/host/records.hpp"

namespace truewait::app {

Claimed claim_shards(storage::Store& store, domain::Engine& engine, const ServiceConfig& config,
                     domain::Instant not_before) {
  Claimed claimed;
  claimed.at = Clock(not_before, config.clock_speed).now();
  const std::string owner = fresh_id("host_");
  std::set<std::string> sites;
  for (const domain::QueueConfig& queue : config.engine.queues) sites.insert(queue.site);
  for (const std::string& site : sites) {
    domain::Decision decision = engine.step(claimed.at, domain::Claim{site, owner});
    std::move(decision.facts.begin(), decision.facts.end(), std::back_inserter(claimed.facts));
  }
  storage::Batch batch;
  for (const domain::Fact& fact : claimed.facts) {
    batch.records.push_back(to_record(fact));
    if (const auto* claim = std::get_if<domain::ShardClaimed>(&fact.body)) claimed.epochs[fact.shard] = claim->epoch;
  }
  const auto stored = store.append(batch);
  claimed.stored = stored.has_value();
  if (!stored && stored.error() != storage::StoreError::full) {
    throw std::runtime_error(fmt::format("the store {} cannot be written: {}", config.store, stored.error().message()));
  }
  return claimed;
}

}  // namespace truewait::app
