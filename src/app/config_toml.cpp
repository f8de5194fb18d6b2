#include "app/config_toml.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "app/access_section.hpp"
#include "app/endpoint.hpp"
#include "app/queue_section.hpp"
#include "app/table_reader.hpp"

namespace truewait::app {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

void read_endpoint(TableReader& reader, std::string_view key, Endpoint& into) {
  const auto text = reader.text(key);
  if (!text) return;
  auto parsed = parse_endpoint(*text);
  if (auto* wrong = std::get_if<std::string>(&parsed)) {
    reader.error(reader.place(key), std::move(*wrong));
  } else {
    into = std::get<Endpoint>(parsed);
  }
}

void read_endpoints(TableReader& reader, ServiceConfig& config) {
  read_endpoint(reader, "listen", config.listen);
  read_endpoint(reader, "operations", config.operations);
  if (collides(config.listen, config.operations)) {
    reader.error(reader.place("operations"),
                 "\"operations\" is the place of \"listen\": give it another port, or remove it (one above listen).");
  }
  if (config.operations.port == 0 && config.listen.port == 65535) {
    reader.error(reader.place("listen"), "\"operations\" would be one above port 65535: give it a port of its own.");
  }
}

void read_log(TableReader& root, ServiceConfig& config, ErrorList& errors) {
  const auto* table = root.table("log");
  if (table == nullptr) return;
  TableReader reader(*table, "[log]", errors);
  if (const auto level = reader.choice("level", {"trace", "debug", "info", "warn", "error"})) config.log_level = *level;
  config.log_json = reader.truth("json").value_or(config.log_json);
  reader.finish();
}

void read_limits(TableReader& root, domain::EngineLimits& limits, ErrorList& errors) {
  const auto* table = root.table("limits");
  if (table == nullptr) return;
  TableReader reader(*table, "[limits]", errors);
  const auto count = [&](std::string_view key, std::int64_t most, std::size_t& into) {
    if (const auto n = reader.whole(key, 1, most)) into = static_cast<std::size_t>(*n);
  };
  count("waiting_per_queue", 1'000'000, limits.waiting_per_queue);
  count("agents_per_group", 1'000'000, limits.agents_per_group);
  count("remembered_events", 100'000'000, limits.remembered_events);
  const auto span = [&](std::string_view key, domain::Duration least, domain::Duration most, domain::Duration& into) {
    into = reader.duration(key, least, most).value_or(into);
  };
  span("remember_events_for", minutes(1), hours(24 * 30), limits.remember_events_for);
  span("waiting_call_lost_after", minutes(1), hours(24 * 7), limits.waiting_call_lost_after);
  span("service_lost_after", minutes(1), hours(24 * 7), limits.service_lost_after);
  span("future_tolerance", seconds(0), hours(24), limits.future_tolerance);
  reader.finish();
}

void read_service(TableReader& root, ServiceConfig& config) {
  read_endpoints(root, config);
  if (const auto store = root.text("store")) {
    config.store = *store;
    if (store->empty()) root.error(root.place("store"), "\"store\" is empty: name a file, as in \"truewait.db\".");
  }
  if (const auto n = root.whole("snapshot_every", 1, 1'000'000'000))
    config.snapshot_every = static_cast<std::uint64_t>(*n);
  if (const auto n = root.whole("keep_contacts_days", 1, 36'500)) config.keep_contacts_days = static_cast<int>(*n);
}

void read_all_queues(TableReader& root, domain::EngineConfig& engine, domain::Instant around, ErrorList& errors) {
  const auto* list = root.list("queues");
  if (list != nullptr) engine.queues = read_queues(*list, engine.limits, around, errors);
  const bool none = list != nullptr ? std::get<TomlValue::Array>(list->data).empty() : !root.has("queues");
  if (none) errors.add({}, "no queue is configured: add [[queues]] and below it name = \"support\".");
}

}  // namespace

LoadedConfig parse_config(std::string_view text, const std::string& name, domain::Instant around) {
  const auto document = parse_toml(text, name);
  if (const auto* syntax = std::get_if<ConfigError>(&document)) return std::vector{*syntax};

  ErrorList errors(name);
  ServiceConfig config;
  TableReader root(std::get<TomlValue>(document), "the file's top level", errors);
  read_service(root, config);
  read_access(root, config, errors);
  read_log(root, config, errors);
  read_limits(root, config.engine.limits, errors);
  read_all_queues(root, config.engine, around, errors);
  root.finish();
  if (!errors.empty()) return errors.sorted();
  return config;
}

LoadedConfig load_config(const std::filesystem::path& path, domain::Instant around) {
  const auto refused = [&](const std::string& why) { return std::vector{ConfigError{path.string(), {}, why}}; };
  std::error_code unknown;
  if (std::filesystem::is_directory(path, unknown))
    return refused("this is a directory: name the configuration file in it.");
  std::ifstream file(path, std::ios::binary);
  if (!file) return refused(std::string("cannot be read: ") + std::strerror(errno) + ".");
  std::ostringstream text;
  text << file.rdbuf();
  return parse_config(text.str(), path.string(), around);
}

}  // namespace truewait::app
