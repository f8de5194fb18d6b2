#include "edge/connection.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "edge/websocket_connection.hpp"
#include "edge/wire.hpp"

namespace truewait::edge {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr auto completion = asio::as_tuple(asio::use_awaitable_t<Executor>{});
constexpr std::size_t most_output = 64 * 1024;  ///< of pipelined answers before they are sent
constexpr auto linger_for = std::chrono::seconds(1);
constexpr std::size_t most_kept = 1024 * 1024;  ///< of memory, in a buffer that is empty

std::int64_t in_ns(std::chrono::nanoseconds d) {
  return d.count();
}

}  // namespace

Connection::Connection(std::shared_ptr<Shared> shared, Socket socket, const Entrance& entrance)
    : OpenConnection(std::move(shared)),
      socket_(std::move(socket)),
      entrance_(entrance),
      reader_(shared_->options.limits.header_bytes) {
  shared_->api.request_metrics().connection_opened();
  if (entrance_.secure) tls_ = std::make_unique<TlsSession>(*shared_->options.tls);
  // A connection that has said nothing yet gets no longer than a request does.
  deadline_ns_ = shared_->options.steady_ns() + in_ns(shared_->options.limits.request);
}

Connection::~Connection() {
  if (pending_) pending_->wake = nullptr;
}

Task Connection::run(std::unique_ptr<Connection> self) {
  Connection& c = *self;
  Next next = Next::read;
  while (next != Next::close && next != Next::upgrade) {
    if (next == Next::read) {
      const auto [failed] = co_await c.socket_.async_wait(Socket::wait_read, completion);
      next = failed ? c.interrupted() : c.read();
    } else if (next == Next::wait_for_answer) {
      // Not when the answer came while earlier ones were being sent: a wake-up that nobody waits for is lost.
      if (!c.pending_->done) co_await c.wake_->async_wait(completion);
      next = c.answered();
    } else {
      const std::string rest = std::exchange(c.carry_, {});
      next = c.advance(rest);
    }
    if (!c.send()) {
      const Phase before = c.phase_;
      c.enter(Phase::sending);
      const auto rest = asio::buffer(c.unsent_);
      const auto [failed, sent] = co_await asio::async_write(c.socket_, rest, completion);
      c.broken_ = failed.failed();
      c.unsent_ = {};
      c.enter(before);
    }
    const bool ended = next == Next::read && c.tls_ && !c.tls_->may_be_read();
    if (c.broken_ || ended) next = Next::close;
  }
  if (next == Next::upgrade) {
    WebSocketConnection::start(c.shared_, std::move(c.socket_), std::move(c.tls_), *c.remembered_.access,
                               std::move(c.carry_));
    co_return;
  }
  if (c.tls_ && !c.broken_) say_end(c.socket_, *c.tls_);
  if (c.linger_ && !c.broken_) {
    // The client may still be writing what was refused; a close now would reset the connection under the answer.
    error_code ignored;
    c.socket_.shutdown(Socket::shutdown_send, ignored);
    c.enter(Phase::lingering);
    for (bool open = true; open;) {
      const auto [failed] = co_await c.socket_.async_wait(Socket::wait_read, completion);
      error_code ended;
      if (!failed) c.socket_.read_some(asio::buffer(c.shared_->input), ended);
      open = !failed && (!ended || ended == asio::error::would_block);
    }
  }
}

Connection::Next Connection::read() {
  error_code failed;
  const std::size_t size = read_clear(socket_, tls_.get(), *shared_, shared_->sealed, failed);
  if (failed == asio::error::would_block) return Next::read;
  if (failed) return tls_ && tls_->met_plain_http() ? refuse_plain_http() : Next::close;
  timed_out_ = false;  // the bytes came first; the next sweep looks again
  arrived_ns_ = shared_->options.steady_ns();
  const std::string_view fresh(shared_->input.data(), size);
  if (carry_.empty()) return advance(fresh);
  const std::string whole = std::exchange(carry_, {}).append(fresh);
  return advance(whole);
}

Connection::Next Connection::advance(std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t used = 0;
    const auto progress = reader_.feed(bytes, used);
    bytes.remove_prefix(used);
    if (progress == RequestReader::Progress::failed) {
      return refuse_and_close(reader_.failure(), reader_.failure_detail());
    }
    if (progress == RequestReader::Progress::need_more) break;
    const bool complete = progress == RequestReader::Progress::complete;
    if (!admitted_ && !admit(arrived_ns_)) {
      linger_ = !complete;
      if (!frame(complete)) return Next::close;
      continue;
    }
    if (!complete) {
      if (reader_.request().expects_continue && bytes.empty()) shared_->output += "HTTP/1.1 100 Continue\r\n\r\n";
      continue;
    }
    const Next next = answer(bytes);
    if (next != Next::read) return next;
  }
  carry_ = bytes;
  const bool begun = reader_.started() || !bytes.empty();
  if (!begun) {
    enter(Phase::idle);
  } else if (phase_ != Phase::receiving) {
    enter(Phase::receiving);
  }
  return Next::read;
}

