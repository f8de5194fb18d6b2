// The engine's reads about callbacks.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "domain/callback_rules.hpp"
#include "truewait/domain/engine.hpp"

namespace truewait::domain {
namespace {

CallbackView view_of(const ShardState& shard, const Callback& c) {
  CallbackView view;
  view.site = shard.site;
  view.callback_id = c.id();
  view.queue = c.accepted.queue;
  view.customer = c.accepted.customer;
  view.call_id = c.accepted.call_id;
  view.source = c.accepted.source;
  view.state = c.state;
  if (c.stands()) view.position = shard.group.ahead_of(c) + 1;
  view.window = c.accepted.window;
  view.dials = c.dials;
  view.requested = c.accepted.accepted;
  view.updated = c.updated;
  view.due = c.state == CallbackState::retry_wait ? c.next : c.due;
  view.reason = c.reason;
  view.shard = shard.number;
  return view;
}

bool asked_for(const CallbackQuery& query, const Callback& c) {
  if (query.open_only && is_end(c.state)) return false;
  return (query.queues.empty() || query.queues.contains(c.accepted.queue)) && (!query.state || c.state == *query.state);
}

bool accepted_before(const Callback& a, const Callback& b) {
  return std::tie(a.accepted.accepted, a.id()) < std::tie(b.accepted.accepted, b.id());
}

}  // namespace

std::optional<std::vector<CallbackView>> Engine::callbacks(std::string_view site, const CallbackQuery& query) const {
  const Callback* last = nullptr;
  if (!query.after.empty()) {
    last = find_callback(*state_, site, query.after).second;
    if (last == nullptr) return std::nullopt;
  }
  std::vector<std::pair<const Callback*, const ShardState*>> found;
  for (const auto& shard : state_->shards) {
    if (shard.site != site) continue;
    for (const auto* c : shard.group.callbacks().all()) {
      if (asked_for(query, *c) && (last == nullptr || accepted_before(*last, *c))) found.emplace_back(c, &shard);
    }
  }
  const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(query.limit, found.size()));
  std::partial_sort(found.begin(), end, found.end(),
                    [](const auto& a, const auto& b) { return accepted_before(*a.first, *b.first); });
  std::vector<CallbackView> views;
  for (auto each = found.begin(); each != end; ++each) views.push_back(view_of(*each->second, *each->first));
  return views;
}

std::optional<CallbackView> Engine::callback(std::string_view site, const std::string& callback_id) const {
  const auto [shard, found] = find_callback(*state_, site, callback_id);
  if (found == nullptr) return std::nullopt;
  return view_of(*shard, *found);
}

std::vector<DueCallback> Engine::due() const {
  std::vector<DueCallback> out;
  for (const auto& shard : state_->shards) {
    const auto& callbacks = shard.group.callbacks();
    for (const auto& [rank, id] : callbacks.due())
      out.push_back({shard.site, id, callbacks.find(id)->accepted.queue, rank});
  }
  return out;
}

std::optional<DialOrder> Engine::order(std::string_view site, const std::string& dial_id) const {
  for (const auto& shard : state_->shards) {
    if (shard.site != site) continue;
    const auto* c = shard.group.callbacks().of_dial(dial_id);
    if (c == nullptr || c->dial_id != dial_id) continue;
    return order_of(*state_, shard, *c);
  }
  return std::nullopt;
}

std::optional<DialOrder> Engine::order_if_due(Instant now, std::string_view site,
                                              const std::string& callback_id) const {
  const auto [shard, c] = find_callback(*state_, site, callback_id);
  if (c == nullptr || c->state != CallbackState::due) return std::nullopt;
  auto order = order_of(*state_, *shard, *c);
  order.dial_id.clear();
  order.front_end.clear();
  order.expires = order_expires(*state_, *shard, *c, now);
  order.dial = c->tries + 1;
  return order;
}

int Engine::open_callbacks(std::string_view site, std::string_view queue) const {
  const auto* place = state_->place(site, queue);
  return place == nullptr ? 0 : place->shard->group.callbacks().open_in(place->queue->name);
}

double probability_above(const Estimate& e, Duration t) {
  const double at = to_seconds(t);
  const auto& q = e.quantiles_s;
  if (at < q.front())
    return q.front() <= 0 ? 1 - quantile_levels.front() : 1 - quantile_levels.front() * at / q.front();
  for (std::size_t i = 1; i < q.size(); ++i) {
    if (at >= q[i]) continue;
    const double share = (at - q[i - 1]) / (q[i] - q[i - 1]);
    return 1 - (quantile_levels[i - 1] + share * (quantile_levels[i] - quantile_levels[i - 1]));
  }
  const double last = 1 - quantile_levels.back(), before = 1 - quantile_levels[q.size() - 2];
  const double step = q.back() - q[q.size() - 2];
  if (step <= 0) return at > q.back() ? 0 : last;
  return last * std::pow(last / before, (at - q.back()) / step);
}

Offer Engine::offer(Instant now, std::string_view site, std::string_view queue, const Estimate& estimate) const {
  const auto* place = state_->place(site, queue);
  if (place == nullptr || !place->queue->callback.offer.enabled) return {};
  if (estimate.status != EstimateStatus::ok) return {false, "no_estimate", {}};
  const auto& rule = place->queue->callback.offer;
  if (probability_above(estimate, rule.above) < rule.probability) return {false, "wait_is_short", {}};
  return {true, "wait_is_long", window_of(estimate, now, place->queue->callback.dial)};
}

}  // namespace truewait::domain
