// What the facts of a day say about its callbacks: who was promised what, who stands in line, who is being rung.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "simulation/rush/day.hpp"

namespace truewait::simulation::rush {

class Places {
 public:
  /// Reads a fact; others than those of callbacks say nothing here.
  void see(const domain::Fact& fact);

  int standing() const { return standing_; }
  int in_flight() const { return in_flight_; }
  bool known(const std::string& callback_id) const { return kept_.contains(callback_id); }
  /// `callback_id` is known.
  Kept& kept(const std::string& callback_id) { return kept_.at(callback_id).kept; }
  /// In the order of acceptance.
  std::vector<Kept> all() const;

 private:
  struct Entry {
    Kept kept;
    bool stands = false, in_flight = false;
  };
  void on(const domain::CallbackAccepted& f, Instant now);
  void on(const domain::CallbackChanged& f, Instant now);
  void on(const domain::DialIntended& f, Instant now);
  void on(const domain::DialProgressed& f, Instant now);
  void on(const domain::CallQueued& f, Instant now);
  void on(const domain::CallbackConnected& f, Instant now);
  template <class F>
  void on(const F&, Instant) {}
  void enter(const std::string& callback_id, domain::CallbackState state);

  std::map<std::string, Entry> kept_;
  std::vector<std::string> order_;
  int standing_ = 0, in_flight_ = 0;
};

}  // namespace truewait::simulation::rush
