#include "end_to_end/service.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

namespace truewait::test {

namespace {

/// The port behind `before` in a line like "listening on http://127.0.0.1:4711, operations on http://127.0.0.1:4712".
std::uint16_t port_after(const std::string& line, const std::string& before) {
  const auto at = line.find(before);
  std::uint16_t port = 0;
  if (at != std::string::npos) {
    const char* digits = line.data() + at + before.size();
    std::from_chars(digits, line.data() + line.size(), port);
  }
  return port;
}

}  // namespace

Service::Service(const std::string& store, const std::vector<std::string>& more) {
  std::vector<std::string> arguments{"serve", "--store", store};
  if (std::find(more.begin(), more.end(), "--listen") == more.end()) {
    arguments.insert(arguments.end(), {"--listen", "127.0.0.1:0"});
  }
  if (std::find(more.begin(), more.end(), "--config") == more.end()) {
    arguments.insert(arguments.end(), {"--queue", "support", "--queue", "sales"});
  }
  arguments.insert(arguments.end(), more.begin(), more.end());
  process_ = std::make_unique<Process>(arguments);
  if (const auto line = process_->read_line()) {
    port_ = port_after(*line, "listening on http://127.0.0.1:");
    operations_ = port_after(*line, "operations on http://127.0.0.1:");
  } else {
    process_->wait();
  }
}

std::string create_key(const std::string& store, const std::string& name, const std::string& scopes) {
  const Outcome made = run({"key", "create", "--store", store, "--name", name, "--scopes", scopes});
  EXPECT_EQ(made.exit_code, 0) << made.err;
  std::string key = made.out;
  if (!key.empty() && key.back() == '\n') key.pop_back();
  EXPECT_TRUE(key.starts_with("tw_")) << made.out;
  EXPECT_EQ(key.find_first_of(" \n\t"), std::string::npos) << made.out;
  return key;
}

std::uint16_t free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  EXPECT_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&at), size), 0);
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&at), &size);
  ::close(fd);
  return ntohs(at.sin_port);
}

}  // namespace truewait::test
