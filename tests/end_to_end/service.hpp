// `truewait serve` on ports of its own, and the keys to talk to it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "end_to_end/http_client.hpp"
#include "end_to_end/process.hpp"

namespace truewait::test {

class Service {
 public:
  /// Serves the queues support and sales (of their own groups) from this store; returns once it listens.
  explicit Service(const std::string& store, const std::vector<std::string>& more = {});

  /// False when it ended before it listened; process() says why.
  bool listening() const { return port_ != 0; }
  std::uint16_t port() const { return port_; }
  /// 0 when it runs without an operations listener.
  std::uint16_t operations() const { return operations_; }
  Process& process() { return *process_; }

 private:
  std::unique_ptr<Process> process_;
  std::uint16_t port_ = 0, operations_ = 0;
};

/// `truewait key create`; the key alone.
std::string create_key(const std::string& store, const std::string& name, const std::string& scopes);

/// A port nobody listens on just now.
std::uint16_t free_port();

}  // namespace truewait::test
