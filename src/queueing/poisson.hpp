// The Poisson probability mass for a real index, and its parts, each accurate where the textbook form cancels.
// Never throws; what is below the least double is 0. Source: C. Loader, Fast and Accurate Computation of Binomial
// Probabilities (2000).
#pragma once

namespace truewait::queueing {

/// x log(x / mean) + mean - x for x, mean > 0, without cancellation where they are close; `difference` is x - mean,
/// given apart because a caller may know it better than the subtraction does.
double deviance(double x, double mean, double difference);

/// exp(-mean) mean^x / Gamma(x + 1); x >= 0, mean >= 0, difference = x - mean.
double poisson_mass(double x, double mean, double difference);

/// log(x!) minus Stirling's formula, x >= 16.
double stirling_error(double x);

/// e^-z - 1 + z, accurate for small z.
double exponential_excess(double z);

}  // namespace truewait::queueing
