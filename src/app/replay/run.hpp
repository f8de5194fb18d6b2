// A history of calls through the engine, as if it were happening: each event at its own instant, nothing known before.
// No journal, no clock; memory for the whole history.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "truewait/domain/engine.hpp"
#include "truewait/domain/estimate.hpp"
#include "truewait/telephony/history.hpp"

namespace truewait::app {

/// What was predicted at joining for each call of the history, by its index; nothing for calls the engine refused.
using Predictions = std::vector<std::optional<domain::Estimate>>;

/// `progress` is called now and then with the share of events done, 0 to 1.
Predictions replay(const telephony::History& history, const std::vector<domain::QueueConfig>& queues,
                   const std::function<void(double)>& progress);

}  // namespace truewait::app
