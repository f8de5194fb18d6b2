// Customers who call again: their call takes over an open callback of theirs, or resumes the place they left. From then
// on nobody dials for that callback, whatever comes late, twice or not at all. Private to the engine's files.
#pragma once

#include <string>

#include "domain/callback_rules.hpp"

namespace truewait::domain {

/// The customer's open callback that a call which joined, or was answered, at `at` is another way to serve; or null.
/// Not for the callback's own leg, nor for the call that asked for it and is still on the line, nor for one from before
/// the callback was taken: reports come late. `key`: call_key of the call. A call without a customer has none.
const Callback* callback_to_yield(const Group& group, const std::string& customer, const std::string& key, Instant at);

struct PlaceInLine {
  Instant rank;
  std::string inherited;  ///< as CallQueued says it
};

/// The place of a caller who joins: their own, or that of `callback` (may be null) or of the call they abandoned
/// lately, where it is better.
PlaceInLine place_of_caller(const Group& group, const CallbackRule& rule, const std::string& customer, Instant joined,
                            Instant own, const Callback* callback);

/// The customer's own call stands for the callback from here on: it ends at once, or when its dial is over.
void yield_to(Step& step, ShardState& shard, const Callback& callback, const std::string& source,
              const std::string& call_id, bool served);

/// An agent has the call: an open callback of the same customer has nothing left to do.
void yield_to_answered(Step& step, ShardState& shard, const std::string& key, Instant answered);

/// Whoever answers the dial of this callback is in line, or was served, through the call that took it over.
bool own_call_stands(const Group& group, const Callback& callback);

/// Ends a callback that was taken over instead of whatever else would follow; false, and nothing, when none was.
bool ended_as_yielded(Step& step, ShardState& shard, const std::string& callback_id);

}  // namespace truewait::domain
