// The peer of http_stock: a Beast server as its own examples write it. One coroutine per connection on any_io_executor,
// tcp_stream with a timeout per operation, response<string_body>, the body built by Boost.JSON for each request. It
// checks a key, finds a queue and stamps the time; it does nothing else.
// Usage: bench_http_stock PORT KEY
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
using asio::ip::tcp;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

std::string stamp() {
  const auto now = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[40];
  const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text + length, sizeof text - length, ".%03dZ", static_cast<int>(ms));
  return text;
}

std::string estimate() {
  json::object announce{{"mode", "range"}, {"lower_min", 1}, {"upper_min", 4}, {"text_key", "wait.range"}};
  json::object offer{{"offered", false}, {"reason", "not_configured"}};
  json::object basis{{"samples", 500}, {"window_s", nullptr}};
  json::object body{{"queue", "support"},
                    {"status", "ok"},
                    {"p10_s", 61.5},
                    {"p20_s", 88.25},
                    {"p50_s", 151.875},
                    {"p80_s", 232.125},
                    {"p90_s", 271.5},
                    {"p95_s", 318.75},
                    {"mean_s", 163.207},
                    {"position", 5},
                    {"announce", std::move(announce)},
                    {"offer_callback", std::move(offer)},
                    {"as_of", stamp()},
                    {"age_s", 0.001},
                    {"method", "qla"},
                    {"basis", std::move(basis)},
                    {"seq", 48213}};
  return json::serialize(body);
}

Response answer(const Request& request, const std::string& authorization) {
  Response response{http::status::ok, request.version()};
  response.set(http::field::content_type, "application/json");
  response.keep_alive(request.keep_alive());
  if (request[http::field::authorization] != authorization) {
    response.result(http::status::unauthorized);
  } else if (request.method() != http::verb::get || request.target() != "/v1/queues/support/estimate") {
    response.result(http::status::not_found);
  } else {
    response.body() = estimate();
  }
  response.prepare_payload();
  return response;
}

asio::awaitable<void> serve(beast::tcp_stream stream, const std::string& authorization) {
  beast::flat_buffer buffer;
  try {
    for (;;) {
      stream.expires_after(std::chrono::seconds(30));
      Request request;
      co_await http::async_read(stream, buffer, request, asio::use_awaitable);
      Response response = answer(request, authorization);
      co_await http::async_write(stream, response, asio::use_awaitable);
      if (!response.keep_alive()) break;
    }
  } catch (const boost::system::system_error&) {
    // The client has gone.
  }
}

asio::awaitable<void> listen(tcp::endpoint at, const std::string& authorization) {
  const auto executor = co_await asio::this_coro::executor;
  tcp::acceptor acceptor(executor, at);
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    socket.set_option(tcp::no_delay(true));
    beast::tcp_stream stream(std::move(socket));
    asio::co_spawn(executor, serve(std::move(stream), authorization), asio::detached);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const int port = std::atoi(argv[1]);
  const std::string authorization = std::string("Bearer ") + argv[2];
  asio::io_context context(1);
  const tcp::endpoint at(asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(port));
  asio::co_spawn(context, listen(at, authorization), asio::detached);
  context.run();
  return 0;
}
