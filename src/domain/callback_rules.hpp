// The rules by which a callback moves: into which state, what time alone does to it, what is promised, what an order
// says. When its turn comes and what a failed dial means stand in domain/pacing. Private to the engine's files.
#pragma once

#include <optional>
#include <string>

#include "domain/engine_state.hpp"

namespace truewait::domain {

/// Open or remembered callback of the site, with its shard; nulls when there is none.
std::pair<ShardState*, const Callback*> find_callback(EngineState& state, std::string_view site,
                                                      const std::string& callback_id);
/// The rule of the callback's queue; the defaults when the queue is no longer configured.
const CallbackRule& rule_of(const EngineState& state, const ShardState& shard, const Callback& callback);

void change(Step& step, ShardState& shard, const std::string& callback_id, CallbackState state, std::string reason,
            std::optional<Instant> next = std::nullopt);
/// Back to its virtual place; nothing happens by itself before it expires.
void back_in_line(Step& step, ShardState& shard, const std::string& callback_id, std::string reason);
/// What became of the try cannot be proven: shown, and never dialled again unless something proves it.
void in_doubt(Step& step, ShardState& shard, const std::string& callback_id, std::string reason);
/// What events of calls mean for the callbacks behind them: facts of this step from `first` on.
void follow_calls(Step& step);
/// Alarms that have gone off: places that expire, retries, dials without an outcome.
void ring_alarms(Step& step, ShardState& shard);

/// The window promised with a callback whose place has this estimate: whole minutes from `now`, 5 to 15 of them, nine
/// times of ten with the first ring in it where 15 minutes suffice for that; nothing when nothing is known.
std::optional<Window> window_of(const Estimate& estimate, Instant now, const DialRule& dial);

/// Until when an order given now must have an outcome.
Instant order_expires(const EngineState& state, const ShardState& shard, const Callback& callback, Instant now);
DialOrder order_of(const EngineState& state, const ShardState& shard, const Callback& callback);

}  // namespace truewait::domain
