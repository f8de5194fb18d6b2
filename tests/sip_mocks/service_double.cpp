#include "sip_mocks/service_double.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

#include "centre/events.hpp"
#include "live/reading.hpp"

namespace truewait::ivr {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
namespace websocket = beast::websocket;
using tcp = asio::ip::tcp;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

namespace {

using Clock = std::chrono::steady_clock;

std::string instant_after(Clock::time_point began, double speed) {
  const domain::Instant start{std::chrono::hours(400'000)};
  return centre::rfc3339(start +
                         domain::from_seconds(std::chrono::duration<double>(Clock::now() - began).count() * speed));
}

}  // namespace

/// What the service decides; `say` sends to the one WebSocket there is.
class Mind {
 public:
  explicit Mind(DoubleOptions options) : options_(options) {}

  void hear(const std::string& text, std::deque<std::string>& say) {
    const auto message = live::parse_json(text);
    const std::string type = live::text(message, "type");
    const std::lock_guard guard(mutex_);
    if (type == "hello") {
      heard_.hellos.push_back(text);
      say.push_back(R"({"type":"welcome","session":"s1","heartbeat_s":1})");
      for (const std::string& order : orders_) say.push_back(order);  // not listed, or listed: sent again all the same
    } else if (type == "event") {
      event(*live::member(message, "event"), say);
    } else if (type == "ask") {
      say.push_back(R"({"type":"answer","id":")" + live::text(message, "id") +
                    R"(","estimate":{"status":"ok","seq":1,"announce":{"mode":"less_than","text_key":"wait.less_than",)"
                    R"("upper_min":3},"offer_callback":{"offered":true}}})");
    } else if (type == "dial_outcome") {
      outcome(live::text(message, "dial_id"), live::text(message, "outcome"), say);
    } else if (type == "subscribe") {
      json::array callbacks;
      for (const auto& [id, state] : callbacks_) {
        if (state == "completed") continue;  // a snapshot names what is open
        callbacks.push_back(json::object{{"callback_id", id}, {"queue", "support"}, {"state", state}});
      }
      say.push_back(json::serialize(json::object{{"type", "snapshot"}, {"seq", ++seq_}, {"callbacks", callbacks}}));
    }
  }

  Response answer(const Request& request, std::deque<std::string>& say) {
    const std::lock_guard guard(mutex_);
    const std::string target(request.target());
    Response response{http::status::ok, request.version()};
    if (target == "/v1/queues") {
      response.body() =
          R"({"as_of":")" + instant_after(began_, options_.speed) + R"(","queues":[{"queue":"support"}]})";
    } else if (request.method() == http::verb::post && options_.unavailable-- > 0) {
      response.result(503);
    } else if (request.method() == http::verb::post) {
      response.result(201);
      response.body() = "{}";
      heard_.posts.push_back("POST " + target + " " + std::string(request["Idempotency-Key"]));
      if (target == "/v1/callbacks") {
        const std::string id = "cb" + std::to_string(callbacks_.size() + 1);
        callbacks_.push_back({id, "waiting"});
        response.body() = R"({"callback_id":")" + id + R"(","state":"waiting"})";
        order(id, say);
      }
    } else if (target.starts_with("/v1/callbacks/")) {
      response.body() = R"({"queue":"support","state":")" + state_of(target.substr(14)) + R"("})";
    } else {
      response.result(404);
    }
    response.prepare_payload();
    return response;
  }

  DoubleOptions options_;
  mutable std::mutex mutex_;
  Heard heard_;

 private:
  void event(const json::value& event, std::deque<std::string>& say) {
    const std::string id = live::text(event, "event_id");
    const bool known = !event_ids_.insert(id).second;
    known ? void(++heard_.repeated_events) : heard_.events.push_back(json::serialize(event));
    say.push_back(json::serialize(json::object{{"type", "accepted"}, {"event_id", id}, {"duplicate", known}}));
    const std::string type = live::text(event, "type"), call_id = live::text(event, "call_id");
    if (type == "call.queued" && !live::text(event, "callback_id").empty())
      leg_ = {call_id, live::text(event, "callback_id")};
    if (type == "call.ended" && call_id == leg_.first) change(leg_.second, "completed", say);
  }

  void outcome(const std::string& dial_id, const std::string& word, std::deque<std::string>& say) {
    heard_.outcomes.push_back(dial_id + " " + word);
    say.push_back(json::serialize(json::object{{"type", "accepted"}, {"dial_id", dial_id}, {"outcome", word}}));
    if (word == "ringing" || word == "answered" || !ended_dials_.insert(dial_id).second) return;
    orders_.clear();
    if (word != "accepted" && !callbacks_.empty()) order(callbacks_.back().first, say);
  }

  void order(const std::string& callback_id, std::deque<std::string>& say) {
    orders_.push_back(json::serialize(json::object{{"type", "dial_order"},
                                                   {"callback_id", callback_id},
                                                   {"dial_id", "d" + std::to_string(++dials_)},
                                                   {"number", "+15550100001"},
                                                   {"queue", "support"},
                                                   {"priority", 0},
                                                   {"expires_at", "2999-01-01T00:00:00.000Z"}}));
    say.push_back(orders_.back());
  }

  std::string state_of(const std::string& callback_id) const {
    for (const auto& [id, state] : callbacks_) {
      if (id == callback_id) return state;
    }
    return {};
  }

  void change(const std::string& callback_id, const char* state, std::deque<std::string>& say) {
    for (auto& [id, known] : callbacks_) {
      if (id == callback_id) known = state;
    }
    if (options_.silent) return;
    const json::object callback{{"callback_id", callback_id}, {"queue", "support"}, {"state", state}};
    say.push_back(
        json::serialize(json::object{{"type", "delta"}, {"seq", ++seq_}, {"callbacks", json::array{callback}}}));
  }

  const Clock::time_point began_ = Clock::now();
  std::set<std::string> event_ids_, ended_dials_;
  std::vector<std::pair<std::string, std::string>> callbacks_;
  std::pair<std::string, std::string> leg_;
  std::vector<std::string> orders_;  ///< without an outcome
  int dials_ = 0;
  std::uint64_t seq_ = 0;
};

namespace {

struct Place {
  Mind& mind;
  std::deque<std::string> say;
  std::function<void()> wake;  ///< the WebSocket that is there sends what is to be said
};

class Talk : public std::enable_shared_from_this<Talk> {
 public:
  Talk(tcp::socket socket, Place& place) : stream_(std::move(socket)), place_(place) {}

  void begin(const Request& request) {
    stream_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
      response.set(http::field::sec_websocket_protocol, "truewait.v1+json");
    }));
    place_.say.clear();
    stream_.async_accept(request, [self = shared_from_this()](beast::error_code error) {
      if (error) return;
      self->place_.wake = [weak = self->weak_from_this()] {
        if (const auto talk = weak.lock()) talk->write();
      };
      self->read();
    });
  }

