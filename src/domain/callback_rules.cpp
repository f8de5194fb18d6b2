#include "domain/callback_rules.hpp"

#include <algorithm>

#include "domain/redial.hpp"

namespace truewait::domain {
namespace {

/// Of the wire contract: no front-end is given less.
constexpr Duration least_order_time = std::chrono::seconds(60);

const QueueConfig no_queue;  // for a callback whose queue is no longer configured

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
  if (ended_as_yielded(step, shard, callback_id)) return;
  const auto expires = shard.group.callbacks().find(callback_id)->accepted.expires;
  change(step, shard, callback_id, CallbackState::waiting, std::move(reason), expires);
}

void in_doubt(Step& step, ShardState& shard, const std::string& callback_id, std::string reason) {
  if (ended_as_yielded(step, shard, callback_id)) return;
  const auto& rule = rule_of(step.state, shard, *shard.group.callbacks().find(callback_id));
  change(step, shard, callback_id, CallbackState::uncertain, std::move(reason),
         step.now + rule.dial.uncertain_expires_after);
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
  order.mode = rule_of(state, shard, callback).dial.mode;
  order.agent = callback.agent;
  order.epoch = callback.epoch;
  return order;
}

}  // namespace truewait::domain
