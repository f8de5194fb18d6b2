// A log file as text: read in one go, bounded, and handed out line by line with line numbers. It never interprets a
// line; what the lines mean is the readers' work.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace truewait::telephony {

inline constexpr std::size_t longest_log_bytes = std::size_t{1} << 31U;
inline constexpr std::size_t longest_line_bytes = 4096;

/// Reads everything into `text`. A message when the stream fails or holds more than longest_log_bytes.
std::optional<std::string> read_all(std::istream& in, const std::string& name, std::string& text);

/// The lines of a text: LF or CRLF ends one, the last may lack its end. A leading UTF-8 byte order mark is skipped.
class LogLines {
 public:
  explicit LogLines(std::string_view text);
  /// False at the end of the text.
  bool next(std::string_view& line);
  std::size_t number() const { return number_; }  ///< of the line last handed out, from 1

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

/// Why a line cannot be read whatever its format: too long, control characters (`allowed` excepted), not UTF-8.
/// Nothing when it can.
std::optional<std::string> unreadable(std::string_view line, std::string_view allowed);

/// A value of a file for a message: in quotes, cut at 40 bytes, unprintable bytes as '?'.
std::string quoted(std::string_view value);

}  // namespace truewait::telephony
