// The options of a command that needs the whole configuration: a file, or a few words on the command line instead of
// one. What stands on the command line goes before what stands in the file.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/config.hpp"

namespace CLI {
class App;
}

namespace truewait::app {

/// As given; an absent option leaves the file's value, or the default.
struct ServiceOptions {
  std::string config;
  std::optional<std::string> listen, operations, store, log_level, tls_certificate, tls_key;
  std::vector<std::string> queues;
  double clock_speed = 1.0;
};

/// Adds --config, --listen, --operations, --tls-certificate, --tls-key, --store, --queue, --clock-speed and
/// --log-level; `options` must outlive `command`.
void add_service_options(CLI::App& command, ServiceOptions& options);

/// The configuration, or all that is wrong with it, each line fit to be printed as it is.
std::variant<ServiceConfig, std::vector<std::string>> resolve(const ServiceOptions& options);

}  // namespace truewait::app
