// What the service's feed has said so far: the latest state of each queue, the state of each callback. What comes a
// second time after a resume, or late because queues are conflated and callbacks are not, is dropped by the sequence
// of the one it is about. It asks nobody for anything.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "ivr/messages.hpp"

namespace truewait::ivr {

struct CallbackCount {
  int open = 0, done = 0, other = 0;  ///< done: completed; other: ended in another way
};

class Feed {
 public:
  void apply(const News& news);
  /// What the service answered about one callback.
  void told(const CallbackNews& callback);
  /// The next snapshot begins anew.
  void reset() { seq_.reset(); }

  std::optional<std::uint64_t> seq() const { return seq_; }  ///< to resume from
  const std::map<std::string, QueueNews>& queues() const { return queues_; }
  std::map<std::string, CallbackCount> callbacks() const;  ///< by queue
  /// Empty when the feed has never named it, or no longer does: it has ended unseen, or begins to be seen soon.
  std::string callback_state(const std::string& callback_id) const;

 private:
  struct Known {
    std::string queue, state;
    std::uint64_t seq = 0;
  };
  std::optional<std::uint64_t> seq_;
  std::map<std::string, QueueNews> queues_;
  std::map<std::string, std::uint64_t> queue_seq_;
  std::map<std::string, Known> callbacks_;
};

/// completed, cancelled, superseded, declined, expired, exhausted, expired_uncertain.
bool has_ended(const std::string& callback_state);

}  // namespace truewait::ivr
