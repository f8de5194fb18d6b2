#include "app/units.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

namespace truewait::app {
namespace {

struct Unit {
  std::string_view name;
  double seconds;
};

constexpr std::array<Unit, 4> duration_units{{{"ms", 1e-3}, {"s", 1}, {"min", 60}, {"h", 3600}}};
constexpr std::array<Unit, 4> rate_units{{{"s", 1}, {"min", 60}, {"h", 3600}, {"d", 86400}}};

struct Leading {
  double value;
  std::string_view rest;
};

std::optional<Leading> leading_number(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || !std::isfinite(value) || std::signbit(value)) return std::nullopt;
  return Leading{value, std::string_view(stop, static_cast<std::size_t>(end - stop))};
}

template <std::size_t n>
std::optional<double> seconds_of(const std::array<Unit, n>& units, std::string_view name) {
  for (const Unit& unit : units) {
    if (unit.name == name) return unit.seconds;
  }
  return std::nullopt;
}

std::optional<double> finite(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<double> parse_duration(std::string_view text) {
  const auto number = leading_number(text);
  if (!number) return std::nullopt;
  const auto seconds = seconds_of(duration_units, number->rest);
  if (!seconds) return std::nullopt;
  // Dividing by a whole number keeps "250ms" equal to 0.25; multiplying by 0.001 would not always.
  return finite(*seconds < 1 ? number->value / std::round(1 / *seconds) : number->value * *seconds);
}

std::optional<double> parse_rate(std::string_view text) {
  const auto number = leading_number(text);
  if (!number || number->rest.empty() || number->rest.front() != '/') return std::nullopt;
  const auto seconds = seconds_of(rate_units, number->rest.substr(1));
  if (!seconds) return std::nullopt;
  return finite(number->value / *seconds);
}

std::optional<double> parse_number(std::string_view text) {
  const auto number = leading_number(text);
  if (!number || !number->rest.empty()) return std::nullopt;
  return number->value;
}

std::optional<std::int64_t> parse_whole(std::string_view text, std::int64_t least, std::int64_t most) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || value < least || value > most) return std::nullopt;
  return value;
}

}  // namespace truewait::app
