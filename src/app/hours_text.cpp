#include "app/hours_text.hpp"

#include <algorithm>
#include <array>

namespace truewait::app {
namespace {

using std::chrono::minutes;

constexpr minutes midnight = std::chrono::hours(24);
constexpr std::array<std::string_view, 7> day_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

/// Exactly `digits` decimal digits.
std::optional<int> digits_of(std::string_view text, std::size_t digits) {
  if (text.size() != digits) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

/// "HH:MM" from 00:00 to 24:00.
std::optional<minutes> time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = digits_of(text.substr(0, 2), 2), minute = digits_of(text.substr(3), 2);
  if (!hour || !minute || *minute > 59) return std::nullopt;
  const auto time = std::chrono::hours(*hour) + minutes(*minute);
  return time <= midnight ? std::optional(time) : std::nullopt;
}

/// "HH:MM-HH:MM"; the end may lie before the beginning.
std::optional<domain::DaySpan> times_of(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto from = time_of_day(text.substr(0, dash)), to = time_of_day(text.substr(dash + 1));
  if (!from || !to || *from == *to || *from == midnight) return std::nullopt;
  return domain::DaySpan{*from, *to};
}

struct Halves {
  std::string_view when, times;
};

std::optional<Halves> halves_of(std::string_view text) {
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  return Halves{text.substr(0, space), text.substr(space + 1)};
}

std::optional<std::size_t> day_named(std::string_view name) {
  const auto found = std::find(day_names.begin(), day_names.end(), name);
  if (found == day_names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - day_names.begin());
}

/// "Mon" or "Mon-Fri"; a range may go over the week's end.
bool add_range(std::string_view text, std::array<bool, 7>& days) {
  const auto dash = text.find('-');
  const auto first = day_named(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : day_named(text.substr(dash + 1));
  if (!first || !last) return false;
  for (auto day = *first;; day = (day + 1) % 7) {
    days[day] = true;
    if (day == *last) return true;
  }
}

std::optional<std::array<bool, 7>> days_of(std::string_view text) {
  std::array<bool, 7> days{};
  if (text == "daily") {
    days.fill(true);
    return days;
  }
  for (;;) {
    const auto comma = text.find(',');
    if (!add_range(text.substr(0, comma), days)) return std::nullopt;
    if (comma == std::string_view::npos) return days;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

bool add_weekly(std::string_view text, domain::Hours& hours) {
  const auto halves = halves_of(text);
  const auto days = halves ? days_of(halves->when) : std::nullopt;
  const auto times = halves ? times_of(halves->times) : std::nullopt;
  if (!days || !times) return false;
  for (std::size_t day = 0; day < days->size(); ++day) {
    if (!(*days)[day]) continue;
    if (times->from < times->to) {
      hours.week[day].push_back(*times);
      continue;
    }
    hours.week[day].push_back({times->from, midnight});
    if (times->to > minutes(0)) hours.week[(day + 1) % 7].push_back({minutes(0), times->to});
  }
  return true;
}

std::optional<std::chrono::local_days> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits_of(text.substr(0, 4), 4), month = digits_of(text.substr(5, 2), 2);
  const auto day = digits_of(text.substr(8), 2);
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(std::chrono::local_days(date)) : std::nullopt;
}

std::optional<SpecialSpan> parse_special(std::string_view text) {
  const auto halves = halves_of(text);
  const auto day = halves ? parse_date(halves->when) : std::nullopt;
  const auto times = halves ? times_of(halves->times) : std::nullopt;
  if (!day || !times || times->from > times->to) return std::nullopt;
  return SpecialSpan{*day, *times};
}

void put_in_order(std::vector<domain::DaySpan>& spans) {
  std::sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  std::vector<domain::DaySpan> joined;
  for (const auto& span : spans) {
    if (!joined.empty() && span.from <= joined.back().to) {
      joined.back().to = std::max(joined.back().to, span.to);
    } else {
      joined.push_back(span);
    }
  }
  spans = std::move(joined);
}

}  // namespace truewait::app
