// The engine's answers to what a caller is told.
#include "domain/engine_state.hpp"
#include "domain/promised.hpp"

namespace truewait::domain {

Announcement Engine::announce(std::string_view site, std::string_view queue, const Estimate& estimate) const {
  return domain::announce(estimate, announce_level(*state_, site, queue));
}

std::optional<Announcement> Engine::announce_call(Instant now, std::string_view site, std::string_view source,
                                                  std::string_view call_id, const Estimate& estimate) const {
  const auto [shard, call] = state_->open_call(site, source, call_id);
  if (call == nullptr || !call->waiting) return std::nullopt;
  return announce_again(estimate, announce_level(*state_, site, call->queue), now, call->promised);
}

}  // namespace truewait::domain
