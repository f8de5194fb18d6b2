// Time zones of this system's database: whether one exists, and its offsets.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "truewait/domain/time.hpp"

namespace truewait::app {

/// What is wrong with the name and what to write instead; nothing when the zone exists.
std::optional<std::string> time_zone_error(const std::string& name);

/// From UTC, each from its instant on: those of the two years before `around` and the ten after it. None when the zone
/// does not exist.
std::vector<std::pair<domain::Instant, std::chrono::seconds>> zone_offsets(const std::string& name,
                                                                           domain::Instant around);

}  // namespace truewait::app
