// What arrives at a queue, and what a queue is asked to keep: plain values shared by the formulas of this layer.
// Checked once by whoever reads them from outside; the formulas abort on values beyond these ranges and are total
// within.
#pragma once

namespace truewait::queueing {

inline constexpr int max_servers = 20'000'000;
inline constexpr double max_load_erlangs = 1e7;
inline constexpr double min_service_s = 1e-6, max_service_s = 1e9;
inline constexpr double min_patience_services = 1e-6, max_patience_services = 1e12;  ///< patience / service time

/// Poisson arrivals, independent exponential handle times.
struct Demand {
  double arrival_rate_per_s = 0;  ///< finite, >= 0
  double mean_service_s = 0;      ///< in [min_service_s, max_service_s]

  double load_erlangs() const { return arrival_rate_per_s * mean_service_s; }
};

/// Within the ranges above, and the load at most max_load_erlangs.
bool valid(const Demand& demand);

/// `mean_patience_s` in [min_patience_services, max_patience_services] mean service times.
bool valid_patience(const Demand& demand, double mean_patience_s);

/// "80/20": `share` of the calls answered within `within_s`.
struct ServiceTarget {
  double share = 0.8;    ///< in (0, 1), ends excluded
  double within_s = 20;  ///< finite, >= 0
};

bool valid(const ServiceTarget& target);

}  // namespace truewait::queueing
