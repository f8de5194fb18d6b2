// A blocking HTTP client over plain sockets: sends exactly the bytes it is given and reads responses strictly, so that
// the server's own parser has no part in judging the server. Every wait is bounded.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace truewait::edge {

struct Response {
  int status = 0;
  std::map<std::string, std::string> fields;  ///< names in lower case
  std::string body;

  std::string field(const std::string& name) const {
    const auto at = fields.find(name);
    return at == fields.end() ? std::string() : at->second;
  }
};

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval bound{30, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &bound, sizeof bound);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &bound, sizeof bound);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
  }
  virtual ~Client() { close(); }
  Client(Client&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), connected_(other.connected_), buffer_(std::move(other.buffer_)) {}
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }

  /// False when the server has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = put(bytes.data(), bytes.size());
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// The next response; nothing when the connection ends or the server is silent. To HEAD no body belongs.
  std::optional<Response> receive(bool has_body = true) {
    std::size_t end;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!fill()) return std::nullopt;
    }
    Response response = parse_head(std::string_view(buffer_).substr(0, end + 2));
    buffer_.erase(0, end + 4);
    std::size_t length = 0;
    const std::string text = response.field("content-length");
    std::from_chars(text.data(), text.data() + text.size(), length);
    if (!has_body) length = 0;
    while (buffer_.size() < length) {
      if (!fill()) return std::nullopt;
    }
    response.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return response;
  }

  /// Exactly so many bytes; nothing when the connection ends before.
  std::optional<std::string> take(std::size_t size) {
    while (buffer_.size() < size) {
      if (!fill()) return std::nullopt;
    }
    std::string bytes = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return bytes;
  }

  /// True when the server closes without another byte.
  bool closed_by_server() { return buffer_.empty() && !fill() && !timed_out_; }
  /// Everything up to the end of the connection.
  std::string rest() {
    while (fill()) {
    }
    return std::exchange(buffer_, {});
  }

  virtual void shut_down_sending() { ::shutdown(socket_, SHUT_WR); }
  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }

 protected:
  /// As ::send and ::recv.
  virtual ssize_t put(const char* bytes, std::size_t size) { return ::send(socket_, bytes, size, MSG_NOSIGNAL); }
  virtual ssize_t get(char* into, std::size_t size) { return ::recv(socket_, into, size, 0); }
  int socket() const { return socket_; }

 private:
  bool fill() {
    char bytes[16384];
    const ssize_t got = get(bytes, sizeof bytes);
    timed_out_ = got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (got <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(got));
    return true;
  }

  static Response parse_head(std::string_view head) {
    Response response;
    const std::string_view first = head.substr(0, head.find("\r\n"));
    if (first.starts_with("HTTP/1.1 ")) std::from_chars(first.data() + 9, first.data() + 12, response.status);
    head.remove_prefix(first.size() + 2);
    while (!head.empty()) {
      const std::string_view line = head.substr(0, head.find("\r\n"));
      head.remove_prefix(line.size() + 2);
      const std::size_t colon = line.find(": ");
      if (colon == std::string_view::npos) return {};
      std::string name(line.substr(0, colon));
      std::transform(name.begin(), name.end(), name.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      if (!response.fields.emplace(name, line.substr(colon + 2)).second) return {};
    }
    return response;
  }

  int socket_;
  bool connected_ = false, timed_out_ = false;
  std::string buffer_;
};

}  // namespace truewait::edge
