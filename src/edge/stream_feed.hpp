// The live feed of one site: who watches which queues, what has changed since the last turn, and the last changes of
// callbacks for those who resume. Writes frames; knows no socket and no timer.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "truewait/edge/backend.hpp"
#include "truewait/edge/websocket.hpp"

namespace truewait::edge {

using Frame = std::shared_ptr<const std::string>;

/// One who watches.
struct Subscriber {
  WebSocketPeer* peer = nullptr;
  std::set<std::string> queues;  ///< empty: all
  std::set<std::string> owed;    ///< changed while the client did not keep up: their latest state is due
  bool wants(const std::string& queue) const { return queues.empty() || queues.contains(queue); }
};

class StreamFeed {
 public:
  StreamFeed(std::string site, Backend& backend, std::size_t remembered)
      : site_(std::move(site)), backend_(backend), remembered_(remembered) {}

  /// Sends a snapshot; or, when `from_seq` is still remembered, the changes of callbacks since then and the queues as
  /// they are; or reset and a snapshot when it is not.
  void subscribe(Subscriber subscriber, std::optional<std::uint64_t> from_seq);
  void unsubscribe(const WebSocketPeer& peer);
  bool watched() const { return !subscribers_.empty(); }

  void queues_changed(const std::vector<std::string>& queues);
  void callback_changed(const std::string& callback_id, std::uint64_t seq);
  /// One delta to each: the queues that have changed since the last turn, as they are now, and every change of a
  /// callback. Who has not taken what was sent before gets the changes alone, and the queues when it keeps up again.
  void turn();

 private:
  struct Change {
    std::uint64_t seq;
    std::string queue, text;
  };
  std::string queue_text(const std::string& queue) const;
  std::string queues_text(const Subscriber& subscriber) const;
  /// The changes after `seq` that the subscriber wants, as a JSON array's inside.
  std::string changes_text(const Subscriber& subscriber, std::uint64_t after) const;
  Frame delta(const Subscriber& subscriber, const std::set<std::string>& queues) const;
  void send_snapshot(const Subscriber& subscriber);
  bool resume(const Subscriber& subscriber, std::uint64_t from_seq);

  const std::string site_;
  Backend& backend_;
  const std::size_t remembered_;
  std::vector<Subscriber> subscribers_;
  std::set<std::string> changed_;
  std::deque<Change> changes_;
  std::uint64_t told_up_to_ = 0;       ///< changes up to this sequence were sent
  std::uint64_t forgotten_up_to_ = 0;  ///< changes up to this sequence are not all remembered
  bool started_ = false;
};

}  // namespace truewait::edge
