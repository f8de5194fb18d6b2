// Numbers with a unit as people type them: durations ("300s", "1.5min") and rates ("100/h", "1.5/min").
// Reads text only; says nothing to anybody: the caller knows which option was wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace truewait::app {

/// Seconds. A finite number >= 0 followed by ms, s, min or h; the unit is required, spaces are not allowed.
std::optional<double> parse_duration(std::string_view text);

/// Events per second. A finite number >= 0, a slash, and s, min, h or d, as in "100/h".
std::optional<double> parse_rate(std::string_view text);

/// A finite number >= 0 with nothing after it; "nan", "inf" and the empty text are refused.
std::optional<double> parse_number(std::string_view text);

/// A whole number within [least, most] with nothing after it; "12.5" and "1e3" are refused.
std::optional<std::int64_t> parse_whole(std::string_view text, std::int64_t least, std::int64_t most);

}  // namespace truewait::app
