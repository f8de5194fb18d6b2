#include "live/reading.hpp"

#include <algorithm>
#include <cstdio>

namespace truewait::live {

namespace json = boost::json;

json::value parse_json(std::string_view text) {
  boost::system::error_code error;
  json::value value = json::parse(json::string_view(text.data(), text.size()), error);
  return error ? json::value() : value;
}

const json::value* member(const json::value& of, std::string_view name) {
  return of.is_object() ? of.get_object().if_contains(json::string_view(name.data(), name.size())) : nullptr;
}

std::optional<double> number_if_any(const json::value& of, std::string_view name) {
  const json::value* found = member(of, name);
  return found != nullptr && found->is_number() ? std::optional(found->to_number<double>()) : std::nullopt;
}

double number(const json::value& of, std::string_view name) {
  return number_if_any(of, name).value_or(0);
}

int whole(const json::value& of, std::string_view name) {
  return static_cast<int>(std::clamp(number(of, name), -1e9, 1e9));
}

bool yes(const json::value& of, std::string_view name) {
  const json::value* found = member(of, name);
  return found != nullptr && found->is_bool() && found->get_bool();
}

std::string text(const json::value& of, std::string_view name) {
  const json::value* found = member(of, name);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

const json::array& list(const json::value& of, std::string_view name) {
  static const json::array none;
  const json::value* found = member(of, name);
  return found != nullptr && found->is_array() ? found->get_array() : none;
}

std::optional<domain::Instant> instant(const std::string& written) {
  int y = 0, ms = 0;
  unsigned month = 0, day = 0, h = 0, m = 0, s = 0;
  if (std::sscanf(written.c_str(), "%4d-%2u-%2uT%2u:%2u:%2u.%3dZ", &y, &month, &day, &h, &m, &s, &ms) != 7) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{y}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok() || h > 23 || m > 59 || s > 60) return std::nullopt;
  return domain::Instant{std::chrono::sys_days{date}} + std::chrono::hours(h) + std::chrono::minutes(m) +
         std::chrono::seconds(s) + std::chrono::milliseconds(ms);
}

}  // namespace truewait::live
