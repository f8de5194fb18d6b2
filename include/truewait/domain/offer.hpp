// Whether a caller is offered a callback, and why or why not. Derived from an estimate, the queue's rule and its state.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "truewait/domain/callback.hpp"
#include "truewait/domain/estimate.hpp"

namespace truewait::domain {

/// Who asks, beside what the estimate says of the caller (Estimate::elapsed: the wait so far).
struct Prospect {
  std::string_view caller_class = {};
  bool number_known = true;
};

struct Offer {
  bool offered = false;
  /// The first condition that does not hold, in this order: not_configured, switched_off, outside_hours, no_estimate,
  /// closing_soon, wait_is_short, not_waited_enough, queue_is_short, enough_agents, no_number, class_not_offered,
  /// too_many_pending, too_many_this_hour, cannot_be_kept. With an offer: wait_is_long or closing_sweep.
  std::string_view reason = "not_configured";
  /// With an offer: what is promised, within opening and calling hours. With outside_hours: the next such hours, if
  /// any.
  std::optional<Window> window;
};

/// P(wait > t) from the estimate's quantiles: linear between them, exponential beyond the last.
double probability_above(const Estimate& estimate, Duration t);

}  // namespace truewait::domain
