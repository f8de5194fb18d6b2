#include "edge/json_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "edge/rfc3339.hpp"

namespace truewait::edge {
namespace {

template <class Integer>
void append_number(std::string& out, Integer value) {
  std::array<char, 24> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  out.append(text.data(), end);
}

void append_escape(std::string& out, unsigned char byte) {
  constexpr std::string_view hex = "0123456789abcdef";
  out += "\\u00";
  out += hex[byte >> 4];
  out += hex[byte & 15];
}

/// Length of the UTF-8 character at the front (RFC 3629), 0 when it is not one.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(i < text.size() ? text[i] : 0); };
  const unsigned lead = byte(0), second = byte(1);
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
  const bool beyond = (lead == 0xed && second > 0x9f) || (lead == 0xf4 && second > 0x8f);
  return overlong || beyond ? 0 : length;
}

/// The front character, of ASCII outside the printable ones or beyond ASCII; how many bytes it took.
std::size_t append_unusual(std::string& out, std::string_view text) {
  const auto byte = static_cast<unsigned char>(text.front());
  if (byte < 0x80) {
    append_escape(out, byte);
    return 1;
  }
  const std::size_t length = utf8_length(text);
  if (length == 0) {
    out += "\\ufffd";
    return 1;
  }
  out += text.substr(0, length);
  return length;
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const char c = text.front();
    if (c == '"' || c == '\\') out += '\\';
    if (c >= 0x20 && c < 0x7f) {
      out += c;
      text.remove_prefix(1);
    } else {
      text.remove_prefix(append_unusual(out, text));
    }
  }
  out += '"';
}

void append_integer(std::string& out, std::int64_t value) {
  append_number(out, value);
}
void append_integer(std::string& out, std::uint64_t value) {
  append_number(out, value);
}

void append_decimal(std::string& out, double value, int decimals) {
  constexpr std::array<double, 7> scales{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
  const double scale = scales[static_cast<std::size_t>(decimals)];
  const double scaled = std::round(value * scale);
  if (!std::isfinite(scaled)) {
    out += "null";
    return;
  }
  if (std::abs(scaled) >= 1e15) {  // beyond what an integer of a double holds exactly: no fraction is left
    append_number(out, value);
    return;
  }
  auto rest = static_cast<std::int64_t>(std::abs(scaled));
  const auto unit = static_cast<std::int64_t>(scale);
  if (scaled < 0) out += '-';
  append_number(out, rest / unit);
  rest %= unit;
  if (rest == 0) return;
  out += '.';
  for (auto place = unit / 10; rest > 0; place /= 10) {
    out += static_cast<char>('0' + rest / place);
    rest %= place;
  }
}

void append_instant(std::string& out, std::optional<domain::Instant> at) {
  if (!at) {
    out += "null";
    return;
  }
  out += '"';
  append_rfc3339(out, *at);
  out += '"';
}

}  // namespace truewait::edge
