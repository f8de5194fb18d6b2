#include "app/service_options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "app/config_toml.hpp"
#include "app/endpoint.hpp"
#include "app/host/clock.hpp"
#include "app/queue_section.hpp"

namespace truewait::app {
namespace {

using Errors = std::vector<std::string>;

/// The file's values, or the defaults when no file is named.
ServiceConfig base(const ServiceOptions& options, Errors& errors) {
  if (options.config.empty()) return {};
  auto loaded = load_config(options.config, Clock::wall());
  if (auto* config = std::get_if<ServiceConfig>(&loaded)) return std::move(*config);
  for (const auto& error : std::get<std::vector<ConfigError>>(loaded)) errors.push_back(to_string(error));
  return {};
}

void override_endpoint(const char* option, const std::optional<std::string>& text, Endpoint& into, Errors& errors) {
  if (!text) return;
  auto parsed = parse_endpoint(*text);
  if (const auto* wrong = std::get_if<std::string>(&parsed)) {
    errors.push_back(std::string(option) + ": " + *wrong);
  } else {
    into = std::get<Endpoint>(parsed);
  }
}

void override_endpoints(const ServiceOptions& options, ServiceConfig& config, Errors& errors) {
  override_endpoint("--listen", options.listen, config.listen, errors);
  override_endpoint("--operations", options.operations, config.operations, errors);
  if (!options.listen && !options.operations) return;
  if (collides(config.listen, config.operations)) {
    errors.push_back("--listen and --operations are both " + to_string(config.listen) + ": give one another port.");
  }
  if (config.operations.port == 0 && config.listen.port == 65535) {
    errors.push_back("--listen: the operations listener would be one above port 65535: give --operations a port.");
  }
}

void override_tls(const ServiceOptions& options, edge::TlsFiles& files, Errors& errors) {
  if (options.tls_certificate) files.certificate = *options.tls_certificate;
  if (options.tls_key) files.key = *options.tls_key;
  if (!options.tls_certificate && !options.tls_key) return;
  if (files.certificate.empty()) errors.push_back("--tls-key needs --tls-certificate, the PEM file it belongs to.");
  if (files.key.empty()) errors.push_back("--tls-certificate needs --tls-key, the PEM file with its key.");
}

void add_queues(const ServiceOptions& options, ServiceConfig& config, Errors& errors) {
  if (!options.config.empty() && !options.queues.empty()) {
    errors.push_back("--queue: with --config the queues are those of the file: add [[queues]] there.");
    return;
  }
  for (const auto& name : options.queues) {
    if (auto wrong = name_error("--queue", name)) {
      errors.push_back(std::move(*wrong));
    } else if (std::count(options.queues.begin(), options.queues.end(), name) > 1) {
      const bool said = std::any_of(config.engine.queues.begin(), config.engine.queues.end(),
                                    [&](const auto& queue) { return queue.name == name; });
      if (said) errors.push_back("--queue " + name + " stands more than once: name each queue once.");
    }
    domain::QueueConfig queue;
    queue.name = name;
    config.engine.queues.push_back(std::move(queue));
  }
  if (options.config.empty() && options.queues.empty()) {
    errors.push_back(
        "no queue to serve: name each with --queue, as in --queue support --queue sales, or give --config FILE.");
  }
}

}  // namespace

void add_service_options(CLI::App& command, ServiceOptions& options) {
  command.add_option("--config", options.config, "Configuration file (TOML); what follows goes before it");
  command.add_option("--listen", options.listen, "Where to serve the interface [127.0.0.1:8080]");
  command.add_option("--operations", options.operations, "Where to serve health and metrics [one port above --listen]");
  command.add_option("--tls-certificate", options.tls_certificate, "PEM file: serve the interface over TLS");
  command.add_option("--tls-key", options.tls_key, "PEM file with the certificate's key");
  command.add_option("--store", options.store, "The journal's file, created when missing [truewait.db]");
  command.add_option("--queue", options.queues, "A queue to serve when there is no file; may repeat")
      ->allow_extra_args(false);
  command.add_option("--clock-speed", options.clock_speed,
                     "For demonstrations: the time line runs so many times as fast");
  command.add_option("--log-level", options.log_level, "trace, debug, info, warn or error [info]");
}

std::variant<ServiceConfig, std::vector<std::string>> resolve(const ServiceOptions& options) {
  Errors errors;
  ServiceConfig config = base(options, errors);
  override_endpoints(options, config, errors);
  override_tls(options, config.tls, errors);
  if (options.store) config.store = *options.store;
  add_queues(options, config, errors);
  if (options.log_level) {
    static const std::vector<std::string> levels{"trace", "debug", "info", "warn", "error"};
    config.log_level = *options.log_level;
    if (std::find(levels.begin(), levels.end(), config.log_level) == levels.end()) {
      errors.push_back("--log-level must be trace, debug, info, warn or error.");
    }
  }
  config.clock_speed = options.clock_speed;
  if (!(config.clock_speed >= 0.01 && config.clock_speed <= 1000)) {
    errors.push_back("--clock-speed must lie between 0.01 and 1000.");
  }
  if (!errors.empty()) return errors;
  return config;
}

}  // namespace truewait::app
