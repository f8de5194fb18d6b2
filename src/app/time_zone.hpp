// Whether a time zone exists in this system's database. Converts nothing.
#pragma once

#include <optional>
#include <string>

namespace truewait::app {

/// What is wrong with the name and what to write instead; nothing when the zone exists.
std::optional<std::string> time_zone_error(const std::string& name);

}  // namespace truewait::app
