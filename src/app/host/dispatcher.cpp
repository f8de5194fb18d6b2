#include "app/host/dispatcher.hpp"

#include <boost/asio/post.hpp>

#include "app/host/clock.hpp"
#include "app/host/fresh_id.hpp"

namespace truewait::app {

namespace {

constexpr std::size_t most_orders_shown = 50;

std::chrono::steady_clock::time_point steady() {
  return std::chrono::steady_clock::time_point(Clock::steady());
}

}  // namespace

void Dispatcher::join(const std::string& site, const std::string& name, edge::FrontEnd& front_end) {
  std::erase_if(sessions_, [&](const Session& s) { return s.site == site && s.name == name; });
  sessions_.push_back({site, name, &front_end});
}

void Dispatcher::leave(const edge::FrontEnd& front_end) {
  std::erase_if(sessions_, [&](const Session& s) { return s.front_end == &front_end; });
}

Dispatcher::Session* Dispatcher::next_session(const std::string& site) {
  for (std::size_t tried = 0; tried < sessions_.size(); ++tried) {
    auto& session = sessions_[turn_++ % sessions_.size()];
    if (session.site == site) return &session;
  }
  return nullptr;
}

void Dispatcher::give(const domain::DueCallback& due) {
  const auto held = reservations_.find(due.callback_id);
  if (held != reservations_.end() && held->second.until > steady()) return;
  const auto* session = next_session(due.site);
  if (session == nullptr) return;
  reservations_.erase(due.callback_id);
  domain::Assignment wish;
  wish.site = due.site;
  wish.callback_id = due.callback_id;
  wish.dial_id = fresh_id("dial_");
  wish.front_end = session->name;
  host_.assign(std::move(wish));
}

void Dispatcher::look() {
  const auto due = engine_.due();
  if (due.empty()) {
    reservations_.clear();
    return;
  }
  if (!sessions_.empty()) {
    for (const auto& each : due) give(each);
  }
  answer_polls();
}

bool Dispatcher::send(const domain::DialOrder& order) {
  for (const auto& session : sessions_) {
    if (session.site != order.site || session.name != order.front_end) continue;
    const auto number = host_.number_of(order.site, order.customer);
    if (!number) return false;
    session.front_end->dial({order, *number});
    return true;
  }
  return true;  // not here: its next hello settles it
}

bool Dispatcher::reserved(const std::string& callback_id, const std::string& source) const {
  const auto held = reservations_.find(callback_id);
  return held != reservations_.end() && held->second.until > steady() && held->second.source != source;
}

std::vector<edge::ShownOrder> Dispatcher::show_all(const std::string& site, const std::string& source) {
  std::vector<edge::ShownOrder> orders;
  for (const auto& due : engine_.due()) {
    if (due.site != site || reserved(due.callback_id, source) || orders.size() == most_orders_shown) continue;
    auto order = engine_.order_if_due(host_.now(), site, due.callback_id);
    const auto number = order ? host_.number_of(site, order->customer) : std::nullopt;
    if (!number) continue;
    auto& held = reservations_[due.callback_id];
    if (held.source != source || held.dial_id.empty()) held = {site, source, fresh_id("dial_"), order->expires, {}};
    held.until = steady() + shown_for;
    held.expires = order->expires;
    order->dial_id = held.dial_id;
    order->front_end = source;
    orders.push_back({std::move(*order), *number});
  }
  return orders;
}

void Dispatcher::answer_polls() {
  for (auto poll = polls_.begin(); poll != polls_.end();) {
    auto orders = show_all(poll->second.site, poll->second.source);
    if (orders.empty()) {
      ++poll;
      continue;
    }
    auto done = std::move(poll->second.done);
    poll = polls_.erase(poll);
    done(std::move(orders));
  }
}

void Dispatcher::poll(const std::string& site, const std::string& source, std::chrono::milliseconds wait, Orders done) {
  auto orders = show_all(site, source);
  if (!orders.empty() || wait.count() == 0 || polls_.size() >= most_polls) {
    boost::asio::post(loop_, [done = std::move(done), orders = std::move(orders)] { done(orders); });
    return;
  }
  const auto id = ++poll_ids_;
  auto timer = std::make_unique<boost::asio::steady_timer>(loop_, wait);
  timer->async_wait([this, id](const boost::system::error_code&) {
    // Not there any more when orders came first, even if the time ran out in the same moment.
    const auto found = polls_.find(id);
    if (found == polls_.end()) return;
    auto answer = std::move(found->second.done);
    polls_.erase(found);
    answer({});
  });
  polls_.emplace(id, Poll{site, source, std::move(done), std::move(timer)});
}

std::optional<Dispatcher::Shown> Dispatcher::shown(const std::string& site, const std::string& source,
                                                   const std::string& dial_id) const {
  for (const auto& [callback_id, held] : reservations_) {
    if (held.dial_id == dial_id && held.site == site && held.source == source) return Shown{callback_id, held.expires};
  }
  return std::nullopt;
}

bool Dispatcher::shown_to_another(const std::string& source, const std::string& dial_id) const {
  for (const auto& [callback_id, held] : reservations_) {
    if (held.dial_id == dial_id) return held.source != source;
  }
  return false;
}

}  // namespace truewait::app