 private:
  void read() {
    stream_.async_read(buffer_, [self = shared_from_this()](beast::error_code error, std::size_t) {
      if (error) return;
      self->place_.mind.hear(beast::buffers_to_string(self->buffer_.data()), self->place_.say);
      self->buffer_.consume(self->buffer_.size());
      const int limit = self->place_.mind.options_.drop_after;
      if (limit > 0 && ++self->messages_ == limit) return beast::get_lowest_layer(self->stream_).close();
      self->write();
      self->read();
    });
  }

  void write() {
    if (writing_ || place_.say.empty()) return;
    writing_ = true;
    outgoing_ = std::move(place_.say.front());
    place_.say.pop_front();
    stream_.async_write(asio::buffer(outgoing_), [self = shared_from_this()](beast::error_code error, std::size_t) {
      self->writing_ = false;
      if (!error) self->write();
    });
  }

  websocket::stream<beast::tcp_stream> stream_;
  Place& place_;
  beast::flat_buffer buffer_;
  std::string outgoing_;
  bool writing_ = false;
  int messages_ = 0;
};

class Visit : public std::enable_shared_from_this<Visit> {
 public:
  Visit(tcp::socket socket, Place& place) : socket_(std::move(socket)), place_(place) {}

  void read() {
    request_ = {};
    http::async_read(socket_, buffer_, request_, [self = shared_from_this()](beast::error_code error, std::size_t) {
      if (!error) self->answer();
    });
  }

 private:
  void answer() {
    const int refused = place_.mind.options_.upgrade_status;
    if (websocket::is_upgrade(request_) && refused == 0) {
      {
        const std::lock_guard guard(place_.mind.mutex_);
        ++place_.mind.heard_.connections;
      }
      return std::make_shared<Talk>(std::move(socket_), place_)->begin(request_);
    }
    response_ = place_.mind.answer(request_, place_.say);
    if (websocket::is_upgrade(request_)) response_.result(static_cast<unsigned>(refused));
    http::async_write(socket_, response_, [self = shared_from_this()](beast::error_code error, std::size_t) {
      if (self->place_.wake) self->place_.wake();
      if (!error) self->read();
    });
  }

  tcp::socket socket_;
  Place& place_;
  beast::flat_buffer buffer_;
  Request request_;
  Response response_;
};

}  // namespace

struct ServiceDouble::Inner {
  explicit Inner(DoubleOptions options)
      : mind(options), acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
    accept();
    thread = std::thread([this] { io.run(); });
  }
  ~Inner() {
    io.stop();
    thread.join();
  }

  void accept() {
    acceptor.async_accept([this](beast::error_code error, tcp::socket socket) {
      if (error) return;
      std::make_shared<Visit>(std::move(socket), place)->read();
      accept();
    });
  }

  Mind mind;
  Place place{mind, {}, {}};
  asio::io_context io{1};
  tcp::acceptor acceptor;
  std::thread thread;
};

ServiceDouble::ServiceDouble(DoubleOptions options) : inner_(std::make_unique<Inner>(options)) {}
ServiceDouble::~ServiceDouble() = default;

std::uint16_t ServiceDouble::port() const {
  return inner_->acceptor.local_endpoint().port();
}

Heard ServiceDouble::heard() const {
  const std::lock_guard guard(inner_->mind.mutex_);
  return inner_->mind.heard_;
}

}  // namespace truewait::ivr
