// The delivery gap taken apart: belief - perceived = (belief - measured) + (measured - perceived).
// The first part is staff who do not know their own numbers, the second customers who feel the same minutes
// differently. Each gap has Newcombe's interval, the shares taken as independent; a gap with a side unknown is absent,
// never 0.
#pragma once

#include <optional>

#include "truewait/statistics/newcombe.hpp"

namespace truewait::statistics {

struct ThreeWay {
  std::optional<Difference> belief_minus_perceived, belief_minus_measured, measured_minus_perceived;
};

/// A share with n = 0 is unknown.
ThreeWay three_way(Proportion belief, Proportion measured, Proportion perceived);

}  // namespace truewait::statistics
