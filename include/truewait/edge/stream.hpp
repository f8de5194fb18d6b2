// GET /v1/stream, subprotocol truewait.v1+json: front-ends send events, ask and get dial orders; boards watch queues
// and callbacks. State is conflated: who watches gets the latest of each queue a few times a second, and every change
// of a callback. Decides nothing; remembers some thousands of the feed's last changes, so that a reader can resume.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "truewait/edge/backend.hpp"
#include "truewait/edge/websocket.hpp"

namespace boost::asio {
class io_context;
}

namespace truewait::edge {

struct StreamOptions {
  std::chrono::milliseconds heartbeat{15'000};
  std::chrono::milliseconds hello_within{8'000};
  std::chrono::milliseconds conflate{100};  ///< how long changes of a queue gather before they are sent
  std::size_t remembered_changes = 10'000;  ///< of callbacks, per site
  std::function<std::int64_t()> steady_ns;  ///< as ServerOptions::steady_ns; required
};

class Stream final : public Watcher {
 public:
  /// Tells `backend` to be watched by it. All three must outlive the conversations.
  Stream(boost::asio::io_context& loop, Backend& backend, StreamOptions options);
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  /// For ServerOptions::stream.
  WebSocketFactory factory();

  void queues_changed(std::string_view site, const std::vector<std::string>& queues) override;
  void callback_changed(std::string_view site, const std::string& callback_id, std::uint64_t seq) override;

 private:
  class Core;
  std::shared_ptr<Core> core_;
};

}  // namespace truewait::edge
