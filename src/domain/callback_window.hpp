// The window promised with a callback, held within the hours in which it can be kept. Private to the engine's files.
#pragma once

#include <optional>

#include "truewait/domain/callback.hpp"
#include "truewait/domain/callback_rule.hpp"
#include "truewait/domain/estimate.hpp"

namespace truewait::domain {

/// Within which a place with this estimate is reached nine times in ten: the 90 % quantile, stretched from those who
/// are served to a place that never gives up.
Duration reached_within(const Estimate& estimate);

/// What is promised to a place with this estimate: window_of(), cut off at the end of the hours when it will be kept
/// before it (reached_within()), else with the time outside the hours left out. It crosses neither closing nor the end
/// of the calling hours, and lies within one span of them. Nothing: nothing is known, or there are no such hours.
std::optional<Window> promised_window(const CallbackRule& rule, const Estimate& estimate, Instant now);

}  // namespace truewait::domain
