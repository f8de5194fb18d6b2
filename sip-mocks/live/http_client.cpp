#include "live/http_client.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstring>

namespace truewait::live {
namespace {

constexpr std::size_t longest_answer = std::size_t{16} << 20U;

/// The value of a header in a block of header lines, names compared without case.
std::optional<std::string> header(std::string_view head, std::string_view name) {
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view text = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    if (text.size() <= name.size() || text[name.size()] != ':') continue;
    if (!std::equal(name.begin(), name.end(), text.begin(), [&](char n, char t) { return same(t, n); })) continue;
    std::string_view value = text.substr(name.size() + 1);
    while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    return std::string(value);
  }
  return std::nullopt;
}

std::optional<std::size_t> size_in(std::string_view digits, int base) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc{} || end == digits.data() || value > longest_answer) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Url> parse_url(std::string_view url) {
  constexpr std::string_view scheme = "http://";
  if (!url.starts_with(scheme)) return std::nullopt;
  url.remove_prefix(scheme.size());
  if (url.ends_with('/')) url.remove_suffix(1);
  Url out;
  out.port = "80";
  if (url.starts_with('[')) {
    const std::size_t end = url.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    out.host = url.substr(1, end - 1);
    out.ipv6 = true;
    url.remove_prefix(end + 1);
  } else {
    const std::size_t end = std::min(url.find(':'), url.size());
    out.host = url.substr(0, end);
    url.remove_prefix(end);
  }
  if (url.starts_with(':')) {
    out.port = url.substr(1);
    const auto port = size_in(out.port, 10);
    if (!port || *port == 0 || *port > 65535 || out.port.find_first_not_of("0123456789") != std::string::npos) {
      return std::nullopt;
    }
  } else if (!url.empty()) {
    return std::nullopt;
  }
  if (out.host.empty() || out.host.find_first_of("/?#@ ") != std::string::npos) return std::nullopt;
  return out;
}

std::optional<HttpAnswer> HttpClient::request(std::string_view method, std::string_view target, std::string_view body,
                                              std::string_view idempotency_key) {
  const std::string host = url_.ipv6 ? "[" + url_.host + "]" : url_.host;
  std::string message(method);
  message.append(" ").append(target).append(" HTTP/1.1\r\nHost: ").append(host).append(":").append(url_.port);
  message.append("\r\nAuthorization: Bearer ").append(key_).append("\r\nAccept: application/json\r\n");
  if (method == "POST") {
    message.append("Content-Type: application/json\r\nContent-Length: ").append(std::to_string(body.size()));
    message.append("\r\n");
  }
  if (!idempotency_key.empty()) message.append("Idempotency-Key: ").append(idempotency_key).append("\r\n");
  message.append("\r\n").append(body);
  const bool kept = socket_ >= 0;
  if (!kept && !open()) return std::nullopt;
  auto answer = exchange(message);
  if (!answer && kept && open()) answer = exchange(message);
  if (!answer) close();
  return answer;
}

bool HttpClient::fail(std::string why) {
  failure_ = std::move(why);
  close();
  return false;
}

void HttpClient::close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
  received_.clear();
}

bool HttpClient::open() {
  close();
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int error = ::getaddrinfo(url_.host.c_str(), url_.port.c_str(), &hints, &found); error != 0) {
    return fail(url_.host + ": " + ::gai_strerror(error));
  }
  failure_ = "no address of " + url_.host + " answers";
  for (const addrinfo* at = found; at != nullptr && socket_ < 0; at = at->ai_next) {
    socket_ = ::socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, at->ai_protocol);
    if (socket_ < 0) continue;
    int error = ::connect(socket_, at->ai_addr, at->ai_addrlen) == 0 ? 0 : errno;
    if (error == EINPROGRESS) {
      socklen_t size = sizeof error;
      if (!wait_for(POLLOUT)) continue;  // it has closed the socket
      ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
    }
    if (error != 0) fail(std::strerror(error));
  }
  ::freeaddrinfo(found);
  return socket_ >= 0;
}

bool HttpClient::wait_for(short events) {
  pollfd wanted{socket_, events, 0};
  for (;;) {
    const int ready = ::poll(&wanted, 1, static_cast<int>(limit_.count()));
    if (ready > 0) return true;
    if (ready == 0) return fail("no answer within " + std::to_string(limit_.count()) + " ms");
    if (errno != EINTR) return fail(std::strerror(errno));
  }
}

bool HttpClient::send_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN || errno == EINTR) {
      if (!wait_for(POLLOUT)) return false;
    } else {
      return fail(std::strerror(errno));
    }
  }
  return true;
}

bool HttpClient::receive() {
  char block[16384];
  for (;;) {
    const ssize_t got = ::recv(socket_, block, sizeof block, 0);
    if (got > 0) {
      received_.append(block, static_cast<std::size_t>(got));
      return received_.size() <= 2 * longest_answer || fail("the answer is too long");
    }
    if (got == 0) return fail("the connection was closed");
    if (errno != EAGAIN && errno != EINTR) return fail(std::strerror(errno));
    if (!wait_for(POLLIN)) return false;
  }
}

std::optional<HttpAnswer> HttpClient::exchange(std::string_view message) {
  if (!send_all(message)) return std::nullopt;
  std::size_t end = 0;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive()) return std::nullopt;
  }
  const std::string head = received_.substr(0, end + 2);
  received_.erase(0, end + 4);
  HttpAnswer answer;
  const auto status = head.starts_with("HTTP/1.") && head.size() > 12 ? size_in(head.substr(9, 3), 10) : std::nullopt;
  if (!status) return fail("the answer is not HTTP/1.1"), std::nullopt;
  answer.status = static_cast<int>(*status);
  if (!read_body(head, answer.body)) return std::nullopt;
  if (header(head, "connection").value_or("") == "close") close();
  return answer;
}

bool HttpClient::read_body(std::string_view head, std::string& body) {
  if (header(head, "transfer-encoding").value_or("") == "chunked") return read_chunks(body);
  const auto length = size_in(header(head, "content-length").value_or("0"), 10);
  if (!length) return fail("the answer has no usable length");
  if (!fill(*length)) return false;
  body = received_.substr(0, *length);
  received_.erase(0, *length);
  return true;
}

bool HttpClient::fill(std::size_t bytes) {
  while (received_.size() < bytes) {
    if (!receive()) return false;
  }
  return true;
}

std::optional<std::string> HttpClient::line() {
  std::size_t end = 0;
  while ((end = received_.find("\r\n")) == std::string::npos) {
    if (!receive()) return std::nullopt;
  }
  std::string text = received_.substr(0, end);
  received_.erase(0, end + 2);
  return text;
}

bool HttpClient::read_chunks(std::string& body) {
  for (;;) {
    const auto length_line = line();
    if (!length_line) return false;
    const auto length = size_in(*length_line, 16);
    if (!length || body.size() + *length > longest_answer) return fail("a chunk of the answer has no usable length");
    if (*length == 0) break;
    if (!fill(*length + 2)) return false;
    body.append(received_, 0, *length);
    received_.erase(0, *length + 2);
  }
  for (auto trailer = line(); trailer; trailer = line()) {
    if (trailer->empty()) return true;
  }
  return false;
}

}  // namespace truewait::live
