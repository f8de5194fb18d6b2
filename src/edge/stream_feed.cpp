#include "edge/stream_feed.hpp"

#include <algorithm>

#include "edge/callback_body.hpp"
#include "edge/estimate_body.hpp"
#include "edge/json_text.hpp"
#include "edge/queue_body.hpp"
#include "edge/websocket_codec.hpp"

namespace truewait::edge {
namespace {

constexpr std::size_t most_in_snapshot = 1000;  // callbacks; a board that needs more reads GET /v1/callbacks

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
  const EstimateFrame frame{name, {}, now, view->seq, backend_.offer(site_, name, *estimate), {}};
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

void StreamFeed::send_snapshot(const Access& who, const Subscriber& subscriber) {
  std::string out = with_seq("snapshot", backend_.feed_seq(site_)) + ",\"queues\":" + queues_text(subscriber);
  out += ",\"callbacks\":[";
  bool first = true;
  std::vector<ShownCallback> all = backend_.callbacks(who, {}, std::nullopt, {}, most_in_snapshot * 10);
  std::erase_if(all, [](const ShownCallback& c) { return domain::is_end(c.view.state); });
  if (all.size() > most_in_snapshot) all.resize(most_in_snapshot);
  for (const ShownCallback& callback : all) {
    if (!subscriber.wants(callback.view.queue)) continue;
    if (!first) out += ',';
    first = false;
    append_callback(out, callback);
  }
  subscriber.peer->send(text_frame(out + "]}"));
}

bool StreamFeed::resume(const Subscriber& subscriber, std::uint64_t from_seq) {
  if (!started_ || from_seq < forgotten_up_to_ || from_seq > backend_.feed_seq(site_)) return false;
  for (const Change& change : changes_) {
    if (change.seq > from_seq && subscriber.wants(change.queue)) subscriber.peer->send(change.frame);
  }
  const std::string now = with_seq("delta", backend_.feed_seq(site_)) + ",\"queues\":" + queues_text(subscriber) + "}";
  subscriber.peer->send(text_frame(now));
  return true;
}

void StreamFeed::subscribe(const Access& who, Subscriber subscriber, std::optional<std::uint64_t> from_seq) {
  unsubscribe(*subscriber.peer);
  if (!started_) forgotten_up_to_ = backend_.feed_seq(site_);
  if (!from_seq || !resume(subscriber, *from_seq)) {
    if (from_seq) subscriber.peer->send(text_frame("{\"type\":\"reset\"}"));
    send_snapshot(who, subscriber);
  }
  started_ = true;
  subscribers_.push_back(std::move(subscriber));
}

void StreamFeed::unsubscribe(const WebSocketPeer& peer) {
  std::erase_if(subscribers_, [&](const Subscriber& s) { return s.peer == &peer; });
}

void StreamFeed::queues_changed(const std::vector<std::string>& queues) {
  if (watched()) changed_.insert(queues.begin(), queues.end());
}

void StreamFeed::callback_changed(const ShownCallback& callback, std::uint64_t seq) {
  if (!started_) return;
  std::string out = with_seq("delta", seq) + ",\"callbacks\":[";
  append_callback(out, callback);
  changes_.push_back({seq, callback.view.queue, text_frame(out + "]}")});
  if (changes_.size() > remembered_) {
    forgotten_up_to_ = changes_.front().seq;
    changes_.pop_front();
  }
  for (const Subscriber& subscriber : subscribers_) {
    if (subscriber.wants(callback.view.queue)) subscriber.peer->send(changes_.back().frame);
  }
}

void StreamFeed::turn() {
  for (const std::string& queue : changed_) {
    const std::string text = queue_text(queue);
    if (text.empty()) continue;
    const Frame frame = text_frame(with_seq("delta", backend_.feed_seq(site_)) + ",\"queues\":[" + text + "]}");
    for (const Subscriber& subscriber : subscribers_) {
      if (subscriber.wants(queue)) subscriber.peer->send(frame);
    }
  }
  changed_.clear();
}

}  // namespace truewait::edge
