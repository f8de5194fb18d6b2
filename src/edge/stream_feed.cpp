#include "edge/stream_feed.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "edge/callback_body.hpp"
#include "edge/estimate_body.hpp"
#include "edge/json_text.hpp"
#include "edge/queue_body.hpp"
#include "edge/websocket_codec.hpp"

namespace truewait::edge {
namespace {

constexpr std::size_t behind_bytes = 32 * 1024;  // unsent: from here on a client gets no state until it has caught up
constexpr std::size_t most_in_snapshot = 1000;   // callbacks; a board that needs more reads GET /v1/callbacks

std::string with_seq(std::string_view type, std::uint64_t seq) {
  std::string out = "{\"type\":\"";
  out.append(type).append("\",\"seq\":");
  append_integer(out, seq);
  return out;
}

}  // namespace

std::string StreamFeed::queue_text(const std::string& name) const {
  const auto view = backend_.queue(site_, name);
  const auto estimate = view ? backend_.estimate(site_, name, {}) : std::nullopt;
  if (!estimate) return {};
  const auto now = backend_.now();
  std::string out = queue_body(*view, now);
  out.pop_back();  // the brace: more members follow
  const EstimateFrame frame{name,
                            {},
                            now,
                            view->seq,
                            backend_.offer(site_, name, *estimate, {}),
                            {},
                            backend_.announce(site_, name, *estimate)};
  out += ",\"estimate\":";
  out += estimate_body(*estimate, frame).json;
  out += ",\"callbacks_open\":";
  append_integer(out, std::int64_t{backend_.open_callbacks(site_, name)});
  out += '}';
  return out;
}

std::string StreamFeed::queues_text(const Subscriber& subscriber) const {
  std::string out = "[";
  for (const domain::QueueView& view : backend_.queues(site_)) {
    if (!subscriber.wants(view.queue)) continue;
    if (out.size() > 1) out += ',';
    out += queue_text(view.queue);
  }
  return out + "]";
}

void StreamFeed::send_snapshot(const Subscriber& subscriber) {
  std::string out = with_seq("snapshot", backend_.feed_seq(site_)) + ",\"queues\":" + queues_text(subscriber);
  out += ",\"callbacks\":[";
  bool first = true;
  const domain::CallbackQuery open{subscriber.queues, {}, true, {}, most_in_snapshot};
  const auto callbacks = backend_.callbacks(site_, open);
  for (const ShownCallback& callback : *callbacks) {
    if (!first) out += ',';
    first = false;
    append_callback(out, callback);
  }
  subscriber.peer->send(text_frame(out + "]}"));
}

std::string StreamFeed::changes_text(const Subscriber& subscriber, std::uint64_t after) const {
  std::string out;
  auto change = std::upper_bound(changes_.begin(), changes_.end(), after,
                                 [](std::uint64_t seq, const Change& c) { return seq < c.seq; });
  for (; change != changes_.end(); ++change) {
    if (!subscriber.wants(change->queue)) continue;
    if (!out.empty()) out += ',';
    out += change->text;
  }
  return out;
}

bool StreamFeed::resume(const Subscriber& subscriber, std::uint64_t from_seq) {
  const std::uint64_t now = backend_.feed_seq(site_);
  if (!started_ || from_seq < forgotten_up_to_ || from_seq > now) return false;
  std::string out = with_seq("delta", now) + ",\"queues\":" + queues_text(subscriber);
  out.append(",\"callbacks\":[").append(changes_text(subscriber, from_seq)).append("]}");
  subscriber.peer->send(text_frame(out));
  return true;
}

void StreamFeed::subscribe(Subscriber subscriber, std::optional<std::uint64_t> from_seq) {
  unsubscribe(*subscriber.peer);
  if (!started_) forgotten_up_to_ = backend_.feed_seq(site_);
  if (!from_seq || !resume(subscriber, *from_seq)) {
    if (from_seq) subscriber.peer->send(text_frame("{\"type\":\"reset\"}"));
    send_snapshot(subscriber);
  }
  if (!watched()) told_up_to_ = backend_.feed_seq(site_);  // nobody else is owed what came before
  started_ = true;
  subscribers_.push_back(std::move(subscriber));
}

void StreamFeed::unsubscribe(const WebSocketPeer& peer) {
  std::erase_if(subscribers_, [&](const Subscriber& s) { return s.peer == &peer; });
}

void StreamFeed::queues_changed(const std::vector<std::string>& queues) {
  if (watched()) changed_.insert(queues.begin(), queues.end());
}

void StreamFeed::callback_changed(const std::string& callback_id, std::uint64_t seq) {
  const auto callback = started_ ? backend_.callback(site_, callback_id) : std::nullopt;
  if (!callback) return;
  Change change{seq, callback->view.queue, {}};
  append_callback(change.text, *callback);
  changes_.push_back(std::move(change));
  if (changes_.size() <= remembered_) return;
  // What was not sent yet is not forgotten: a turn comes first.
  if (changes_.front().seq > told_up_to_) turn();
  forgotten_up_to_ = changes_.front().seq;
  changes_.pop_front();
}

Frame StreamFeed::delta(const Subscriber& subscriber, const std::set<std::string>& queues) const {
  std::string states;
  for (const std::string& queue : queues) {
    const std::string text = subscriber.wants(queue) ? queue_text(queue) : std::string{};
    if (text.empty()) continue;
    if (!states.empty()) states += ',';
    states += text;
  }
  const std::string changes = changes_text(subscriber, told_up_to_);
  if (states.empty() && changes.empty()) return nullptr;
  std::string out = with_seq("delta", backend_.feed_seq(site_));
  if (!states.empty()) out.append(",\"queues\":[").append(states).append("]");
  if (!changes.empty()) out.append(",\"callbacks\":[").append(changes).append("]");
  return text_frame(out.append("}"));
}

void StreamFeed::turn() {
  // Those who keep up and watch the same queues share one frame.
  std::map<std::set<std::string>, Frame> shared;
  for (Subscriber& subscriber : subscribers_) {
    Frame frame;
    if (subscriber.peer->unsent_bytes() > behind_bytes) {
      subscriber.owed.insert(changed_.begin(), changed_.end());
      frame = delta(subscriber, {});
    } else if (!subscriber.owed.empty()) {
      subscriber.owed.insert(changed_.begin(), changed_.end());
      frame = delta(subscriber, std::exchange(subscriber.owed, {}));
    } else {
      const auto [made, fresh] = shared.try_emplace(subscriber.queues);
      if (fresh) made->second = delta(subscriber, changed_);
      frame = made->second;
    }
    if (frame) subscriber.peer->send(frame);
  }
  changed_.clear();
  told_up_to_ = backend_.feed_seq(site_);
}

}  // namespace truewait::edge
