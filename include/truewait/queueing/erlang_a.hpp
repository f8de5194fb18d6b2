// Erlang A, the M/M/s+M queue: callers hang up after an exponential patience, so it is stable under any load.
// O(1) in servers and load; never sums over states. Three waits are told apart: of everybody (ended by an agent or by
// hanging up), of the served, and the virtual wait of a caller who would never hang up.
// Sources: C. Palm (1957); F. Baccelli & G. Hebuterne (1981); O. Garnett, A. Mandelbaum & M. Reiman, MSOM 4 (2002).
#pragma once

#include "truewait/queueing/demand.hpp"

namespace truewait::queueing {

class ErlangA {
 public:
  /// `demand` valid, `servers` in [1, max_servers], `mean_patience_s` a valid patience.
  ErlangA(const Demand& demand, int servers, double mean_patience_s);

  double load_erlangs() const { return load_; }
  double occupancy() const;  ///< share of the agents' time in calls
  double probability_of_waiting() const { return waiting_; }
  double probability_no_wait() const { return not_waiting_; }
  double abandonment() const;  ///< share of all callers who hang up
  double mean_queue_length() const;
  double queue_length_variance() const;
  double mean_in_system() const;

  double mean_wait_s() const;             ///< everybody
  double mean_wait_of_waiting_s() const;  ///< everybody who does not get an agent at once
  double mean_wait_of_served_s() const;
  double wait_variance_of_served_s2() const;
  double mean_wait_of_abandoned_s() const;
  double mean_virtual_wait_s() const;

  /// P(W > t) of everybody, of the served among themselves, and of a caller who never hangs up; t >= 0.
  double probability_wait_exceeds(double t_s) const;
  double probability_served_wait_exceeds(double t_s) const;
  double probability_virtual_wait_exceeds(double t_s) const;

  /// Share of all callers, those who hang up included, who are answered within t.
  double service_level(double t_s) const;

  /// Least t with P(W <= t) >= level, level in [0, 1).
  double wait_quantile_s(double level) const;
  double served_wait_quantile_s(double level) const;
  double virtual_wait_quantile_s(double level) const;

 private:
  double survival(double t_s) const;         ///< P(V > t | V > 0), V the virtual wait
  double served_survival(double t_s) const;  ///< P(served and V > t | V > 0)
  double served_of_waiting() const;          ///< P(served | V > 0)
  double served() const;
  double solve(double (ErlangA::*exceeds)(double) const, double level) const;

  double rate_, mean_service_s_, load_, servers_, theta_;
  double gap_rate_;                     ///< s mu - lambda
  double index_, argument_;             ///< s mu / theta and lambda / theta
  double sum_;                          ///< P(N >= s) / P(N = s); infinite in deep overload
  double queue_mean_, queue_variance_;  ///< of the callers waiting, given that all agents are busy
  double waiting_, not_waiting_;
};

}  // namespace truewait::queueing
