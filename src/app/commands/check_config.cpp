#include "app/commands/check_config.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <optional>
#include <set>

#include "app/config_toml.hpp"
#include "app/endpoint.hpp"
#include "app/host/clock.hpp"

namespace truewait::app {
namespace {

void print_summary(const std::string& path, const ServiceConfig& config, std::ostream& out) {
  std::set<std::pair<std::string, std::string>> groups;
  for (const auto& queue : config.engine.queues) groups.emplace(queue.site, queue.group_name());
  Endpoint operations = config.operations;
  if (operations.port == 0 && config.listen.port != 0)
    operations.port = static_cast<std::uint16_t>(config.listen.port + 1);
  out << path << ": ok: " << config.engine.queues.size() << (config.engine.queues.size() == 1 ? " queue" : " queues")
      << " in " << groups.size() << (groups.size() == 1 ? " group" : " groups") << "; listens on "
      << to_string(config.listen) << (config.tls.certificate.empty() ? "" : " with TLS") << ", operations on "
      << to_string(operations) << "; store " << config.store << "\n";
}

/// What serve would say about the files of [tls].
std::optional<std::string> tls_error(const edge::TlsFiles& files) {
  if (files.certificate.empty()) return std::nullopt;
  auto loaded = edge::load_tls(files);
  auto* wrong = std::get_if<std::string>(&loaded);
  return wrong != nullptr ? std::optional(std::move(*wrong)) : std::nullopt;
}

}  // namespace

int check_config(const std::string& path, std::ostream& out, std::ostream& err) {
  const auto loaded = load_config(path, Clock::wall());
  if (const auto* config = std::get_if<ServiceConfig>(&loaded)) {
    if (const auto wrong = tls_error(config->tls)) {
      err << path << ": [tls]: " << *wrong << "\n1 error: the configuration cannot be used.\n";
      return 2;
    }
    print_summary(path, *config, out);
    return 0;
  }
  const auto& errors = std::get<std::vector<ConfigError>>(loaded);
  for (const auto& error : errors) err << to_string(error) << "\n";
  err << errors.size() << (errors.size() == 1 ? " error" : " errors") << ": the configuration cannot be used.\n";
  return 2;
}

void add_check_config(CLI::App& root, int& exit_code) {
  auto* command =
      root.add_subcommand("check-config", "Check a configuration file: all errors at once, with their places");
  auto path = std::make_shared<std::string>();
  command->add_option("FILE", *path, "The TOML file")->required();
  command->callback([path, &exit_code] { exit_code = check_config(*path, std::cout, std::cerr); });
}

}  // namespace truewait::app
