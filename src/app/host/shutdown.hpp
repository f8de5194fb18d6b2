// The orderly end: no new connections, requests in flight answered, everything committed, a snapshot, then the loop
// stops. Bounded: a client that does not take its answer holds nobody up for long.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>

#include "app/host/host.hpp"
#include "truewait/edge/server.hpp"

namespace truewait::app {

class Shutdown {
 public:
  Shutdown(boost::asio::io_context& loop, edge::Server& server, Host& host)
      : loop_(loop), server_(server), host_(host), look_(loop) {}

  void begin();

  static constexpr std::chrono::seconds most{3};  ///< then clients are left behind; what was committed stays

 private:
  void look();

  boost::asio::io_context& loop_;
  edge::Server& server_;
  Host& host_;
  boost::asio::steady_timer look_;
  std::chrono::nanoseconds begun_{0};
};

}  // namespace truewait::app
