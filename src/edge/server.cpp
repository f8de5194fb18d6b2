#include "truewait/edge/server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdio>
#include <cstdlib>

#include "edge/connection.hpp"

namespace truewait::edge {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Port = boost::system::result<std::uint16_t>;

constexpr auto completion = asio::as_tuple(asio::use_awaitable_t<Executor>{});
constexpr auto accept_pause = std::chrono::milliseconds(100);

boost::system::result<tcp::endpoint> endpoint(Executor executor, const std::string& host, std::uint16_t port) {
  error_code failed;
  const auto address = asio::ip::make_address(host, failed);
  if (!failed) return tcp::endpoint(address, port);
  asio::ip::basic_resolver<tcp, Executor> resolver(executor);
  const auto found = resolver.resolve(host, std::to_string(port), failed);
  if (failed) return failed;
  return found.begin()->endpoint();
}

error_code open(Acceptor& acceptor, const tcp::endpoint& at) {
  error_code failed;
  acceptor.open(at.protocol(), failed);
  if (!failed) acceptor.set_option(Acceptor::reuse_address(true), failed);
  if (!failed) acceptor.bind(at, failed);
  if (!failed) acceptor.listen(Acceptor::max_listen_connections, failed);
  return failed;
}

}  // namespace

class Server::Core : public std::enable_shared_from_this<Core> {
 public:
  Core(asio::io_context& context, Backend& backend, ServerOptions options)
      : executor_(context.get_executor()),
        shared_(std::make_shared<Shared>(backend, std::move(options))),
        sweep_timer_(executor_) {}

  Port listen(const std::string& host, std::uint16_t port, Listener listener) {
    const auto at = endpoint(executor_, host, port);
    if (!at) return at.error();
    auto acceptor = std::make_unique<Acceptor>(executor_);
    if (const error_code failed = open(*acceptor, *at)) return failed;
    const std::uint16_t bound = acceptor->local_endpoint().port();
    if (acceptors_.empty()) sweep_later();
    acceptors_.push_back(std::move(acceptor));
    asio::co_spawn(executor_, accept(shared_from_this(), *acceptors_.back(), listener), asio::detached);
    return bound;
  }

  void stop() {
    shared_->draining = true;
    close_acceptors();
    for (OpenConnection* each : shared_->connections) each->drain();
  }

  void abandon() {
    shared_->draining = true;
    close_acceptors();
    sweep_timer_.cancel();
    for (OpenConnection* each : shared_->connections) each->abandon();
  }

  const Shared& shared() const { return *shared_; }

 private:
  static Task accept(std::shared_ptr<Core> core, Acceptor& acceptor, Listener listener) {
    Timer pause(core->executor_);
    while (!core->shared_->draining) {
      auto [failed, socket] = co_await acceptor.async_accept(completion);
      if (core->shared_->draining) break;
      if (failed) {
        // Out of descriptors, most likely: those who wait in the backlog are served when some are free again.
        pause.expires_after(accept_pause);
        co_await pause.async_wait(completion);
        continue;
      }
      core->welcome(std::move(socket), listener);
    }
  }

  void welcome(Socket socket, Listener listener) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    socket.non_blocking(true, ignored);
    const Entrance at{listener, listener == Listener::service && shared_->options.tls != nullptr};
    if (shared_->connections.size() >= shared_->options.limits.connections) return turn_away(std::move(socket), at);
    auto connection = std::make_unique<Connection>(shared_, std::move(socket), at);
    asio::co_spawn(executor_, Connection::run(std::move(connection)), asio::detached);
  }

  /// Answers without having read: one write, then closed. With TLS there is no answer that could be read.
  void turn_away(Socket socket, const Entrance& at) {
    Api& api = shared_->api;
    api.request_metrics().connection_refused();
    if (at.secure) return;
    api.refuse(shared_->reply, ProblemId::too_many_connections, "Come back after Retry-After, and reuse connections.");
    std::string text;
    Framing framing;
    framing.keep_alive = false;
    append_response(text, shared_->reply, framing, shared_->date());
    error_code ignored;
    socket.write_some(asio::buffer(text), ignored);
    socket.shutdown(Socket::shutdown_both, ignored);
  }

  void close_acceptors() {
    error_code ignored;
    for (auto& acceptor : acceptors_) acceptor->close(ignored);
  }

  void sweep_later() {
    sweep_timer_.expires_after(shared_->options.limits.sweep);
    sweep_timer_.async_wait([self = shared_from_this()](error_code failed) {
      if (!failed) self->sweep();
    });
  }

  void sweep() {
    const std::int64_t now_ns = shared_->options.steady_ns();
    for (OpenConnection* each : shared_->connections) each->sweep(now_ns);
    // Once stopped and empty there is nothing left to watch, and the io_context may run out of work.
    if (!shared_->draining || !shared_->connections.empty()) sweep_later();
  }

  Executor executor_;
  std::shared_ptr<Shared> shared_;
  Timer sweep_timer_;
  std::vector<std::unique_ptr<Acceptor>> acceptors_;
};

Server::Server(asio::io_context& context, Backend& backend, ServerOptions options) {
  if (!options.steady_ns) {
    std::fputs("truewait: edge::Server needs options.steady_ns\n", stderr);
    std::abort();
  }
  core_ = std::make_shared<Core>(context, backend, std::move(options));
}

Server::~Server() {
  core_->abandon();
}

Port Server::listen(const std::string& host, std::uint16_t port) {
  return core_->listen(host, port, Listener::service);
}

Port Server::listen_operations(const std::string& host, std::uint16_t port) {
  return core_->listen(host, port, Listener::operations);
}

void Server::stop() {
  core_->stop();
}

std::size_t Server::connections() const {
  return core_->shared().connections.size();
}

std::string Server::metrics() const {
  return core_->shared().api.request_metrics().text(connections());
}

}  // namespace truewait::edge
