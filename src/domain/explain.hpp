// Takes an estimate apart for those who want to know where it comes from. Reads, never writes.
#pragma once

#include "domain/predict.hpp"
#include "truewait/domain/explanation.hpp"

namespace truewait::domain {

/// The same estimate as predict() makes, with its reasons.
Explanation explain(const Group& group, const QueueConfig& config, const Asking& who);

/// What the estimate looked at. In explain_inputs.cpp.
std::vector<LiveInput> live_inputs(const Group& group, const QueueConfig& config, const Asking& who);

/// Seconds by which the told mean would change with one agent like the present ones more and fewer.
struct OneAgent {
  std::optional<double> more_s, less_s;
};
/// `e` is the estimate of this caller. In explain_agents.cpp.
OneAgent one_agent_effect(const Group& group, const QueueConfig& config, const Asking& who, const Estimate& e);

}  // namespace truewait::domain
