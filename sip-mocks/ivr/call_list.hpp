// Reads a call list: one JSON object per line, empty lines and lines that begin with # skipped. What cannot be used is
// an error with its line, never a call that silently differs from what was written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ivr/planned_call.hpp"

namespace truewait::ivr {

struct CallList {
  std::vector<PlannedCall> calls;   ///< in order of at_s
  std::vector<std::string> errors;  ///< "line 3: ..."
};

/// Needed are call_id and queue; caller too when wants_callback is not false.
CallList read_call_list(std::string_view text);

}  // namespace truewait::ivr
