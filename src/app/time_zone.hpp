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

/// From UTC, each from its instant on.
using ZoneOffsets = std::vector<std::pair<domain::Instant, std::chrono::seconds>>;

/// The offset at `from` and each that follows before `to`. None, which is UTC, when the zone does not exist.
ZoneOffsets offsets_between(const std::string& name, domain::Instant from, domain::Instant to);

}  // namespace truewait::app
