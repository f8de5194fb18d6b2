// Sums over the states of a birth-death queue, relative to the state "all agents busy, nobody waiting".
// Each is an incomplete gamma function over a Poisson mass near the middle and a positive continued fraction away from
// it, where the two underflow together; nothing here loops over servers or callers.
#pragma once

namespace truewait::queueing {

/// sum over k <= servers of P(N = k) / P(N = servers) for Poisson(load): the inverse of Erlang B. Infinite when Erlang
/// B underflows. servers >= 0, load > 0.
double sum_below(int servers, double load);

/// The sequence u(0) = 1, u(j) = u(j-1) argument / (index + j), j = 1, 2, ...: callers waiting under Erlang A with
/// index = s mu / theta and argument = lambda / theta.
struct QueueSum {
  double sum;       ///< of all u(j); infinite in deep overload
  double mean;      ///< of j under these weights
  double variance;  ///< of j under these weights
};

/// index > 0, argument >= 0, gap = index - argument (known better than the subtraction does).
QueueSum sum_above(double index, double argument, double gap);

}  // namespace truewait::queueing
