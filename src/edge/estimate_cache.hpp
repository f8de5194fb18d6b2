// Estimates already written out, by site and request target. An entry holds while the state behind it is unchanged
// and for less than a second, since only the clock has moved. Bounded; it forgets everything when full.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "edge/estimate_body.hpp"
#include "truewait/edge/backend.hpp"

namespace truewait::edge {

class EstimateCache {
 public:
  struct Entry {
    std::string queue;
    std::uint64_t version = 0;
    domain::Instant as_of;
    EstimateBody body;
  };

  /// The entry of exactly this target, its age brought up to `now`; null when there is none that still holds.
  const Entry* find(Backend& backend, std::string_view site, std::string_view target, domain::Instant now);

  const Entry& keep(std::string_view site, std::string_view target, Entry entry);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  static constexpr std::size_t most_entries = 4096;

  std::string_view key(std::string_view site, std::string_view target);

  std::string key_;  ///< reused, so that a look-up allocates nothing
  std::unordered_map<std::string, Entry, Hash, std::equal_to<>> entries_;
};

}  // namespace truewait::edge
