#include "app/commands/instant_text.hpp"

#include <date/date.h>

#include <algorithm>
#include <charconv>

namespace truewait::app {

namespace {

/// Takes exactly `digits` digits from the front of `text`; -1 when they are not there.
int take(std::string_view& text, std::size_t digits) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + std::min(digits, text.size()), value);
  if (error != std::errc() || value < 0 || end != text.data() + digits) return -1;
  text.remove_prefix(digits);
  return value;
}

bool skip(std::string_view& text, std::string_view one_of) {
  if (text.empty() || one_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// ".045" in milliseconds; further digits are cut off. -1 when a point has no digit behind it.
int take_fraction(std::string_view& text) {
  if (!skip(text, ".")) return 0;
  int ms = 0, digits = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), ++digits) {
    if (digits < 3) ms = ms * 10 + (text.front() - '0');
  }
  if (digits == 0) return -1;
  for (; digits < 3; ++digits) ms *= 10;
  return ms;
}

/// "Z" or "+01:00" as minutes east of UTC.
std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
  if (skip(text, "Zz")) return std::chrono::minutes(0);
  const bool west = !text.empty() && text.front() == '-';
  if (!skip(text, "+-")) return std::nullopt;
  const int hours = take(text, 2);
  if (hours < 0 || hours > 23 || !skip(text, ":")) return std::nullopt;
  const int minutes = take(text, 2);
  if (minutes < 0 || minutes > 59) return std::nullopt;
  return std::chrono::minutes((west ? -1 : 1) * (hours * 60 + minutes));
}

}  // namespace

std::optional<domain::Instant> parse_instant(std::string_view text) {
  const int year = take(text, 4);
  if (year < 0 || !skip(text, "-")) return std::nullopt;
  const int month = take(text, 2);
  if (month < 0 || !skip(text, "-")) return std::nullopt;
  const int day = take(text, 2);
  const date::year_month_day ymd{date::year(year), date::month(static_cast<unsigned>(month)),
                                 date::day(static_cast<unsigned>(day))};
  if (day < 0 || !ymd.ok() || !skip(text, "Tt ")) return std::nullopt;
  const int hour = take(text, 2);
  if (hour < 0 || hour > 23 || !skip(text, ":")) return std::nullopt;
  const int minute = take(text, 2);
  if (minute < 0 || minute > 59 || !skip(text, ":")) return std::nullopt;
  const int second = take(text, 2);
  if (second < 0 || second > 59) return std::nullopt;
  const int ms = take_fraction(text);
  const auto offset = take_offset(text);
  if (ms < 0 || !offset || !text.empty()) return std::nullopt;
  return date::sys_days(ymd) + std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second) +
         std::chrono::milliseconds(ms) - *offset;
}

std::string to_text(domain::Instant at) {
  return date::format("%FT%TZ", at);
}

std::string to_minutes(domain::Instant at) {
  return date::format("%F %H:%M", std::chrono::floor<std::chrono::minutes>(at));
}

}  // namespace truewait::app
