// The engine's reads about callbacks.
#include <algorithm>
#include <tuple>

#include "domain/callback_rules.hpp"
#include "domain/offer_rules.hpp"
#include "domain/pacing/pacing.hpp"
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
  const auto accepted = c.accepted.accepted;
  if ((query.from && accepted < *query.from) || (query.to && accepted >= *query.to)) return false;
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
    for (const auto& [rank, id] : callbacks.due()) {
      const auto& callback = *callbacks.find(id);
      if (may_dial(*state_, shard, callback, state_->now)) {
        out.push_back({shard.site, id, callback.accepted.queue, rank});
      }
    }
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
  if (c == nullptr || c->state != CallbackState::due || !may_dial(*state_, *shard, *c, now)) return std::nullopt;
  auto order = order_of(*state_, *shard, *c);
  order.dial_id.clear();
  order.front_end.clear();
  order.expires = order_expires(*state_, *shard, *c, now);
  order.dial = c->tries + 1;
  order.agent = agent_for(*state_, *shard, *c, now);
  order.epoch = shard->group.epoch();
  return order;
}

int Engine::open_callbacks(std::string_view site, std::string_view queue) const {
  const auto* place = state_->place(site, queue);
  return place == nullptr ? 0 : place->shard->group.callbacks().open_in(place->queue->name);
}

Offer Engine::offer(Instant now, std::string_view site, std::string_view queue, const Estimate& estimate,
                    const Prospect& who) const {
  const auto* place = state_->place(site, queue);
  return place == nullptr ? Offer{} : judge_offer(*place, who, estimate, now);
}

}  // namespace truewait::domain
