// When a group's callbacks are rung: which of them are due, what an order may still be given for, when to look again
// because time alone may have changed the answer. Decides; the state is the group's. Private to the engine's files.
#pragma once

#include <optional>
#include <string>

#include "domain/engine_state.hpp"

namespace truewait::domain {

/// Customers of the callback's queue may be rung at `at`: calling hours, and the queue's switch.
bool may_dial(const EngineState& state, const ShardState& shard, const Callback& callback, Instant at);

/// The agent who would be named in an order for this callback; empty: the mode names none, or nobody is there.
std::string agent_for(const EngineState& state, const ShardState& shard, const Callback& callback, Instant now);

/// An order may still be given for this callback, which is due: no more customers are being rung than agents are at
/// work, and in the modes that begin with the agent one is free for it, and can be named where the mode names one.
bool agents_are_there(const EngineState& state, const ShardState& shard, const Callback& callback, Instant now);

/// Callbacks of the shard whose turn has come become due, in the order of their places.
void make_due(Step& step, ShardState& shard);

/// When make_due may have something new to say although nothing was reported. Nothing: not before the next report.
std::optional<Instant> next_look(const EngineState& state, const ShardState& shard);

}  // namespace truewait::domain
