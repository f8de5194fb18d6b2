// The HTTP service in front of a Backend: /v1 for integrators, health and metrics for operators.
// Lives on one io_context and one thread: every member is called on it (or before it runs), and so is the Backend.
// It decides nothing about calls and keeps nothing: who may ask, what a body must look like, and how an answer is
// written is all it knows. It never reads a clock itself, and never waits for a client without a deadline.
#pragma once

#include <boost/system/result.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "truewait/edge/asset.hpp"
#include "truewait/edge/tls.hpp"
#include "truewait/edge/websocket.hpp"

namespace boost::asio {
class io_context;
}

namespace truewait::edge {

class Backend;

/// What one client, and all of them together, may take.
struct ServerLimits {
  std::size_t connections = 10'000;  ///< of both listeners; one more is answered 503 and closed
  std::size_t header_bytes = 8 * 1024;
  std::size_t body_bytes = 64 * 1024;
  std::size_t events_body_bytes = 1024 * 1024;  ///< POST /v1/events
  std::size_t events_per_batch = 1000;
  std::chrono::milliseconds idle{60'000};    ///< a connection without a request is closed
  std::chrono::milliseconds request{8'000};  ///< from a request's first byte to its last (408), and as long again
                                             ///< for the backend's answer (503) and for the client to take it
  std::size_t websocket_message_bytes = 64 * 1024;   ///< a longer one closes with 1009
  std::size_t websocket_unsent_bytes = 256 * 1024;   ///< of one client; more closes with 1013
  std::chrono::milliseconds websocket_ping{15'000};  ///< silence before a ping, and from it until we give up
  std::chrono::milliseconds sweep{250};              ///< how often deadlines are looked at: how late one may be noticed
};

struct ServerOptions {
  ServerLimits limits;
  /// Monotonic nanoseconds, for deadlines and latencies; the origin does not matter. Required.
  std::function<std::int64_t()> steady_ns;
  /// Distinguishes the request ids of one start of the process from those of another.
  std::string instance = "0";
  /// Makes what talks on GET /v1/stream; empty: there is no such path.
  WebSocketFactory stream;
  /// Pages of these origins ("https://board.example") may open WebSockets beside those of the service's own.
  std::vector<std::string> allowed_origins;
  /// Given: listen() speaks TLS and nothing else. The operations listener never does.
  std::shared_ptr<const TlsContext> tls;
  /// The live page: "/" and "/assets/...". They must outlive the server; without any, those paths do not exist.
  std::span<const Asset> assets;
};

class Server {
 public:
  /// `context` and `backend` must outlive the server. Aborts when options.steady_ns is empty.
  Server(boost::asio::io_context& context, Backend& backend, ServerOptions options);
  ~Server();  ///< closes everything at once; call stop() first to let requests finish
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds and listens; `host` is an address or a name, port 0 takes a free one. The port bound, or why not
  /// (address_in_use, permission_denied, host_not_found).
  boost::system::result<std::uint16_t> listen(const std::string& host, std::uint16_t port);
  /// The same for operators: health, readiness and metrics, nothing of /v1, no keys.
  boost::system::result<std::uint16_t> listen_operations(const std::string& host, std::uint16_t port);

  /// Accepts nobody any more, closes idle connections, lets requests in flight finish and then closes theirs.
  /// Done when connections() is 0.
  void stop();

  std::size_t connections() const;

  /// Counts and latencies of requests in Prometheus text format 0.0.4; GET /metrics shows them after the backend's.
  std::string metrics() const;

 private:
  class Core;
  std::shared_ptr<Core> core_;
};

}  // namespace truewait::edge
