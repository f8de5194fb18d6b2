// Who is offered a callback, who may take one, and when the hours let a queue's callbacks go on. Private to the
// engine's files.
#pragma once

#include <optional>

#include "domain/engine_state.hpp"
#include "truewait/domain/offer.hpp"

namespace truewait::domain {

/// Whether a caller with this estimate is offered a callback. The agents on duty now are taken to stay until the hours
/// end, at the present mean handle time, and everybody in line to be served.
Offer judge_offer(const Place& place, const Prospect& who, const Estimate& estimate, Instant now);

/// The call waits in a queue that offers callbacks, has not been offered one, and has none.
bool could_be_offered(const EngineState& state, const ShardState& shard, const Call& call);
/// Notes the call's first offer, if it is offered one by this estimate.
void record_offer(Step& step, ShardState& shard, const Call& call, const Estimate& estimate);

/// Why nobody may take a callback of the queue now, or nothing. What is offered is another matter.
std::optional<Refused> no_acceptance(const Place& place, Instant now);

/// The next beginning of the hours in which customers of the queue may be rung, if anybody is to be called back: a turn
/// may come with it though nothing is reported.
std::optional<Instant> dials_begin(const Place& place, Instant now);

}  // namespace truewait::domain
