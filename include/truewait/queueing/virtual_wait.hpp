// The wait of a caller who finds all agents busy and a known number of callers ahead, M/M/s+M: a sum of independent
// exponential times with rates s mu + i theta, i = 0..ahead. Also gamma quantiles, for waits known by mean and shape.
// Virtual: the caller in question never hangs up, those ahead may. Source: Whitt, Management Science 45 (1999) 192-207.
#pragma once

namespace truewait::queueing {

/// Mean in seconds. `ahead` >= 0, `servers` >= 1, rates per second: `service_rate` > 0, `abandonment_rate` >= 0.
double virtual_wait_s(int ahead, int servers, double service_rate, double abandonment_rate);

/// Wait that is not exceeded with probability `level`, in [0, 1).
double virtual_wait_quantile_s(int ahead, int servers, double service_rate, double abandonment_rate, double level);

/// Quantile of the gamma distribution with that shape (> 0) and mean (>= 0), level in [0, 1). A whole shape k is the
/// Erlang distribution: the sum of k exponential times of mean `mean / k`.
double gamma_quantile(double shape, double mean, double level);

}  // namespace truewait::queueing
