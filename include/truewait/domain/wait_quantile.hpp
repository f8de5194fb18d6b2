// The wait at any level, between the levels that an estimate carries. A pure function of the estimate.
#pragma once

#include "truewait/domain/estimate.hpp"

namespace truewait::domain {

/// Seconds within which the wait ends with probability `level`, 0 <= level < 1: the inverse of probability_above()
/// (offer.hpp) and read from the same curve, linear between the estimate's quantiles and from none at zero, exponential
/// beyond the last. Infinite where the estimate is; never below zero, never falling as the level rises.
double quantile_at(const Estimate& estimate, double level);

}  // namespace truewait::domain
