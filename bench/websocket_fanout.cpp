// One message to a thousand WebSocket clients: our server's connections, which share one ready-made frame, against a
// Beast server with ws.async_write on a concrete executor. Both live on one loop in one thread; another thread holds
// the clients of both and reads what comes. Measured is the CPU time of the loop's thread from the first send to the
// last completed one. Prints `fanout_stock RATIO`: how many times less ours takes.
#include <arpa/inet.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "bench/timing.hpp"
#include "edge/engine_backend.hpp"
#include "edge/websocket_codec.hpp"
#include "truewait/edge/server.hpp"

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace edge = truewait::edge;
using asio::ip::tcp;
using truewait::bench::thread_cpu_s;

constexpr int subscribers = 1000, rounds = 21, messages_per_round = 20;
constexpr std::size_t message_bytes = 200, frame_bytes = message_bytes + 4;

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "bench_websocket_fanout: %s\n", what);
  std::exit(1);
}

/// What both servers can do. `done` is called with the CPU seconds it took, once every write is complete.
class Fanout {
 public:
  virtual ~Fanout() = default;
  virtual std::size_t clients() const = 0;
  virtual void send(const std::string& message, std::function<void(double)> done) = 0;
};

class Ours : public Fanout {
 public:
  explicit Ours(asio::io_context& loop) {
    edge::ServerOptions options;
    options.steady_ns = [] { return std::chrono::steady_clock::now().time_since_epoch().count(); };
    options.limits.websocket_ping = std::chrono::hours(1);
    options.stream = [this](const edge::Access&, edge::WebSocketPeer& peer) {
      peers_.push_back(&peer);
      return std::make_unique<Silent>();
    };
    server_ = std::make_unique<edge::Server>(loop, backend_, std::move(options));
    port = server_->listen("127.0.0.1", 0).value();
  }
  std::size_t clients() const override { return peers_.size(); }
  void send(const std::string& message, std::function<void(double)> done) override {
    const double begun = thread_cpu_s();
    const auto frame = edge::text_frame(message);
    for (edge::WebSocketPeer* peer : peers_) peer->send(frame);
    const double took = thread_cpu_s() - begun;
    for (edge::WebSocketPeer* peer : peers_) {
      if (peer->unsent_bytes() > 0) fail("a client did not take a message at once");
    }
    done(took);
  }

  std::uint16_t port = 0;

 private:
  struct Silent : edge::WebSocketSink {
    void on_open() override {}
    void on_message(std::string_view) override {}
    void on_closed() override {}
  };
  edge::EngineBackend backend_;
  std::vector<edge::WebSocketPeer*> peers_;
  std::unique_ptr<edge::Server> server_;
};

/// As Beast's own examples do it, without their timeouts and with an executor that needs no type erasure.
class Stock : public Fanout {
 public:
  explicit Stock(asio::io_context& loop) : acceptor_(loop.get_executor(), {asio::ip::address_v4::loopback(), 0}) {
    port = acceptor_.local_endpoint().port();
    accept();
  }
  std::size_t clients() const override { return sessions_.size(); }
  void send(const std::string& message, std::function<void(double)> done) override {
    begun_ = thread_cpu_s();
    left_ = sessions_.size();
    done_ = std::move(done);
    const auto shared = std::make_shared<const std::string>(message);
    for (auto& session : sessions_) {
      session->stream.async_write(asio::buffer(*shared), [this, shared](boost::system::error_code failed, std::size_t) {
        if (failed) fail("a stock write failed");
        if (--left_ == 0) done_(thread_cpu_s() - begun_);
      });
    }
  }

  std::uint16_t port = 0;

 private:
  using Executor = asio::io_context::executor_type;
  using Socket = asio::basic_stream_socket<tcp, Executor>;
  struct Session {
    explicit Session(Socket socket) : stream(std::move(socket)) {}
    void read() {
      stream.async_read(input, [this](boost::system::error_code failed, std::size_t) {
        if (!failed) read();
      });
    }
    beast::websocket::stream<Socket> stream;
    beast::flat_buffer input;
  };

  void accept() {
    acceptor_.async_accept([this](boost::system::error_code failed, Socket socket) {
      if (failed) return;
      socket.set_option(tcp::no_delay(true));
      auto session = std::make_shared<Session>(std::move(socket));
      session->stream.async_accept([this, session](boost::system::error_code refused) {
        if (refused) fail("a stock handshake failed");
        session->stream.text(true);
        sessions_.push_back(session);
        session->read();
      });
      accept();
    });
  }

