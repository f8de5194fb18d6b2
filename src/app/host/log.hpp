// The log of the service: one line per record on stderr, plain or JSON. Control characters are escaped, so that nothing
// reported from outside can forge a line; numbers and keys are never handed to it.
#pragma once

#include <spdlog/logger.h>

#include <memory>
#include <string>
#include <string_view>

namespace truewait::app {

/// A logger that writes to `sink` in the service's format. `level` as spdlog names it ("info", "debug").
std::shared_ptr<spdlog::logger> make_log(spdlog::sink_ptr sink, const std::string& level, bool json);
/// Makes stderr the default log of the process.
void open_log(const std::string& level, bool json);

/// Control characters as \n, \t or \u00XX.
std::string escape_control(std::string_view text);
/// The inside of a JSON string; bytes that are not UTF-8 become U+FFFD.
std::string escape_json(std::string_view text);

}  // namespace truewait::app
