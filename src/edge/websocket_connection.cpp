#include "edge/websocket_connection.hpp"

#include <algorithm>
#include <utility>

#include "edge/wire.hpp"

namespace truewait::edge {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t most_at_once = 16;  ///< frames in one write
constexpr std::chrono::nanoseconds close_within = std::chrono::seconds(3);

std::int64_t in_ns(std::chrono::nanoseconds d) {
  return d.count();
}

const std::shared_ptr<const std::string>& ping_frame() {
  static const auto frame = [] {
    std::string bytes;
    append_frame(bytes, Opcode::ping, {});
    return std::make_shared<const std::string>(std::move(bytes));
  }();
  return frame;
}

}  // namespace

void WebSocketConnection::start(std::shared_ptr<Shared> shared, Socket socket, std::unique_ptr<TlsSession> tls,
                                const Access& who, std::string early) {
  const auto self = std::make_shared<WebSocketConnection>(std::move(shared), std::move(socket), std::move(tls));
  self->sink_ = self->shared_->options.stream(who, *self);
  self->sink_->on_open();
  if (self->shared_->draining) self->drain();
  if (!early.empty()) self->take(early);
  self->wait_for_input();
}

WebSocketConnection::WebSocketConnection(std::shared_ptr<Shared> shared, Socket socket, std::unique_ptr<TlsSession> tls)
    : OpenConnection(std::move(shared)),
      socket_(std::move(socket)),
      tls_(std::move(tls)),
      reader_(static_cast<std::uint32_t>(shared_->options.limits.websocket_message_bytes)),
      deadline_ns_(shared_->options.steady_ns() + in_ns(shared_->options.limits.websocket_ping)) {}

/// The one place where a conversation ends: as long as the socket is open there is a wait, and closing it ends the
/// wait.
void WebSocketConnection::wait_for_input() {
  socket_.async_wait(Socket::wait_read, [self = shared_from_this()](error_code failed) {
    if (!failed && self->socket_.is_open()) self->read();
    if (failed || !self->socket_.is_open()) return self->end();
    self->wait_for_input();
  });
}

void WebSocketConnection::read() {
  error_code failed;
  std::string answer;
  const std::size_t size = read_clear(socket_, tls_.get(), *shared_, answer, failed);
  if (!answer.empty()) send_sealed(std::move(answer));
  if (failed == asio::error::would_block) return;
  if (failed) return shut();
  heard_ = true;
  take(std::span(shared_->input.data(), size));
  if (tls_ && !tls_->may_be_read()) shut();
}

void WebSocketConnection::take(std::span<char> bytes) {
  for (auto event = WebSocketReader::Event::text; event != WebSocketReader::Event::need_more;) {
    std::size_t consumed = 0;
    event = reader_.feed(bytes, consumed);
    bytes = bytes.subspan(consumed);
    handle(event);
  }
}

void WebSocketConnection::handle(WebSocketReader::Event event) {
  switch (event) {
    case WebSocketReader::Event::text:
      if (!closing_ && sink_) sink_->on_message(reader_.payload());
      return;
    case WebSocketReader::Event::ping: {
      std::string frame;
      append_frame(frame, Opcode::pong, reader_.payload());
      return send(std::make_shared<const std::string>(std::move(frame)));
    }
    case WebSocketReader::Event::close:
      return answer_close();
    case WebSocketReader::Event::failed:
      client_wrong_ = true;
      return close(reader_.code(), reader_.payload());
    case WebSocketReader::Event::pong:
    case WebSocketReader::Event::need_more:
      return;
  }
}

void WebSocketConnection::answer_close() {
  client_closed_ = true;
  if (closing_) {
    if (!unsent_) all_sent();
    return;
  }
  const bool none = reader_.code() == static_cast<std::uint16_t>(CloseCode::none_given);
  close(none ? static_cast<std::uint16_t>(CloseCode::normal) : reader_.code(), {});
}

void WebSocketConnection::send(std::shared_ptr<const std::string> frame) {
  if (!closing_) push(std::move(frame));
}

void WebSocketConnection::close(std::uint16_t code, std::string_view reason) {
  if (std::exchange(closing_, true)) return;
  deadline_ns_ = shared_->options.steady_ns() + in_ns(close_within);
  push(std::make_shared<const std::string>(close_frame(code, reason)));
  if (!unsent_) all_sent();
}

void WebSocketConnection::push(std::shared_ptr<const std::string> frame) {
  if (!socket_.is_open()) return;
  std::size_t sent = 0;
  if (tls_ && !unsent_) {
    std::string records;
    if (tls_->may_send()) tls_->encrypt(*frame, records);
    return send_sealed(std::move(records));
  }
  if (!unsent_) {
    error_code failed;
    sent = socket_.write_some(asio::buffer(*frame), failed);
    if (failed && failed != asio::error::would_block) return shut();
    if (sent == frame->size()) return;
    unsent_ = std::make_unique<Unsent>();
    unsent_->sent_of_first = sent;
    wait_to_send();
  }
  unsent_->bytes += frame->size() - sent;
  unsent_->frames.push_back(std::move(frame));
  if (closing_ || unsent_->bytes <= shared_->options.limits.websocket_unsent_bytes) return;
  unsent_->drop_whole_frames();
  close(static_cast<std::uint16_t>(CloseCode::try_again_later), "messages were not taken fast enough");
}

