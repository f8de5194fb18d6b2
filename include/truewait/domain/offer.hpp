// Whether a caller is offered a callback, and why or why not. Derived from an estimate and the queue's rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "truewait/domain/callback.hpp"
#include "truewait/domain/estimate.hpp"

namespace truewait::domain {

struct Offer {
  bool offered = false;
  std::string_view reason = "not_configured";  ///< not_configured, no_estimate, wait_is_short, wait_is_long
  std::optional<Window> window;                ///< with an offer
};

/// P(wait > t) from the estimate's quantiles: linear between them, exponential beyond the last.
double probability_above(const Estimate& estimate, Duration t);

}  // namespace truewait::domain
