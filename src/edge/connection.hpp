// One client connection: reads, answers, writes, in one coroutine on the server's thread. An idle one holds no
// buffers; input and output are the server's, used by whoever is running. Every phase has a deadline, but no timer:
// the server sweeps over all connections a few times a second.
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "edge/api.hpp"
#include "edge/request_reader.hpp"

namespace truewait::edge {

using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;
using Task = boost::asio::awaitable<void, Executor>;

class Connection;

/// What the connections of one server share. Lives as long as the last of them.
struct Shared {
  Shared(Backend& the_backend, ServerOptions the_options)
      : options(std::move(the_options)), backend(the_backend), api(backend, options) {}

  const ServerOptions options;
  Backend& backend;
  Api api;
  bool draining = false;  ///< each connection closes after the request in flight
  std::vector<Connection*> connections;
  std::array<char, 64 * 1024> input{};
  std::string output;  ///< empty whenever a connection is suspended
  Reply reply;

  /// The Date field of answers written now.
  std::string_view date();

 private:
  std::string date_;
  std::chrono::sys_seconds date_second_{};
};

class Connection {
 public:
  Connection(std::shared_ptr<Shared> shared, Socket socket, Listener listener);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The whole life of a connection; it is gone when the task ends.
  static Task run(std::unique_ptr<Connection> self);

  /// Acts on a deadline that has passed.
  void sweep(std::int64_t now_ns);
  /// The server stops: closes when idle, else after the request in flight.
  void drain();
  /// The server is gone: closes at once, the backend is not asked again.
  void abandon();

 private:
  enum class Phase : std::uint8_t { idle, receiving, answering, sending, lingering };
  enum class Next : std::uint8_t { read, wait_for_answer, go_on, close };

  Next read();
  Next advance(std::string_view bytes);
  Next interrupted();
  Next answered();
  /// True: the request is to be answered once it is complete. False: the refusal is in the shared reply.
  bool admit(std::int64_t now_ns);
  Next answer(std::string_view rest);
  Next refuse_and_close(ProblemId problem, std::string_view detail);
  /// Frames the shared reply; says whether the connection stays open.
  bool frame(bool may_stay_open);
  bool send();
  void enter(Phase phase);

  std::shared_ptr<Shared> shared_;
  Socket socket_;
  const Listener listener_;
  RequestReader reader_;
  RememberedAccess remembered_;
  Ticket ticket_;
  std::shared_ptr<PendingReply> pending_;
  std::optional<Timer> wake_;  ///< never expires: cancelled when the pending reply is there
  std::string carry_;          ///< bytes of a request that is not complete, or not yet its turn
  std::string unsent_;         ///< what the socket would not take at once
  std::size_t index_ = 0;      ///< in shared_->connections
  std::int64_t deadline_ns_ = 0, arrived_ns_ = 0;
  Phase phase_ = Phase::idle;
  bool admitted_ = false, timed_out_ = false, broken_ = false, linger_ = false;
};

}  // namespace truewait::edge
