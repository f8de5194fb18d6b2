#include "domain/recent_ids.hpp"

namespace truewait::domain {

void RecentIds::add(std::uint64_t id, Instant now, std::size_t most, Duration age) {
  order_.push_back({id, now});
  at_[id] = now;
  while (order_.size() > most || order_.front().at < now - age) {
    const auto oldest = order_.front();
    order_.pop_front();
    const auto found = at_.find(oldest.id);
    if (found != at_.end() && found->second == oldest.at) at_.erase(found);
  }
}

std::optional<Instant> RecentIds::find(std::uint64_t id) const {
  const auto found = at_.find(id);
  if (found == at_.end()) return std::nullopt;
  return found->second;
}

}  // namespace truewait::domain
