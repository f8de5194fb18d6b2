// One batch of posted events through the engine: what was taken, repeated or refused, the facts that follow, and the
// callers' numbers that go into the erasable table. Writes nothing; the caller journals before it answers.
#pragma once

#include <string_view>
#include <vector>

#include "app/host/contact_key.hpp"
#include "truewait/domain/engine.hpp"
#include "truewait/edge/backend.hpp"
#include "truewait/storage/store.hpp"

namespace truewait::app {

struct Intake {
  edge::IngestResult result;
  std::vector<domain::Fact> facts;
  std::vector<storage::Contact> contacts;
  std::vector<domain::Effect> effects;  ///< to be carried out after the commit
};

/// Every event is stepped at the same `now`, under the site of the key that posted it.
Intake take_in(domain::Engine& engine, const ContactKey& contact_key, domain::Instant now, const edge::Access& who,
               std::vector<edge::IncomingEvent> events);

/// The name of a refusal on the wire ("unknown_queue").
std::string_view refusal_name(domain::Refusal why);

}  // namespace truewait::app
