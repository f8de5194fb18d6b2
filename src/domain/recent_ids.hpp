// Which ids were seen lately, as 64-bit hashes with the instant: for repeats of events and for calls that are over.
// Bounded in number and age; the oldest go first.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "truewait/domain/time.hpp"

namespace truewait::domain {

class RecentIds {
 public:
  /// Instants of one RecentIds must not go back.
  void add(std::uint64_t id, Instant now, std::size_t most, Duration age);
  /// The instant at which the id was last added.
  std::optional<Instant> find(std::uint64_t id) const;
  bool contains(std::uint64_t id) const { return at_.contains(id); }
  std::size_t size() const { return at_.size(); }

  template <class A>
  void fields(A& a) {
    std::vector<Entry> flat(order_.begin(), order_.end());
    a(flat);
    if constexpr (!A::reading) return;
    order_.assign(flat.begin(), flat.end());
    at_.clear();
    for (const auto& e : order_) at_[e.id] = e.at;
  }

 private:
  struct Entry {
    std::uint64_t id = 0;
    Instant at;
    template <class A>
    void fields(A& a) {
      a(id, at);
    }
  };
  std::deque<Entry> order_;  ///< by instant; an id added again stands twice until the older entry goes
  std::unordered_map<std::uint64_t, Instant> at_;
};

}  // namespace truewait::domain
