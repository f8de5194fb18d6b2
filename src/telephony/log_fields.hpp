// Fields of log lines as values: numbers, times of day, dates, instants. Each function reads the whole field or says
// nothing; none of them throws, allocates or depends on the locale.
#pragma once

#include <charconv>
#include <optional>
#include <span>
#include <string_view>

#include "truewait/domain/time.hpp"

namespace truewait::telephony {

/// A whole decimal number, with no sign but '-'.
template <typename Number>
std::optional<Number> number(std::string_view field) {
  Number value{};
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc{} || end != field.data() + field.size()) return std::nullopt;
  return value;
}

/// Cuts `line` at `separator` into `fields` and answers how many there are, which may be more than fit.
std::size_t split(std::string_view line, char separator, std::span<std::string_view> fields);

/// h:mm:ss or hh:mm:ss, 0:00:00 to 23:59:59.
std::optional<domain::Duration> time_of_day(std::string_view field);

/// yymmdd, 70 to 99 in the twentieth century; the midnight at which that day begins.
std::optional<domain::Instant> short_date(std::string_view field);

/// Seconds since 1970 UTC, fractions allowed, from 1990 to 2199.
std::optional<domain::Instant> epoch_seconds(std::string_view field);

struct Timestamp {
  domain::Instant at;
  bool has_offset = false;  ///< false: local time, taken as if it were UTC
};
/// RFC 3339, or the same without its offset: 2026-03-01T08:19:42, .250 and Z or +02:00 optional, 1990 to 2199.
std::optional<Timestamp> timestamp(std::string_view field);

}  // namespace truewait::telephony
