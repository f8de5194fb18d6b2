// What has been said on the WebSocket and is not yet acknowledged: events, dial outcomes and questions, in their order.
// After a reconnect all of it is said again; the service counts an event once. It sends nothing itself.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace truewait::ivr {

enum class Saying : std::uint8_t { event, outcome, ask };

class Outbox {
 public:
  /// `key`: event_id, dial_id or the question's id.
  void add(Saying saying, std::string key, std::string text, std::string outcome = {});

  /// What has not been sent on this connection, in order; from then on it counts as sent.
  std::vector<std::string> to_send();
  /// The connection is gone, or the service could not take it: everything is to be sent again.
  void reconnected();

  /// The oldest one of that kind and key has its answer. False: there is none.
  bool acknowledge(Saying saying, const std::string& key, const std::string& outcome = {});

  std::size_t size() const { return waiting_.size(); }
  /// Number of the newest one added so far, from 1; 0: none yet.
  std::uint64_t newest() const { return newest_; }
  /// True when everything up to that number has its answer.
  bool settled(std::uint64_t number) const { return waiting_.empty() || waiting_.front().number > number; }

 private:
  struct Entry {
    std::uint64_t number;
    Saying saying;
    std::string key, outcome, text;
  };
  std::deque<Entry> waiting_;
  std::size_t sent_ = 0;  ///< of those waiting, from the front
  std::uint64_t newest_ = 0;
};

}  // namespace truewait::ivr
