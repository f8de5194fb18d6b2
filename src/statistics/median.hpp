// The middle of a set of numbers; of an even count, the mean of the middle two.
#pragma once

#include <optional>
#include <vector>

namespace truewait::statistics {

/// Nothing of an empty set.
std::optional<double> median(std::vector<double> values);

}  // namespace truewait::statistics
