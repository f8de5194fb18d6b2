// The configuration file: TOML in, a ServiceConfig or every mistake at once out.
// Reads the file and the system's list of time zones; opens nothing that the configuration names.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/config.hpp"
#include "app/config_error.hpp"

namespace truewait::app {

/// Errors are in the order of the file, never empty, and each says what to do.
using LoadedConfig = std::variant<ServiceConfig, std::vector<ConfigError>>;

/// `around` is about when the configuration will be used: hours in a time zone hold for the years around it.
LoadedConfig load_config(const std::filesystem::path& path, domain::Instant around);

/// The same from a text; `name` stands for the file in messages.
LoadedConfig parse_config(std::string_view text, const std::string& name, domain::Instant around);

}  // namespace truewait::app
