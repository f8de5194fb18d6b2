#include "app/host/systemd_notice.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/local/datagram_protocol.hpp>
#include <charconv>
#include <cstdlib>
#include <utility>

#include <unistd.h>

namespace truewait::app {

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : value;
}

template <class Number>
std::optional<Number> number(const std::string& text) {
  Number value{};
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

SystemdNotice::SystemdNotice(boost::asio::io_context& loop, std::string address,
                             std::optional<std::chrono::microseconds> watchdog)
    : address_(std::move(address)), watchdog_(watchdog), timer_(loop) {}

SystemdNotice SystemdNotice::from_environment(boost::asio::io_context& loop) {
  std::optional<std::chrono::microseconds> watchdog;
  const auto micros = number<std::int64_t>(environment("WATCHDOG_USEC"));
  const auto pid = number<int>(environment("WATCHDOG_PID"));
  if (micros && *micros > 0 && (!pid || *pid == ::getpid())) watchdog = std::chrono::microseconds(*micros);
  return SystemdNotice(loop, environment("NOTIFY_SOCKET"), watchdog);
}

void SystemdNotice::send(std::string_view lines) const {
  if (address_.empty()) return;
  std::string path = address_;
  if (path.front() == '@') path.front() = '\0';
  using datagram = boost::asio::local::datagram_protocol;
  boost::system::error_code failed;
  boost::asio::io_context nothing_waits;
  datagram::socket socket(nothing_waits);
  socket.open(datagram(), failed);
  if (!failed) socket.send_to(boost::asio::buffer(lines), datagram::endpoint(path), 0, failed);
  if (failed) spdlog::warn("systemd could not be told: {}", failed.message());
}

void SystemdNotice::ready(std::string_view status) {
  send("READY=1\nSTATUS=" + std::string(status));
  if (watchdog_ && !address_.empty()) beat();
}

void SystemdNotice::beat() {
  send("WATCHDOG=1");
  timer_.expires_after(*watchdog_ / 2);
  timer_.async_wait([this](const boost::system::error_code& ended) {
    if (!ended) beat();
  });
}

void SystemdNotice::stopping() {
  send("STOPPING=1");
}

}  // namespace truewait::app
