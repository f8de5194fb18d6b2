// One keep-alive HTTP/1.1 connection for programs that stand in for a front-end: blocking, with a time limit, plain
// http only. It knows requests and answers, nothing of what they mean.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace truewait::live {

struct Url {
  std::string host, port;
  bool ipv6 = false;
};
/// http://host[:port][/]; nothing for anything else.
std::optional<Url> parse_url(std::string_view url);

struct HttpAnswer {
  int status = 0;
  std::string body;
};

class HttpClient {
 public:
  explicit HttpClient(Url url, std::string bearer_key, std::chrono::milliseconds limit = std::chrono::seconds(5))
      : url_(std::move(url)), key_(std::move(bearer_key)), limit_(limit) {}
  ~HttpClient() { close(); }
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// The answer, or nothing when the peer is away or broke off; failure() says why. A request on a connection that was
  /// kept and turns out to be closed is sent once more, so it must be harmless to repeat: a POST by its event_ids or by
  /// `idempotency_key`, which is left out when empty.
  std::optional<HttpAnswer> request(std::string_view method, std::string_view target, std::string_view body = {},
                                    std::string_view idempotency_key = {});
  const std::string& failure() const { return failure_; }

 private:
  bool open();
  void close();
  bool send_all(std::string_view bytes);
  bool receive();
  std::optional<HttpAnswer> exchange(std::string_view message);
  bool read_body(std::string_view head, std::string& body);
  bool read_chunks(std::string& body);
  bool fill(std::size_t bytes);
  std::optional<std::string> line();
  bool wait_for(short events);
  bool fail(std::string why);

  Url url_;
  std::string key_;
  std::chrono::milliseconds limit_;
  int socket_ = -1;
  std::string received_;  ///< not yet consumed
  std::string failure_;
};

}  // namespace truewait::live
