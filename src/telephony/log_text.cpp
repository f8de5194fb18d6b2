#include "telephony/log_text.hpp"

#include <algorithm>
#include <istream>

namespace truewait::telephony {
namespace {

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Length in bytes of the well-formed UTF-8 sequence at the front, 0 when there is none (RFC 3629, section 4).
std::size_t utf8_length(std::string_view s) {
  const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
  const auto within = [&](std::size_t i, unsigned low, unsigned high) { return byte(i) >= low && byte(i) <= high; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return within(1, 0x80, 0xBF) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned low = lead == 0xE0 ? 0xA0 : 0x80, high = lead == 0xED ? 0x9F : 0xBF;
    return within(1, low, high) && within(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned low = lead == 0xF0 ? 0x90 : 0x80, high = lead == 0xF4 ? 0x8F : 0xBF;
    return within(1, low, high) && within(2, 0x80, 0xBF) && within(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

bool is_utf8(std::string_view s) {
  while (!s.empty()) {
    const std::size_t length = utf8_length(s);
    if (length == 0) return false;
    s.remove_prefix(length);
  }
  return true;
}

}  // namespace

std::optional<std::string> read_all(std::istream& in, const std::string& name, std::string& text) {
  constexpr std::size_t block = std::size_t{1} << 20U;
  text.clear();
  while (in) {
    if (text.size() > longest_log_bytes) return name + ": larger than 2 GiB; split it by month";
    const std::size_t had = text.size();
    text.resize(had + std::max(block, had));
    in.read(text.data() + had, static_cast<std::streamsize>(text.size() - had));
    text.resize(had + static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad() || !in.eof()) return name + ": cannot be read";
  return std::nullopt;
}

LogLines::LogLines(std::string_view text) : rest_(text) {
  if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
}

bool LogLines::next(std::string_view& line) {
  if (rest_.empty()) return false;
  const std::size_t end = std::min(rest_.find('\n'), rest_.size());
  line = rest_.substr(0, end);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  ++number_;
  return true;
}

std::optional<std::string> unreadable(std::string_view line, std::string_view allowed) {
  if (line.size() > longest_line_bytes) {
    return "the line has " + std::to_string(line.size()) + " bytes, at most " + std::to_string(longest_line_bytes) +
           " are read";
  }
  bool high = false;
  for (const char c : line) {
    if (is_control(c) && allowed.find(c) == std::string_view::npos) return "the line holds a control character";
    high = high || static_cast<unsigned char>(c) >= 0x80;
  }
  if (high && !is_utf8(line)) return "the line is not UTF-8";
  return std::nullopt;
}

std::string quoted(std::string_view value) {
  constexpr std::size_t shown = 40;
  std::string out = "\"";
  for (const char c : value.substr(0, shown)) out += is_control(c) || static_cast<unsigned char>(c) >= 0x80 ? '?' : c;
  return out + (value.size() > shown ? "…\"" : "\"");
}

}  // namespace truewait::telephony
