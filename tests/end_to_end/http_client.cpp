#include "end_to_end/http_client.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

namespace truewait::test {

namespace {

using Clock = std::chrono::steady_clock;

bool ready(int fd, short events, Clock::time_point deadline) {
  pollfd p{fd, events, 0};
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return left > 0 && ::poll(&p, 1, static_cast<int>(left)) == 1;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 32) : c; });
  return text;
}

void read_head(std::string_view head, Response& into) {
  std::from_chars(head.data() + 9, head.data() + std::min<std::size_t>(head.size(), 12), into.status);
  for (auto line = head.find("\r\n"); line != std::string_view::npos;) {
    head.remove_prefix(line + 2);
    line = head.find("\r\n");
    const std::string_view field = head.substr(0, line);
    const auto colon = field.find(':');
    if (colon == std::string_view::npos) continue;
    std::string_view value = field.substr(colon + 1);
    while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    into.headers[lower(std::string(field.substr(0, colon)))] = std::string(value);
  }
}

}  // namespace

HttpClient::~HttpClient() {
  close();
}

void HttpClient::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  buffer_.clear();
}

bool HttpClient::connect() {
  fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd_ < 0) return false;
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port_);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0) return true;
  if (errno != EINPROGRESS || !ready(fd_, POLLOUT, deadline_)) return false;
  int error = 0;
  socklen_t size = sizeof error;
  return ::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

bool HttpClient::send(const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    if (!ready(fd_, POLLOUT, deadline_)) return false;
    const ssize_t n = ::send(fd_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EAGAIN) continue;
    // Who refuses a body before it is read closes its side: the answer may be waiting all the same.
    if (n <= 0) return errno == EPIPE || errno == ECONNRESET;
    sent += static_cast<std::size_t>(n);
  }
  return true;
}

bool HttpClient::more() {
  if (!ready(fd_, POLLIN, deadline_)) return false;
  char chunk[16384];
  const ssize_t n = ::recv(fd_, chunk, sizeof chunk, 0);
  if (n <= 0) return n < 0 && errno == EAGAIN;
  buffer_.append(chunk, static_cast<std::size_t>(n));
  return true;
}

std::optional<Response> HttpClient::receive() {
  std::size_t end;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!more()) return std::nullopt;
  }
  Response response;
  read_head(std::string_view(buffer_).substr(0, end + 2), response);
  std::size_t length = 0;
  const std::string& given = response.headers["content-length"];
  std::from_chars(given.data(), given.data() + given.size(), length);
  while (buffer_.size() < end + 4 + length) {
    if (!more()) return std::nullopt;
  }
  response.body = buffer_.substr(end + 4, length);
  buffer_.erase(0, end + 4 + length);
  if (lower(response.headers["connection"]) == "close") close();
  return response;
}

std::optional<Response> HttpClient::exchange(const std::string& request) {
  deadline_ = Clock::now() + patience;
  const bool fresh = fd_ < 0;
  if (fresh && !connect()) return close(), std::nullopt;
  if (send(request)) {
    if (auto response = receive()) return response;
  }
  close();
  return std::nullopt;
}

std::string HttpClient::head(const std::string& method, const std::string& target) const {
  std::string out = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  if (!key_.empty()) out += "Authorization: Bearer " + key_ + "\r\n";
  return out;
}

std::optional<Response> HttpClient::get(const std::string& target, const std::string& accept) {
  return exchange(head("GET", target) + "Accept: " + accept + "\r\n\r\n");
}

std::optional<Response> HttpClient::post(const std::string& target, const std::string& body, const std::string& type) {
  return exchange(head("POST", target) + "Content-Type: " + type +
                  "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

}  // namespace truewait::test
