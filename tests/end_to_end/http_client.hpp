// A small HTTP/1.1 client over POSIX sockets: one connection, one request at a time, an answer or nothing by a
// deadline. Written apart from the edge, so that both do not share a mistake.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "end_to_end/process.hpp"

namespace truewait::test {

struct Response {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

class HttpClient {
 public:
  HttpClient(std::uint16_t port, std::string key) : port_(port), key_(std::move(key)) {}
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  std::optional<Response> get(const std::string& target, const std::string& accept = "application/json");
  std::optional<Response> post(const std::string& target, const std::string& body,
                               const std::string& type = "application/json");
  /// Bytes as they are; the answer to them.
  std::optional<Response> exchange(const std::string& request);

 private:
  bool connect();
  bool send(const std::string& bytes);
  std::optional<Response> receive();
  bool more();
  void close();
  std::string head(const std::string& method, const std::string& target) const;

  std::uint16_t port_;
  std::string key_;
  int fd_ = -1;
  std::string buffer_;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace truewait::test
