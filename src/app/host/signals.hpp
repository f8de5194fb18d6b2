// The process's signals: the first SIGTERM or SIGINT asks for an orderly end, the second ends at once; SIGPIPE is
// ignored, a closed connection is an error of its own. Loop thread only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <functional>

namespace truewait::app {

class Signals {
 public:
  Signals(boost::asio::io_context& loop, std::function<void()> on_end);

 private:
  void wait();
  boost::asio::signal_set set_;
  std::function<void()> on_end_;
  bool ending_ = false;
};

}  // namespace truewait::app
