// Where in line a callback would stand with another rank.
#pragma once

#include "domain/group.hpp"

namespace truewait::domain {

/// The rank with which `callback`, which stands in line, comes to `position` (1 = next, counted over callers and
/// callbacks), or to the last place when the line is shorter; its own rank when it stands there already. Ranks are
/// whole milliseconds: among those who came within the same one, the nearest position there is.
Instant rank_for_position(const Group& group, const Callback& callback, int position);

}  // namespace truewait::domain
