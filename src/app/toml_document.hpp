// A TOML text as a plain tree in which every key and value knows its line and column.
// Knows nothing of what the keys mean; the TOML library stays behind this header.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "app/config_error.hpp"

namespace truewait::app {

struct TomlEntry;

/// Dates and times: a configuration has no use for them, but an error message names them.
struct TomlDate {};

struct TomlValue {
  using Table = std::vector<TomlEntry>;  ///< in no particular order
  using Array = std::vector<TomlValue>;
  Place place;
  std::variant<bool, std::int64_t, double, std::string, TomlDate, Array, Table> data;
};

struct TomlEntry {
  std::string key;
  Place place;
  TomlValue value;
};

/// What kind of value it is, in the words of an error message: "a text", "a whole number", ...
std::string_view kind_of(const TomlValue& value);

/// The root table, or the first syntax error (a text that is not TOML has no second one worth naming).
std::variant<TomlValue, ConfigError> parse_toml(std::string_view text, const std::string& file);

}  // namespace truewait::app
