// From a group's state to an estimate for one caller: what every formula says, which of them is served, how sure it is.
// Reads, never writes.
#pragma once

#include <cstdint>

#include "domain/formulas/situation.hpp"
#include "domain/group.hpp"
#include "truewait/domain/estimate.hpp"
#include "truewait/domain/queue_config.hpp"

namespace truewait::domain {

/// Who asks: a call that waits (`call` set), or somebody who might join.
struct Asking {
  Instant now;
  int priority = 0;
  int ahead = 0;
  Duration elapsed{0};
  const Call* call = nullptr;
  Instant rank{};  ///< place in the order of service
};

/// Answered callers of a queue before what was measured of them is served.
inline constexpr std::uint64_t enough_answers = 30;

Estimate predict(const Group& group, const QueueConfig& config, const Asking& who);

/// What the formulas look at for this caller.
Situation situation(const Group& group, const QueueConfig& config, const QueueState& queue, const Asking& who);

/// What the learned estimate of a waiting caller would rest on at `when`, by the priors its first one had.
Evidence evidence_at(const Group& group, const Call& call, Instant when);

/// Effective arrival of a caller who joins at `joined`: the order of service within the group.
Instant rank_of(const QueueConfig& config, Instant joined, int priority, const std::string& caller_class);

}  // namespace truewait::domain