bool Connection::admit(std::int64_t now_ns) {
  admitted_ = shared_->api.admit(reader_.request(), entrance_, now_ns, remembered_, ticket_, shared_->reply);
  reader_.limit_body(ticket_.body_limit);
  return admitted_;
}

Connection::Next Connection::answer(std::string_view rest) {
  pending_ = shared_->api.answer(reader_.request(), ticket_, shared_->reply);
  if (pending_ && !pending_->done) {
    carry_ = rest;
    if (!wake_) wake_.emplace(socket_.get_executor(), Timer::time_point::max());
    pending_->wake = [this] { wake_->cancel(); };
    enter(Phase::answering);
    deadline_ns_ += in_ns(pending_->patience);
    return Next::wait_for_answer;
  }
  if (pending_) shared_->reply = std::move(std::exchange(pending_, nullptr)->reply);
  if (!frame(true)) return Next::close;
  const bool upgraded = shared_->reply.status == 101;
  if (!upgraded && shared_->output.size() < most_output) return Next::read;
  carry_ = rest;
  return upgraded ? Next::upgrade : Next::go_on;
}

Connection::Next Connection::answered() {
  if (broken_) return Next::close;
  if (pending_->done) {
    shared_->reply = std::move(std::exchange(pending_, nullptr)->reply);
    if (!frame(true)) return Next::close;
    arrived_ns_ = shared_->options.steady_ns();
    enter(Phase::idle);
    return carry_.empty() ? Next::read : Next::go_on;
  }
  if (!timed_out_) return Next::wait_for_answer;
  std::exchange(pending_, nullptr)->wake = nullptr;
  return refuse_and_close(ProblemId::answer_overdue, "Send the request again after Retry-After; a repeat is harmless.");
}

Connection::Next Connection::interrupted() {
  if (!timed_out_ || broken_) return Next::close;
  const Next next = refuse_and_close(ProblemId::request_timeout, "Send the whole request without pauses.");
  linger_ = false;  // who is this slow has had its time
  return next;
}

Connection::Next Connection::refuse_plain_http() {
  shared_->sealed.clear();
  tls_.reset();  // who spoke in the clear can only read an answer in the clear
  return refuse_and_close(ProblemId::malformed_request, "This port speaks TLS: begin the address with https://.");
}

Connection::Next Connection::refuse_and_close(ProblemId problem, std::string_view detail) {
  shared_->api.refuse(shared_->reply, problem, detail);
  linger_ = true;
  frame(false);
  return Next::close;
}

bool Connection::frame(bool may_stay_open) {
  const Request& request = reader_.request();
  Framing framing;
  framing.http_1_0 = request.http_1_0;
  framing.keep_alive = may_stay_open && request.keep_alive && !shared_->draining;
  if (shared_->reply.status == 101) framing.keep_alive = true;  // to be closed as a WebSocket is
  framing.without_body = request.method == Method::head;
  append_response(shared_->output, shared_->reply, framing, shared_->date());
  const std::int64_t took_ns = shared_->options.steady_ns() - arrived_ns_;
  shared_->api.request_metrics().record(ticket_.found.route, shared_->reply.status, took_ns);
  reader_.reset();
  ticket_ = {};
  admitted_ = false;
  return framing.keep_alive;
}

std::string& Connection::sealed_output() {
  if (!tls_) return shared_->output;
  if (tls_->may_send()) tls_->encrypt(shared_->output, shared_->sealed);
  shared_->output.clear();
  if (shared_->output.capacity() > most_kept) shared_->output.shrink_to_fit();
  return shared_->sealed;
}

bool Connection::send() {
  std::string& output = sealed_output();
  if (output.empty() || broken_) {
    output.clear();
    return true;
  }
  error_code failed;
  const std::size_t sent = socket_.write_some(asio::buffer(output), failed);
  broken_ = failed && failed != asio::error::would_block;
  if (sent < output.size() && !broken_) unsent_ = output.substr(sent);
  output.clear();
  if (output.capacity() > most_kept) output.shrink_to_fit();
  return unsent_.empty();
}

void Connection::enter(Phase phase) {
  const auto& limits = shared_->options.limits;
  phase_ = phase;
  const std::chrono::nanoseconds time = phase == Phase::idle        ? limits.idle
                                        : phase == Phase::lingering ? linger_for
                                                                    : limits.request;
  deadline_ns_ =
      (phase == Phase::idle || phase == Phase::receiving ? arrived_ns_ : shared_->options.steady_ns()) + in_ns(time);
}

void Connection::sweep(std::int64_t now_ns) {
  if (now_ns < deadline_ns_ || timed_out_) return;
  timed_out_ = true;
  if (phase_ == Phase::answering) {
    wake_->cancel();
  } else if (phase_ == Phase::receiving) {
    socket_.cancel();
  } else {
    abandon();
  }
}

void Connection::drain() {
  if (phase_ == Phase::idle) abandon();
}

void Connection::abandon() {
  if (tls_ && unsent_.empty()) say_end(socket_, *tls_);
  broken_ = true;
  if (wake_) wake_->cancel();
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace truewait::edge
