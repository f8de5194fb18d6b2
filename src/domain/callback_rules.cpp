#include "domain/callback_rules.hpp"

#include <algorithm>
#include <cmath>

#include "domain/capacity.hpp"

namespace truewait::domain {
namespace {

/// Tries of all kinds: a trunk that is always congested must end too.
constexpr int most_tries = 20;

/// Of the wire contract: no front-end is given less.
constexpr Duration least_order_time = std::chrono::seconds(60);

const QueueConfig no_queue;  // for a callback whose queue is no longer configured

/// Agents who, by the mean, become free while a customer is being rung.
int free_soon(const Capacity& believed, Duration lead) {
  if (believed.mean_service_s <= 0) return 0;
  return static_cast<int>(std::floor(to_seconds(lead) * believed.servers / believed.mean_service_s));
}

/// Its turn: an agent is free for it, or will be by the time the customer answers; or it is the first of all and a live
/// caller behind it would otherwise be served before it.
bool turn_has_come(const Group& group, const Callback& callback, const Capacity& believed, Duration lead) {
  if (believed.servers == 0) return false;
  const int live_ahead = group.ahead_of(callback) - group.callbacks().ahead_of(callback.accepted.rank);
  const int claims = live_ahead + group.callbacks().in_flight();
  if (claims < std::min(believed.servers, believed.free + free_soon(believed, lead))) return true;
  return claims == 0 && !group.waiting().empty();
}

}  // namespace

std::pair<ShardState*, const Callback*> find_callback(EngineState& state, std::string_view site,
                                                      const std::string& callback_id) {
  for (auto& shard : state.shards) {
    if (shard.site != site) continue;
    if (const auto* found = shard.group.callbacks().find(callback_id)) return {&shard, found};
  }
  return {nullptr, nullptr};
}

const CallbackRule& rule_of(const EngineState& state, const ShardState& shard, const Callback& callback) {
  const auto* place = state.place(shard.site, callback.accepted.queue);
  return place == nullptr ? no_queue.callback : place->queue->callback;
}

void change(Step& step, ShardState& shard, const std::string& callback_id, CallbackState state, std::string reason,
            std::optional<Instant> next) {
  step.emit(shard, CallbackChanged{callback_id, state, std::move(reason), next});
}

void back_in_line(Step& step, ShardState& shard, const std::string& callback_id, std::string reason) {
  const auto expires = shard.group.callbacks().find(callback_id)->accepted.expires;
  change(step, shard, callback_id, CallbackState::waiting, std::move(reason), expires);
}

void in_doubt(Step& step, ShardState& shard, const std::string& callback_id, std::string reason) {
  const auto& rule = rule_of(step.state, shard, *shard.group.callbacks().find(callback_id));
  change(step, shard, callback_id, CallbackState::uncertain, std::move(reason),
         step.now + rule.dial.uncertain_expires_after);
}

void try_again(Step& step, ShardState& shard, const std::string& callback_id, std::string reason, bool our_fault) {
  const auto& callback = *shard.group.callbacks().find(callback_id);
  const auto& rule = rule_of(step.state, shard, callback);
  if (callback.dials >= rule.retry.most_dials || callback.tries >= most_tries) {
    return change(step, shard, callback_id, CallbackState::exhausted, std::move(reason));
  }
  const auto next = step.now + (our_fault ? rule.retry.after_congestion : rule.retry.after_no_answer);
  if (next >= callback.accepted.expires) {
    return change(step, shard, callback_id, CallbackState::expired, std::move(reason));
  }
  change(step, shard, callback_id, CallbackState::retry_wait, std::move(reason), next);
}

void make_due(Step& step, ShardState& shard) {
  const auto& group = shard.group;
  if (group.callbacks().places().empty()) return;
  std::optional<Capacity> believed;
  for (bool more = true; more;) {
    more = false;
    const auto& places = group.callbacks().places();
    const auto next = std::find_if(places.begin(), places.end(),
                                   [](const Callback* c) { return c->state == CallbackState::waiting; });
    if (next == places.end()) return;
    const Callback& callback = **next;
    const auto* place = step.state.place(shard.site, callback.accepted.queue);
    if (!believed) believed = capacity(group, place == nullptr ? no_queue : *place->queue, step.now);
    if (!turn_has_come(group, callback, *believed, rule_of(step.state, shard, callback).dial.answer_time)) return;
    change(step, shard, callback.id(), CallbackState::due, "its turn", callback.accepted.expires);
    more = true;
  }
}

void ring_alarms(Step& step, ShardState& shard) {
  std::vector<std::string> overdue;
  for (const auto* callback : shard.group.callbacks().overdue(step.now)) overdue.push_back(callback->id());
  for (const auto& id : overdue) {
    const auto& callback = *shard.group.callbacks().find(id);
    switch (callback.state) {
      case CallbackState::requested: {
        // Nobody said so, but who took a callback is off the line by now; following the call puts it back in line.
        const auto& f = callback.accepted;
        const auto* call = shard.group.call(call_key(f.source, f.call_id));
        if (call == nullptr || !call->waiting) {
          back_in_line(step, shard, id, "left the line");
        } else {
          step.emit(shard, CallLeft{Origin{f.source, {}}, f.call_id, call->queue, LeftReason::withdrawn, step.now, {}});
        }
        break;
      }
      case CallbackState::retry_wait:
        back_in_line(step, shard, id, "retry");
        break;
      case CallbackState::dialling:
        in_doubt(step, shard, id, "no outcome in time");
        break;
      case CallbackState::reached:
        in_doubt(step, shard, id, "never joined the queue");
        break;
      case CallbackState::uncertain:
        change(step, shard, id, CallbackState::expired_uncertain, "nobody resolved the dial");
        break;
      default:
        change(step, shard, id, CallbackState::expired, "its time is over");
    }
  }
}

Instant order_expires(const EngineState& state, const ShardState& shard, const Callback& callback, Instant now) {
  return now + std::max(least_order_time, rule_of(state, shard, callback).dial.expires_after);
}

DialOrder order_of(const EngineState& state, const ShardState& shard, const Callback& callback) {
  const auto& f = callback.accepted;
  DialOrder order;
  order.site = shard.site;
  order.callback_id = callback.id();
  order.dial_id = callback.dial_id;
  order.customer = f.customer;
  order.queue = f.queue;
  order.from = rule_of(state, shard, callback).dial.caller_id;
  order.front_end = callback.front_end;
  order.priority = f.priority;
  order.expires = callback.dial_expires;
  order.asked = f.accepted;
  order.window = f.window;
  order.dial = callback.tries;
  return order;
}

}  // namespace truewait::domain
