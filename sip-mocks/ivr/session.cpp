#include "ivr/session.hpp"

#include <algorithm>

namespace truewait::ivr {
namespace {

constexpr auto patience = std::chrono::milliseconds(10);
constexpr double first_pause_s = 0.2, longest_pause_s = 5, look_every_s = 5, welcome_within_s = 10;
constexpr int posts_per_tick = 20;

bool hopeless(int status) {
  return status >= 400 && status < 500 && status != 408 && status != 429;
}

/// The same request may be taken later. Another error would come back for ever.
bool not_now(int status) {
  return status == 408 || status == 429 || (status >= 502 && status <= 504);
}

}  // namespace

Session::Session(SessionOptions options, FrontEnd& front_end, DialLedger& ledger)
    : options_(std::move(options)),
      front_end_(front_end),
      ledger_(ledger),
      service_(options_.url, options_.key),
      stream_(options_.url, options_.key),
      time_(options_.speed) {}

bool Session::tick(double steady_s) {
  if (state_ == State::away && steady_s >= next_try_s_) connect(steady_s);
  for (const StreamEvent& event : stream_.poll(patience)) take(event, steady_s);
  if (state_ == State::greeting && steady_s > greeted_s_ + welcome_within_s) lost("no welcome", steady_s);
  if (fatal_.empty() && time_.begun()) work(steady_s);
  if (fatal_.empty()) fatal_ = front_end_.fatal();
  return fatal_.empty();
}

void Session::connect(double steady_s) {
  const auto overview = service_.overview();
  if (!overview) {
    if (hopeless(service_.last_status())) fatal_ = "the service refuses: " + service_.trouble();
    return lost(service_.trouble(), steady_s);
  }
  if (!queues_known(*overview)) return;
  time_.seen(overview->as_of, steady_s);
  state_ = State::connecting;
  stream_.open();
}

bool Session::queues_known(const live::Overview& overview) {
  std::string missing;
  for (const std::string& queue : options_.queues) {
    if (std::find(overview.queues.begin(), overview.queues.end(), queue) == overview.queues.end()) {
      missing += " " + queue;
    }
  }
  if (!missing.empty()) fatal_ = "the service lacks queues:" + missing;
  return missing.empty();
}

void Session::take(const StreamEvent& event, double steady_s) {
  if (event.kind == StreamEvent::Kind::message) return take_message(event.text, steady_s);
  if (event.kind == StreamEvent::Kind::opened) {
    state_ = State::greeting;
    greeted_s_ = steady_s;
    return stream_.send(hello_text(options_.name, ledger_.unsettled(), true));
  }
  if (hopeless(event.status)) fatal_ = "the service refuses the WebSocket: HTTP " + std::to_string(event.status);
  lost(event.code == 0 ? event.text : "closed with " + std::to_string(event.code) + " " + event.text, steady_s);
}

void Session::take_message(const std::string& text, double steady_s) {
  const Incoming message = read_message(text);
  if (const auto* welcome = std::get_if<Welcome>(&message)) {
    state_ = State::connected;
    pause_s_ = 0;
    trouble_.clear();
    heartbeat_s_ = std::clamp(welcome->heartbeat_s, 1.0, 60.0);
    next_heartbeat_s_ = steady_s + heartbeat_s_;
    next_look_s_ = steady_s + look_every_s;
    front_end_.outbox().reconnected();
    return stream_.send(subscribe_text(feed_.seq()));
  }
  if (const auto* beat = std::get_if<Beat>(&message); beat != nullptr && beat->at) time_.seen(*beat->at, steady_s);
  if (const auto* news = std::get_if<News>(&message)) feed_.apply(*news);
  if (std::holds_alternative<Reset>(message)) feed_.reset();
  front_end_.receive(message);
}

void Session::lost(std::string why, double steady_s) {
  state_ = State::away;
  time_.lost();
  pause_s_ = std::clamp(pause_s_ * 2, first_pause_s, longest_pause_s);
  next_try_s_ = steady_s + pause_s_;
  trouble_ = (time_.begun() ? "The service is away: " : "No service yet: ") + why;
}

void Session::work(double steady_s) {
  front_end_.advance(time_.now_s(steady_s), time_.start());
  if (state_ != State::connected) return;
  if (front_end_.take_say_again()) say_again_s_ = steady_s + first_pause_s;
  if (say_again_s_ && steady_s >= *say_again_s_) {
    say_again_s_.reset();
    front_end_.outbox().reconnected();
  }
  for (std::string& text : front_end_.outbox().to_send()) stream_.send(std::move(text));
  make_posts(steady_s);
  if (steady_s >= next_heartbeat_s_) {
    stream_.send(heartbeat_text());
    next_heartbeat_s_ = steady_s + heartbeat_s_;
  }
  if (front_end_.idle() && steady_s >= next_question_s_) {
    next_question_s_ = steady_s + first_pause_s;
    ask_about_the_unseen();
  }
  if (steady_s < next_look_s_) return;
  next_look_s_ = steady_s + look_every_s;
  if (const auto overview = service_.overview()) time_.seen(overview->as_of, steady_s);
  trouble_ =
      time_.off_pace() ? "The service's time runs at another speed: its --clock-speed and our --speed differ." : "";
}

/// A callback that began and ended while the feed was away is in no snapshot and no delta.
void Session::ask_about_the_unseen() {
  for (const std::string& id : front_end_.callbacks()) {
    if (!feed_.callback_state(id).empty()) continue;
    const auto answer = service_.callback(id);
    if (!answer) return;
    feed_.told({answer->callback_id, answer->queue, answer->state});
  }
}

void Session::make_posts(double steady_s) {
  if (steady_s < next_post_s_) return;
  for (int made = 0; made < posts_per_tick && !front_end_.posts().empty(); ++made) {
    const Post& post = front_end_.posts().front();
    if (!front_end_.outbox().settled(post.after)) return;
    const auto answer = service_.post(post.target, post.body, post.key);
    if (!answer || not_now(answer->status)) {
      next_post_s_ = steady_s + first_pause_s;
      return;
    }
    front_end_.posted(answer->status, answer->body);
  }
}

bool Session::finished() const {
  if (!connected() || !front_end_.idle()) return false;
  const std::vector<std::string> callbacks = front_end_.callbacks();
  return std::all_of(callbacks.begin(), callbacks.end(),
                     [this](const std::string& id) { return has_ended(feed_.callback_state(id)); });
}

}  // namespace truewait::ivr
