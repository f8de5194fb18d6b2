#include "ivr/stream_client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <deque>
#include <utility>

namespace truewait::ivr {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using tcp = asio::ip::tcp;

class StreamClient::Connection : public std::enable_shared_from_this<StreamClient::Connection> {
 public:
  Connection(asio::io_context& io, const live::Url& url, std::string key, std::vector<StreamEvent>& events)
      : resolver_(io), stream_(io), host_(url.host), port_(url.port), key_(std::move(key)), events_(events) {}

  void open() {
    resolver_.async_resolve(host_, port_, [self = shared_from_this()](beast::error_code error, const auto& found) {
      if (error) return self->fail(error);
      beast::get_lowest_layer(self->stream_).expires_after(std::chrono::seconds(5));
      beast::get_lowest_layer(self->stream_).async_connect(found, [self](beast::error_code failed, const auto&) {
        failed ? self->fail(failed) : self->shake_hands();
      });
    });
  }

  void send(std::string text) {
    if (!open_ || gone_) return;
    outgoing_.push_back(std::move(text));
    if (outgoing_.size() == 1) write();
  }

  void close() {
    if (!open_ || gone_) return;
    stream_.async_close(websocket::close_code::normal,
                        [self = shared_from_this()](beast::error_code error) { self->fail(error); });
    open_ = false;
  }

  /// Nothing is reported from here on.
  void drop() {
    gone_ = true;
    beast::error_code ignored;
    resolver_.cancel();
    beast::get_lowest_layer(stream_).socket().close(ignored);
  }

 private:
  void shake_hands() {
    beast::get_lowest_layer(stream_).expires_never();
    websocket::stream_base::timeout limits{std::chrono::seconds(5), std::chrono::seconds(40), true};
    stream_.set_option(limits);
    stream_.set_option(websocket::stream_base::decorator([this](websocket::request_type& request) {
      request.set(beast::http::field::authorization, "Bearer " + key_);
      request.set(beast::http::field::sec_websocket_protocol, "truewait.v1+json");
    }));
    stream_.read_message_max(std::size_t{16} << 20U);  // a snapshot of many callbacks
    stream_.async_handshake(response_, host_ + ":" + port_, "/v1/stream",
                            [self = shared_from_this()](beast::error_code error) {
                              if (error) return self->fail(error);
                              self->open_ = true;
                              self->report({StreamEvent::Kind::opened, {}, 0, 0});
                              self->read();
                            });
  }

  void read() {
    stream_.async_read(incoming_, [self = shared_from_this()](beast::error_code error, std::size_t) {
      if (error) return self->fail(error);
      self->report({StreamEvent::Kind::message, beast::buffers_to_string(self->incoming_.data()), 0, 0});
      self->incoming_.consume(self->incoming_.size());
      self->read();
    });
  }

  void write() {
    stream_.async_write(asio::buffer(outgoing_.front()),
                        [self = shared_from_this()](beast::error_code error, std::size_t) {
                          if (error) return self->fail(error);
                          self->outgoing_.pop_front();
                          if (!self->outgoing_.empty()) self->write();
                        });
  }

  void fail(beast::error_code error) {
    if (gone_) return;
    StreamEvent closed{StreamEvent::Kind::closed, error.message(), 0, 0};
    if (error == websocket::error::upgrade_declined) closed.status = static_cast<int>(response_.result_int());
    if (const auto& reason = stream_.reason(); reason.code != websocket::close_code::none) {
      closed.code = reason.code;
      closed.text = std::string(reason.reason.data(), reason.reason.size());
    }
    report(std::move(closed));
    drop();
  }

  void report(StreamEvent event) {
    if (!gone_) events_.push_back(std::move(event));
  }

  tcp::resolver resolver_;
  websocket::stream<beast::tcp_stream> stream_;
  std::string host_, port_, key_;
  websocket::response_type response_;
  beast::flat_buffer incoming_;
  std::deque<std::string> outgoing_;
  bool open_ = false, gone_ = false;
  std::vector<StreamEvent>& events_;
};

struct StreamClient::Inner {
  Inner(live::Url to, std::string with) : url(std::move(to)), key(std::move(with)) {}

  live::Url url;
  std::string key;
  asio::io_context io{1};
  std::vector<StreamEvent> events;
  std::shared_ptr<Connection> connection;
};

StreamClient::StreamClient(live::Url url, std::string bearer_key)
    : inner_(std::make_unique<Inner>(std::move(url), std::move(bearer_key))) {}

StreamClient::~StreamClient() {
  if (inner_->connection) inner_->connection->drop();
  inner_->io.restart();
  inner_->io.poll();  // the handlers that were cancelled let go of the connection
}

void StreamClient::open() {
  if (inner_->connection) inner_->connection->drop();
  inner_->connection = std::make_shared<Connection>(inner_->io, inner_->url, inner_->key, inner_->events);
  inner_->connection->open();
}

void StreamClient::send(std::string text) {
  if (inner_->connection) inner_->connection->send(std::move(text));
}

void StreamClient::close() {
  if (inner_->connection) inner_->connection->close();
}

std::vector<StreamEvent> StreamClient::poll(std::chrono::milliseconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  inner_->io.restart();
  inner_->io.poll();
  while (inner_->events.empty() && !inner_->io.stopped() && inner_->io.run_one_until(end) > 0) {
  }
  return std::exchange(inner_->events, {});
}

}  // namespace truewait::ivr
