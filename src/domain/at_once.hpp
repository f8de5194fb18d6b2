// A wait too short to be one: such callers were answered at once, and do not count among those who queued.
#pragma once

namespace truewait::domain {

inline constexpr double at_once_s = 1;

}  // namespace truewait::domain
