// Erlang C, the M/M/s queue of endless patience: how many wait and how long, in steady state.
// Overload is a value: stable() is false, everybody waits, every wait is infinite. Never loops over the servers.
// Assumes Poisson arrivals, exponential handle times, equal agents, first come first served, and a steady state.
// Source: A. K. Erlang (1917); formulas as in Gross & Harris, Fundamentals of Queueing Theory, section 2.3.
#pragma once

#include "truewait/queueing/demand.hpp"

namespace truewait::queueing {

/// Probability of waiting; 1 when load_erlangs >= servers. `servers` in [1, max_servers].
double erlang_c(int servers, double load_erlangs);

class ErlangC {
 public:
  /// `demand` valid, `servers` in [1, max_servers].
  ErlangC(const Demand& demand, int servers);

  /// False when the load is not under the servers by more than the rounding of the two numbers it is made of.
  bool stable() const { return stable_; }
  double load_erlangs() const { return load_; }
  double occupancy() const;  ///< share of the agents' time in calls, 1 in overload
  double probability_of_waiting() const { return waiting_; }
  double mean_wait_s() const;             ///< over all callers
  double mean_wait_of_waiting_s() const;  ///< over those who wait at all
  double mean_queue_length() const;
  double queue_length_variance() const;
  double mean_in_system() const;
  /// P(W > t), t >= 0.
  double probability_wait_exceeds(double t_s) const;
  /// P(W <= t), t >= 0.
  double service_level(double t_s) const;
  /// Least t with P(W <= t) >= level, level in [0, 1); 0 when that many do not wait.
  double wait_quantile_s(double level) const;

 private:
  double load_, mean_service_s_, servers_;
  double gap_;  ///< servers - load in erlangs, rounded once
  bool stable_;
  double waiting_, not_waiting_;
};

}  // namespace truewait::queueing
