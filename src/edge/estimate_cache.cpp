#include "edge/estimate_cache.hpp"

namespace truewait::edge {

std::string_view EstimateCache::key(std::string_view site, std::string_view target) {
  key_.assign(site);
  key_ += '\n';  // neither a site nor a target can hold one
  key_ += target;
  return key_;
}

const EstimateCache::Entry* EstimateCache::find(Backend& backend, std::string_view site, std::string_view target,
                                                domain::Instant now) {
  const auto at = entries_.find(key(site, target));
  if (at == entries_.end()) return nullptr;
  Entry& entry = at->second;
  const domain::Duration age = now - entry.as_of;
  if (age < domain::Duration{0} || age >= std::chrono::seconds(1)) return nullptr;
  if (backend.version(site, entry.queue) != entry.version) return nullptr;
  patch_age(entry.body, age);
  return &entry;
}

const EstimateCache::Entry& EstimateCache::keep(std::string_view site, std::string_view target, Entry entry) {
  if (entries_.size() >= most_entries) entries_.clear();
  return entries_.insert_or_assign(std::string(key(site, target)), std::move(entry)).first->second;
}

}  // namespace truewait::edge
