// Erlang A with a finite waiting room, M/M/s/s+r+M: who finds s + r callers in the system is turned away.
// Sums over the states that carry weight, so its cost grows with the room; for an endless room use ErlangA.
// Source: W. Whitt, Engineering Solution of a Basic Call-Center Model, Management Science 51 (2005) 221-235.
#pragma once

#include <vector>

#include "truewait/queueing/demand.hpp"

namespace truewait::queueing {

inline constexpr int max_waiting_room = 1'000'000;

class FiniteRoom {
 public:
  /// `demand` valid with a rate above 0, `servers` in [1, max_servers], `mean_patience_s` a valid patience,
  /// `waiting_room` in [0, max_waiting_room] places.
  FiniteRoom(const Demand& demand, int servers, double mean_patience_s, int waiting_room);

  double blocking() const;             ///< share of all callers turned away
  double probability_no_wait() const;  ///< share of all callers answered at once
  double abandonment() const;          ///< share of all callers who hang up while waiting
  double mean_queue_length() const;
  double queue_length_variance() const;
  double mean_in_system() const;
  double mean_wait_of_served_s() const;
  double wait_variance_of_served_s2() const;
  double mean_wait_of_abandoned_s() const;  ///< 0 when nobody can wait
  /// P(W <= t) among the served, t >= 0.
  double served_within(double t_s) const;

 private:
  double served() const;

  double rate_, load_, theta_, index_;
  double not_waiting_ = 0;
  int first_ = 0;  ///< callers waiting in the first state kept
  int room_;
  std::vector<double> weights_;  ///< P(first_ + i callers waiting and all agents busy)
};

}  // namespace truewait::queueing
