#include "telephony/log_fields.hpp"

#include <algorithm>
#include <chrono>

namespace truewait::telephony {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr domain::Instant earliest = sys_days{year{1990} / 1 / 1};
constexpr domain::Instant latest = sys_days{year{2200} / 1 / 1};

/// Reads fixed-width parts of a field from the left.
class Cursor {
 public:
  explicit Cursor(std::string_view rest) : rest_(rest) {}
  bool done() const { return ok_ && rest_.empty(); }
  bool ok() const { return ok_; }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  /// Exactly `width` digits.
  int digits(std::size_t width) {
    int value = 0;
    if (rest_.size() < width) return fail();
    for (const char c : rest_.substr(0, width)) {
      if (c < '0' || c > '9') return fail();
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(width);
    return value;
  }
  /// One of `characters`.
  char one_of(std::string_view characters) {
    const char c = peek();
    if (rest_.empty() || characters.find(c) == std::string_view::npos) {
      fail();
      return '\0';
    }
    rest_.remove_prefix(1);
    return c;
  }
  /// The digits after a decimal point as milliseconds; digits past the third are dropped.
  int milliseconds() {
    int value = 0, scale = 100;
    if (peek() < '0' || peek() > '9') return fail();
    for (; peek() >= '0' && peek() <= '9'; rest_.remove_prefix(1), scale /= 10) value += (peek() - '0') * scale;
    return value;
  }

 private:
  int fail() {
    ok_ = false;
    rest_ = {};
    return 0;
  }
  std::string_view rest_;
  bool ok_ = true;
};

std::optional<domain::Instant> midnight(int y, int m, int d) {
  const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  if (!date.ok()) return std::nullopt;
  return domain::Instant{sys_days{date}};
}

std::optional<domain::Instant> in_range(domain::Instant at) {
  if (at < earliest || at >= latest) return std::nullopt;
  return at;
}

}  // namespace

std::size_t split(std::string_view line, char separator, std::span<std::string_view> fields) {
  std::size_t count = 0, begin = 0;
  // The fields are a few bytes each: a plain loop is faster than a search per field.
  for (std::size_t at = 0; at <= line.size(); ++at) {
    if (at < line.size() && line[at] != separator) continue;
    if (count < fields.size()) fields[count] = line.substr(begin, at - begin);
    ++count;
    begin = at + 1;
  }
  return count;
}

std::optional<domain::Duration> time_of_day(std::string_view field) {
  const std::size_t hour_width = field.size() == 7 ? 1 : 2;
  Cursor at(field);
  const int h = at.digits(hour_width);
  at.one_of(":");
  const int m = at.digits(2);
  at.one_of(":");
  const int s = at.digits(2);
  if (!at.done() || h > 23 || m > 59 || s > 59) return std::nullopt;
  return std::chrono::hours(h) + std::chrono::minutes(m) + std::chrono::seconds(s);
}

std::optional<domain::Instant> short_date(std::string_view field) {
  Cursor at(field);
  const int yy = at.digits(2), m = at.digits(2), d = at.digits(2);
  if (!at.done()) return std::nullopt;
  return midnight(yy + (yy >= 70 ? 1900 : 2000), m, d);
}

std::optional<domain::Instant> epoch_seconds(std::string_view field) {
  const std::size_t point = std::min(field.find('.'), field.size());
  const auto seconds = number<std::int64_t>(field.substr(0, point));
  if (!seconds || *seconds < 0 || *seconds > 100'000'000'000) return std::nullopt;
  domain::Duration since{*seconds * 1000};
  if (point < field.size()) {
    Cursor fraction(field.substr(point + 1));
    since += domain::Duration{fraction.milliseconds()};
    if (!fraction.done()) return std::nullopt;
  }
  return in_range(domain::Instant{since});
}

std::optional<Timestamp> timestamp(std::string_view field) {
  Cursor in(field);
  const int y = in.digits(4);
  in.one_of("-");
  const int month_number = in.digits(2);
  in.one_of("-");
  const int d = in.digits(2);
  in.one_of("Tt ");
  const int h = in.digits(2);
  in.one_of(":");
  const int m = in.digits(2);
  in.one_of(":");
  const int s = in.digits(2);
  int milliseconds = 0;
  if (in.peek() == '.') {
    in.one_of(".");
    milliseconds = in.milliseconds();
  }
  Timestamp out;
  std::chrono::minutes offset{0};
  if (!in.done()) {
    out.has_offset = true;
    const char sign = in.one_of("Zz+-");
    if (sign == '+' || sign == '-') {
      const int offset_hours = in.digits(2);
      in.one_of(":");
      const int offset_minutes = in.digits(2);
      if (offset_hours > 23 || offset_minutes > 59) return std::nullopt;
      offset = std::chrono::minutes(offset_hours * 60 + offset_minutes) * (sign == '-' ? -1 : 1);
    }
  }
  // 60 is a leap second: RFC 3339 allows it, and it counts as the first of the next minute.
  if (!in.done() || h > 23 || m > 59 || s > 60) return std::nullopt;
  const auto date = midnight(y, month_number, d);
  if (!date) return std::nullopt;
  const auto at = in_range(*date + std::chrono::hours(h) + std::chrono::minutes(m) + std::chrono::seconds(s) +
                           domain::Duration{milliseconds} - offset);
  if (!at) return std::nullopt;
  out.at = *at;
  return out;
}

}  // namespace truewait::telephony