/// What TLS made now; what the socket does not take goes before all that waits in the clear.
void WebSocketConnection::send_sealed(std::string records) {
  error_code failed;
  std::size_t sent = 0;
  if (!unsent_ && !records.empty() && socket_.is_open()) sent = socket_.write_some(asio::buffer(records), failed);
  if (failed && failed != asio::error::would_block) shut();
  if (sent < records.size() && socket_.is_open()) {
    if (!unsent_) {
      unsent_ = std::make_unique<Unsent>();
      wait_to_send();
    }
    records.erase(0, sent);
    unsent_->add_sealed(std::move(records));
  }
}

void WebSocketConnection::seal_first() {
  std::string records;
  for (std::size_t count = 0; count < most_at_once && !unsent_->frames.empty(); ++count) {
    if (tls_->may_send()) tls_->encrypt(*unsent_->frames.front(), records);
    unsent_->bytes -= unsent_->frames.front()->size();
    unsent_->frames.pop_front();
  }
  if (!records.empty()) unsent_->add_sealed(std::move(records));
}

void WebSocketConnection::wait_to_send() {
  socket_.async_wait(Socket::wait_write, [self = shared_from_this()](error_code failed) {
    if (!failed && self->socket_.is_open()) self->send_rest();
  });
}

void WebSocketConnection::send_rest() {
  if (tls_ && unsent_->sealed == 0) seal_first();
  const std::size_t most = tls_ ? std::min(unsent_->sealed, most_at_once) : most_at_once;
  std::array<asio::const_buffer, most_at_once> some;
  std::size_t count = 0;
  for (const auto& frame : unsent_->frames) {
    if (count == most) break;
    some[count] = asio::buffer(*frame) + (count == 0 ? unsent_->sent_of_first : 0);
    ++count;
  }
  error_code failed;
  const std::size_t sent = socket_.write_some(std::span(some.data(), count), failed);
  if (failed && failed != asio::error::would_block) return shut();
  unsent_->remove(sent);
  if (!unsent_->frames.empty()) return wait_to_send();
  unsent_.reset();
  all_sent();
}

/// Once our close frame is out: the client's ends the conversation, or its end of the connection, or the deadline.
void WebSocketConnection::all_sent() {
  if (!closing_ || !socket_.is_open()) return;
  if (client_closed_) return shut();
  error_code ignored;
  if (client_wrong_ && tls_) say_end(socket_, *tls_);
  if (client_wrong_) socket_.shutdown(Socket::shutdown_send, ignored);
}

void WebSocketConnection::sweep(std::int64_t now_ns) {
  if (closing_) {
    if (now_ns >= deadline_ns_) shut();
    return;
  }
  if (sink_) sink_->on_sweep(now_ns);
  const std::int64_t interval = in_ns(shared_->options.limits.websocket_ping);
  if (std::exchange(heard_, false)) {
    pinged_ = false;
    deadline_ns_ = now_ns + interval;
  }
  if (closing_ || now_ns < deadline_ns_) return;
  if (std::exchange(pinged_, true)) return shut();
  deadline_ns_ = now_ns + interval;
  push(ping_frame());
}

void WebSocketConnection::drain() {
  close(static_cast<std::uint16_t>(CloseCode::restart), "the service restarts");
}

void WebSocketConnection::abandon() {
  shut();
  end();
}

void WebSocketConnection::shut() {
  if (tls_ && !unsent_) say_end(socket_, *tls_);
  error_code ignored;
  socket_.close(ignored);
  unsent_.reset();
}

void WebSocketConnection::end() {
  if (const auto sink = std::exchange(sink_, nullptr)) sink->on_closed();
}

void WebSocketConnection::Unsent::add_sealed(std::string records) {
  bytes += records.size();
  const auto behind_the_sealed = frames.begin() + static_cast<std::ptrdiff_t>(sealed++);
  frames.insert(behind_the_sealed, std::make_shared<const std::string>(std::move(records)));
}

void WebSocketConnection::Unsent::drop_whole_frames() {
  while (frames.size() > std::max<std::size_t>(sealed, sent_of_first > 0 ? 1 : 0)) {
    bytes -= frames.back()->size();
    frames.pop_back();
  }
}

void WebSocketConnection::Unsent::remove(std::size_t sent) {
  bytes -= sent;
  sent += std::exchange(sent_of_first, 0);
  while (!frames.empty() && sent >= frames.front()->size()) {
    sent -= frames.front()->size();
    frames.pop_front();
    if (sealed > 0) --sealed;
  }
  sent_of_first = sent;
}

}  // namespace truewait::edge