  asio::basic_socket_acceptor<tcp, Executor> acceptor_;
  std::vector<std::shared_ptr<Session>> sessions_;
  double begun_ = 0;
  std::size_t left_ = 0;
  std::function<void(double)> done_;
};

/// The other side of both: connects, then reads and counts.
class Clients {
 public:
  Clients() : poll_(::epoll_create1(EPOLL_CLOEXEC)) {}
  ~Clients() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
    for (const int socket : sockets_) ::close(socket);
    ::close(poll_);
  }
  void connect(std::uint16_t port, int count) {
    const std::string request =
        "GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Protocol: truewait.v1+json\r\nAuthorization: Bearer tw_all_secret\r\n\r\n";
    for (int i = 0; i < count; ++i) {
      const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      sockaddr_in to{};
      to.sin_family = AF_INET;
      to.sin_port = htons(port);
      to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      if (::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) fail("cannot connect");
      if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) fail("cannot send");
      std::string head;
      for (char c; head.find("\r\n\r\n") == std::string::npos; head += c) {
        if (::recv(socket, &c, 1, 0) != 1) fail("no answer to an upgrade");
      }
      if (!head.starts_with("HTTP/1.1 101")) fail("an upgrade was refused");
      sockets_.push_back(socket);
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.fd = socket;
      ::epoll_ctl(poll_, EPOLL_CTL_ADD, socket, &event);
    }
  }
  void start() {
    thread_ = std::thread([this] { read(); });
  }
  void await(std::uint64_t bytes) const {
    for (int i = 0; received_ < bytes; ++i) {
      if (i == 60'000) fail("messages are missing");
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    if (received_ != bytes) fail("more came than was sent");
  }

 private:
  void read() {
    std::vector<epoll_event> ready(256);
    std::vector<char> input(64 * 1024);
    while (!stop_) {
      const int count = ::epoll_wait(poll_, ready.data(), static_cast<int>(ready.size()), 50);
      for (int i = 0; i < count; ++i) {
        const ssize_t got = ::recv(ready[static_cast<std::size_t>(i)].data.fd, input.data(), input.size(), 0);
        if (got <= 0) fail("a connection has ended");
        received_ += static_cast<std::uint64_t>(got);
      }
    }
  }

  int poll_;
  std::vector<int> sockets_;
  std::atomic<std::uint64_t> received_ = 0;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

/// A client has its 101 a moment before the server counts it.
void await_all(asio::io_context& loop, const Fanout& ours, const Fanout& stock) {
  for (int i = 0; i < 10'000; ++i) {
    std::promise<bool> complete;
    asio::post(loop, [&] { complete.set_value(ours.clients() == subscribers && stock.clients() == subscribers); });
    if (complete.get_future().get()) return;
  }
  fail("a client is missing");
}

/// CPU seconds per message of one round.
double round_of(asio::io_context& loop, Fanout& server, Clients& clients, std::uint64_t& expected) {
  const std::string message(message_bytes, 'm');
  double sum = 0;
  for (int i = 0; i < messages_per_round; ++i) {
    std::promise<double> written;
    asio::post(loop, [&] { server.send(message, [&written](double took) { written.set_value(took); }); });
    sum += written.get_future().get();
    expected += subscribers * frame_bytes;
    clients.await(expected);
  }
  return sum / messages_per_round;
}

}  // namespace

int main() {
  asio::io_context loop(1);
  Ours ours(loop);
  Stock stock(loop);
  auto busy = asio::make_work_guard(loop);
  std::thread server([&loop] { loop.run(); });
  std::vector<double> ours_s, stock_s;
  {
    Clients clients;
    clients.connect(ours.port, subscribers);
    clients.connect(stock.port, subscribers);
    clients.start();
    await_all(loop, ours, stock);
    std::uint64_t expected = 0;
    for (int round = 0; round <= rounds; ++round) {
      double mine = 0;
      if (round % 2 == 0) mine = round_of(loop, ours, clients, expected);
      const double theirs = round_of(loop, stock, clients, expected);
      if (round % 2 == 1) mine = round_of(loop, ours, clients, expected);
      if (round == 0) continue;  // warms up
      ours_s.push_back(mine);
      stock_s.push_back(theirs);
    }
  }
  loop.stop();
  server.join();
  const double mine = truewait::bench::median(ours_s), theirs = truewait::bench::median(stock_s);
  std::fprintf(stderr, "one message to %d: ours %.0f us, stock %.0f us CPU\n", subscribers, 1e6 * mine, 1e6 * theirs);
  std::printf("fanout_stock %.3f\n", theirs / mine);
  return 0;
}
