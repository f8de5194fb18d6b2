#include "app/host/shutdown.hpp"

#include <spdlog/spdlog.h>

namespace truewait::app {

void Shutdown::begin() {
  begun_ = Clock::steady();
  host_.drain();
  server_.stop();
  look();
}

void Shutdown::look() {
  const bool done = server_.connections() == 0 && host_.idle();
  if (done || Clock::steady() - begun_ >= most) {
    if (!done) spdlog::warn("ending with {} connections open", server_.connections());
    host_.close();
    spdlog::info("ended");
    loop_.stop();
    return;
  }
  look_.expires_after(std::chrono::milliseconds(10));
  look_.async_wait([this](const boost::system::error_code& error) {
    if (!error) look();
  });
}

}  // namespace truewait::app
