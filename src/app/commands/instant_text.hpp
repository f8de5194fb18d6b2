// Instants as a person types and reads them on the command line: RFC 3339, always with an offset, shown in UTC.
// Knows no time zone but the offset that is written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "truewait/domain/time.hpp"

namespace truewait::app {

/// "1999-02-01T08:19:42Z", "2024-03-05T09:07:02.045+01:00"; nothing when it is not such a text.
std::optional<domain::Instant> parse_instant(std::string_view text);

/// "2024-03-05T09:07:02.045Z"
std::string to_text(domain::Instant at);
/// "2024-03-05 09:00", for tables
std::string to_minutes(domain::Instant at);

}  // namespace truewait::app
