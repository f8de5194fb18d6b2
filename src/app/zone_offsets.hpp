// The offsets from UTC of a time zone over a stretch of time, from the system's database, so that reports can name
// local hours. Reads no clock.
#pragma once

#include <string>

#include "truewait/domain/callback_report.hpp"

namespace truewait::app {

/// The offset at `from` and each that follows before `to`. Empty, which is UTC, when the zone is not known.
domain::LocalTimes::Offsets offsets_between(const std::string& zone, domain::Instant from, domain::Instant to);

}  // namespace truewait::app
