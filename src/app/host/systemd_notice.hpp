// Tells systemd that the service is ready, alive and ending (sd_notify's protocol: datagrams to $NOTIFY_SOCKET). The
// sign of life comes from the event loop itself, so that a loop that hangs is noticed and restarted. Does nothing when
// systemd did not start the process. Loop thread only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace truewait::app {

class SystemdNotice {
 public:
  /// `address`: of $NOTIFY_SOCKET, a path or '@' and an abstract name; empty: nobody listens.
  /// `watchdog`: $WATCHDOG_USEC, within which a sign of life is expected; it is given twice in that time.
  SystemdNotice(boost::asio::io_context& loop, std::string address,
                std::optional<std::chrono::microseconds> watchdog);
  /// From the environment of this process.
  static SystemdNotice from_environment(boost::asio::io_context& loop);

  void ready(std::string_view status);
  void stopping();

 private:
  void send(std::string_view lines) const;
  void beat();

  const std::string address_;
  const std::optional<std::chrono::microseconds> watchdog_;
  boost::asio::steady_timer timer_;
};

}  // namespace truewait::app
