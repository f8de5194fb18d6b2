// Places at which a test makes the process die as if killed, named by TRUEWAIT_CRASH_AT: "intent.committed" or, for the
// third time it is passed, "intent.committed:3". Without the variable nothing happens; it costs a comparison.
#pragma once

#include <string_view>

namespace truewait::app {

void crash_point(std::string_view name);

}  // namespace truewait::app
