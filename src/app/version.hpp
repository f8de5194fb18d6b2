// The release of this program, as the build was told it.
#pragma once

#include <string_view>

namespace truewait::app {

/// "0.1.0"
std::string_view version();

}  // namespace truewait::app
