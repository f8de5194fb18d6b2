// Instants as the wire writes them. RFC 3339 section 5.6, with an offset, never local time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "truewait/domain/time.hpp"

namespace truewait::edge {

/// Strict date-time with an offset; lower-case t and z are allowed, digits after the millisecond are cut off.
/// Leap seconds (:60), a missing offset and dates that do not exist are refused.
std::optional<domain::Instant> parse_rfc3339(std::string_view text);

/// Appends UTC with milliseconds, "2024-03-05T09:07:02.045Z"; years 0 to 9999.
void append_rfc3339(std::string& out, domain::Instant at);

/// Appends the 29 characters of an HTTP date (RFC 9110 section 5.6.7).
void append_http_date(std::string& out, domain::Instant at);

}  // namespace truewait::edge
