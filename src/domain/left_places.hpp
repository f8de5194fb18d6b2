// Places of callers who hung up or dropped out while waiting, by customer: who calls again in time gets the place back.
// Bounded in number and age. Part of the group's state, changed by facts only.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "truewait/domain/time.hpp"

namespace truewait::domain {

/// How CallQueued::inherited begins, before the id.
inline constexpr std::string_view from_callback = "callback ", from_call = "call ";

/// The place of a call that left the line without an agent.
struct LeftPlace {
  std::string customer, call_id;
  Instant rank, left;
  bool promised = false;  ///< a callback held it before the call took it over

  template <class A>
  void fields(A& a) {
    a(customer, call_id, rank, left, promised);
  }
};

class LeftPlaces {
 public:
  /// None is kept for longer; the longest time that can be configured.
  static constexpr Duration kept_for = std::chrono::hours(24);
  static constexpr std::size_t most = 20'000;

  /// Null when the customer has left no place.
  const LeftPlace* find(const std::string& customer) const;
  /// In the stead of an earlier one of the same customer.
  void keep(LeftPlace place, Instant now);
  void forget(const std::string& customer);
  std::size_t size() const { return by_customer_.size(); }

  template <class A>
  void fields(A& a) {
    std::vector<LeftPlace> flat;
    if constexpr (!A::reading) {
      for (const auto& [customer, place] : by_customer_) flat.push_back(place);
    }
    a(flat);
    if constexpr (!A::reading) return;
    by_customer_.clear();
    by_age_.clear();
    for (auto& place : flat) insert(std::move(place));
  }

 private:
  void insert(LeftPlace place);

  std::map<std::string, LeftPlace> by_customer_;
  std::set<std::pair<Instant, std::string>> by_age_;
};

}  // namespace truewait::domain
