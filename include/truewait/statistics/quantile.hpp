// A quantile of values at hand, by nearest rank: a value that was seen, never one between two.
// Hyndman and Fan, The American Statistician 50 (1996) 361-365, definition 1. Pure arithmetic.
#pragma once

#include <optional>
#include <vector>

namespace truewait::statistics {

/// The least value that a share of at least `level` of the values does not exceed; 0 < level <= 1. Nothing without a
/// value.
std::optional<double> quantile(std::vector<double> values, double level);

}  // namespace truewait::statistics
