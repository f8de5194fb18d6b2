#include "domain/left_places.hpp"

namespace truewait::domain {

const LeftPlace* LeftPlaces::find(const std::string& customer) const {
  const auto found = by_customer_.find(customer);
  return found == by_customer_.end() ? nullptr : &found->second;
}

void LeftPlaces::keep(LeftPlace place, Instant now) {
  if (place.customer.empty()) return;
  insert(std::move(place));
  while (!by_age_.empty() && (by_age_.size() > most || by_age_.begin()->first < now - kept_for)) {
    forget(std::string(by_age_.begin()->second));
  }
}

void LeftPlaces::forget(const std::string& customer) {
  const auto found = by_customer_.find(customer);
  if (found == by_customer_.end()) return;
  by_age_.erase({found->second.left, customer});
  by_customer_.erase(found);
}

void LeftPlaces::insert(LeftPlace place) {
  forget(place.customer);
  by_age_.emplace(place.left, place.customer);
  const auto customer = place.customer;
  by_customer_.emplace(customer, std::move(place));
}

}  // namespace truewait::domain
