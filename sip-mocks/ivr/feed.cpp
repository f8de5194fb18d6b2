#include "ivr/feed.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace truewait::ivr {

bool has_ended(const std::string& state) {
  constexpr std::array<std::string_view, 7> ends{"completed", "cancelled", "superseded",       "declined",
                                                 "expired",   "exhausted", "expired_uncertain"};
  return std::find(ends.begin(), ends.end(), state) != ends.end();
}

void Feed::apply(const News& news) {
  seq_ = news.snapshot ? news.seq : std::max(seq_.value_or(0), news.seq);
  for (const QueueNews& queue : news.queues) {
    std::uint64_t& seq = queue_seq_[queue.queue];
    if (!news.snapshot && news.seq < seq) continue;
    seq = news.seq;
    queues_[queue.queue] = queue;
  }
  std::set<std::string> named;
  for (const CallbackNews& callback : news.callbacks) {
    Known& known = callbacks_[callback.callback_id];
    named.insert(callback.callback_id);
    if (news.snapshot || news.seq >= known.seq) known = {callback.queue, callback.state, news.seq};
  }
  if (!news.snapshot) return;
  // A snapshot names what is open; what it no longer names has ended while we were away, and how is to be asked.
  for (auto& [id, known] : callbacks_) {
    if (!named.contains(id) && !has_ended(known.state)) known.state.clear();
  }
}

void Feed::told(const CallbackNews& callback) {
  Known& known = callbacks_[callback.callback_id];
  known.queue = callback.queue;
  known.state = callback.state;
}

std::map<std::string, CallbackCount> Feed::callbacks() const {
  std::map<std::string, CallbackCount> out;
  for (const auto& [id, known] : callbacks_) {
    CallbackCount& count = out[known.queue];
    if (known.state == "completed") {
      ++count.done;
    } else if (has_ended(known.state)) {
      ++count.other;
    } else {
      ++count.open;
    }
  }
  return out;
}

std::string Feed::callback_state(const std::string& callback_id) const {
  const auto found = callbacks_.find(callback_id);
  return found == callbacks_.end() ? std::string() : found->second.state;
}

}  // namespace truewait::ivr
