// What follows a dial that reached nobody: another one later, an end, or none for that customer for a while. Private to
// the engine's files.
#pragma once

#include <string>

#include "domain/engine_state.hpp"

namespace truewait::domain {

/// A try came to an end of that kind (class_of): busy, no answer, machine and what is ours are tried again after delays
/// of their own; a rejected call and a bad number never are.
void end_of_try(Step& step, ShardState& shard, const std::string& callback_id, DialOutcome kind);

/// Another try later, in the same place, when customers may be rung then; or the end when no dial is left, or it would
/// come too late. `kind` says after how long.
void try_again(Step& step, ShardState& shard, const std::string& callback_id, std::string reason, DialOutcome kind);

/// Refuses a request for a customer who is quarantined anywhere on the site, unless it was confirmed by a key of the
/// customer's or by an agent. True: refused.
bool refuse_quarantined(Step& step, const Acceptance& wish);

}  // namespace truewait::domain
