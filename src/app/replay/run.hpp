// A history of calls through the engine, as if it were happening: each event at its own instant, nothing known before.
// No journal, no clock; memory for the whole history.
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "truewait/domain/engine.hpp"
#include "truewait/domain/estimate.hpp"
#include "truewait/telephony/history.hpp"

namespace truewait::app {

/// What was predicted at joining for each call of the history, by its index; nothing for calls the engine refused.
using Predictions = std::vector<std::optional<domain::Estimate>>;

/// What was predicted for those who still waited a while after joining, by the index of the call.
inline constexpr std::array<domain::Duration, 3> asked_again_after{std::chrono::seconds(30), std::chrono::seconds(60),
                                                                   std::chrono::seconds(120)};
using LaterPredictions = std::array<Predictions, asked_again_after.size()>;

/// `later`, if given, is filled; what is asked then changes nothing. `progress` is called now and then with the share
/// of events done, 0 to 1. `parts` of the learned estimate are in use.
Predictions replay(const telephony::History& history, const std::vector<domain::QueueConfig>& queues,
                   const std::function<void(double)>& progress, LaterPredictions* later = nullptr,
                   const domain::LearnerParts& parts = {});

}  // namespace truewait::app
