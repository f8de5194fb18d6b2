// The configuration of the service as plain values: what a TOML file or the command line says, defaults for the rest.
// Reads no file itself and knows no network.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "truewait/domain/queue_config.hpp"
#include "truewait/edge/tls.hpp"

namespace truewait::app {

struct Endpoint {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
};

struct ServiceConfig {
  Endpoint listen;
  Endpoint operations{"127.0.0.1", 0};  ///< port 0: one above the listening port
  edge::TlsFiles tls;                   ///< both empty: the interface is served in the clear
  std::vector<std::string> allowed_origins;
  std::string store = "truewait.db";
  std::string log_level = "info";
  bool log_json = false;
  std::uint64_t snapshot_every = 100'000;  ///< facts between two snapshots, all shards together
  int keep_contacts_days = 30;             ///< numbers not seen for so long are purged
  double clock_speed = 1.0;                ///< demonstrations only: the time line runs so many times as fast
  domain::EngineConfig engine;
};

}  // namespace truewait::app
