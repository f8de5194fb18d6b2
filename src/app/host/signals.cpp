#include "app/host/signals.hpp"

#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdlib>
#include <utility>

namespace truewait::app {

Signals::Signals(boost::asio::io_context& loop, std::function<void()> on_end)
    : set_(loop, SIGTERM, SIGINT), on_end_(std::move(on_end)) {
  std::signal(SIGPIPE, SIG_IGN);
  wait();
}

void Signals::wait() {
  set_.async_wait([this](const boost::system::error_code& error, int signal) {
    if (error) return;
    if (ending_) {
      spdlog::warn("second signal: ending at once");
      std::_Exit(128 + signal);
    }
    ending_ = true;
    spdlog::info("signal {}: finishing what is in flight", signal);
    wait();
    on_end_();
  });
}

}  // namespace truewait::app
