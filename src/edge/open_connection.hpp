// What all connections of a server share, whatever they speak: its buffers, its Api, and a place in the list that the
// server sweeps. One thread.
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "edge/api.hpp"

namespace truewait::edge {

using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;
using Task = boost::asio::awaitable<void, Executor>;

class OpenConnection;

/// Lives as long as the last connection.
struct Shared {
  Shared(Backend& the_backend, ServerOptions the_options)
      : options(std::move(the_options)), backend(the_backend), api(backend, options) {}

  const ServerOptions options;
  Backend& backend;
  Api api;
  bool draining = false;  ///< each connection closes after the request in flight
  std::vector<OpenConnection*> connections;
  std::array<char, 64 * 1024> input{};
  std::array<char, 32 * 1024> ciphertext{};  ///< as it came, where there is TLS
  std::string output;                        ///< empty whenever a connection is suspended
  std::string sealed;                        ///< the same as TLS records; empty likewise
  Reply reply;

  /// The Date field of answers written now.
  std::string_view date();

 private:
  std::string date_;
  std::chrono::sys_seconds date_second_{};
};

/// Enters itself in the list and takes itself out.
class OpenConnection {
 public:
  OpenConnection(const OpenConnection&) = delete;
  OpenConnection& operator=(const OpenConnection&) = delete;

  /// Acts on a deadline that has passed. None of these three destroys a connection before it returns.
  virtual void sweep(std::int64_t now_ns) = 0;
  /// The server stops: closes as soon as that is polite.
  virtual void drain() = 0;
  /// The server is gone: closes at once, the backend is not asked again.
  virtual void abandon() = 0;

 protected:
  explicit OpenConnection(std::shared_ptr<Shared> shared);
  ~OpenConnection();

  const std::shared_ptr<Shared> shared_;

 private:
  std::size_t index_;  ///< in shared_->connections
};

}  // namespace truewait::edge
