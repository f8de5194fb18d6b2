#include "domain/pacing/pacing.hpp"

#include <algorithm>
#include <vector>

#include "domain/callback_rules.hpp"
#include "domain/dial_hours.hpp"
#include "domain/pacing/turn.hpp"

namespace truewait::domain {
namespace {

/// While a callback waits and agents are on duty. Their calls grow older without a report; an answer takes ten times as
/// long, so that looking oftener would find the same.
constexpr Duration look_every = std::chrono::seconds(2);
constexpr Duration agent_seen_lately = std::chrono::minutes(10);

const QueueConfig& config_of(const EngineState& state, const ShardState& shard, const Callback& callback) {
  static const QueueConfig no_longer_configured;
  const auto* place = state.place(shard.site, callback.accepted.queue);
  return place == nullptr ? no_longer_configured : *place->queue;
}

int live_ahead_of(const Group& group, const Callback& callback) {
  const auto& line = group.waiting();
  const auto first = std::lower_bound(line.begin(), line.end(), callback.accepted.rank,
                                      [](const Call* c, Instant rank) { return c->rank < rank; });
  return static_cast<int>(first - line.begin());
}

/// Which of the shard's queues nobody may ring for now.
std::vector<const QueueConfig*> closed_queues(const ShardState& shard, Instant now) {
  std::vector<const QueueConfig*> closed;
  for (const auto* queue : shard.queues) {
    if (shard.group.callbacks().open_in(queue->name) == 0) continue;
    if (!may_dial_now(queue->callback, shard.group.switches(queue->name), now)) closed.push_back(queue);
  }
  return closed;
}

bool some_wait(const Callbacks& callbacks) {
  return callbacks.places().size() > static_cast<std::size_t>(callbacks.in_flight());
}

/// One look at a shard: what holds for all of its callbacks is found out once.
class Look {
 public:
  Look(Step& step, ShardState& shard) : step_(step), shard_(shard), closed_(closed_queues(shard, step.now)) {}

  void make_due() {
    std::size_t shut = 0;
    for (const auto* queue : closed_) shut += static_cast<std::size_t>(callbacks().open_in(queue->name));
    if (shut >= callbacks().open()) return;
    while (const auto* next = first_waiting()) {
      const auto why = turn_of(*next);
      if (why == Turn::not_yet) return;
      change(step_, shard_, next->id(), CallbackState::due, std::string(reason_of(why)), next->accepted.expires);
    }
  }

 private:
  const Callbacks& callbacks() const { return shard_.group.callbacks(); }

  bool shut(const Callback& callback) const {
    return std::any_of(closed_.begin(), closed_.end(),
                       [&](const QueueConfig* q) { return q->name == callback.accepted.queue; });
  }

  const Callback* first_waiting() const {
    for (const auto* callback : callbacks().places()) {
      if (callback->state == CallbackState::waiting && !shut(*callback)) return callback;
    }
    return nullptr;
  }

  Claims claims_of(const Callback& callback) {
    Claims claims;
    claims.live_ahead = live_ahead_of(shard_.group, callback);
    claims.live_behind = static_cast<std::size_t>(claims.live_ahead) < shard_.group.waiting().size();
    auto left = callbacks().in_flight();
    for (const auto* other : callbacks().places()) {
      if (left == 0) break;
      if (!other->in_flight()) continue;
      --left;
      if (other->state == CallbackState::due && shut(*other)) continue;  // nobody rings it: it needs nobody
      claims.in_flight.push_back(need_of(*other));
    }
    return claims;
  }

  const AnswerForecast& answers_of(const Callback& callback) {
    static const AnswerTimes none;
    const auto& name = callback.accepted.queue;
    const auto* counts = callbacks().answer_times(name);
    const auto& counted = counts == nullptr ? none : *counts;
    const auto known = shard_.answers.find(name);
    if (known != shard_.answers.end() && known->second.counted == counted) return known->second.forecast;
    const auto& rule = config_of(step_.state, shard_, callback).callback.dial;
    KnownForecast fresh{counted, AnswerForecast(rule, &counted)};
    return shard_.answers.insert_or_assign(name, std::move(fresh)).first->second.forecast;
  }

  /// The chance that an agent is needed for a callback that is due or out. Where the agent comes first, one is taken.
  double need_of(const Callback& callback) {
    const bool picked_up = callback.state == CallbackState::reached ||
                           (callback.state == CallbackState::dialling && callback.outcome == DialOutcome::answered);
    if (picked_up || rule_of(step_.state, shard_, callback).dial.mode != DialMode::customer_first) return 1;
    if (callback.state == CallbackState::due) return answers_of(callback).share();
    return answers_of(callback).answers_after(to_seconds(std::max(Duration{0}, step_.now - callback.ordered)));
  }

  Turn turn_of(const Callback& callback) {
    const auto& queue = config_of(step_.state, shard_, callback);
    const auto& rule = queue.callback.dial;
    if (!agents_ || seen_ != callback.accepted.queue) {
      seen_ = callback.accepted.queue;
      believed_ = capacity(shard_.group, queue, step_.now);
      agents_.emplace(free_agents(shard_.group, seen_, believed_, step_.now));
    }
    const auto at_work = agents_at_work(shard_.group, believed_);
    const auto why = turn(claims_of(callback), *agents_, answers_of(callback), rule, at_work);
    const bool unnamed =
        rule.mode == DialMode::reserved_agent && agent_for(step_.state, shard_, callback, step_.now).empty();
    return unnamed ? Turn::not_yet : why;
  }

  Step& step_;
  ShardState& shard_;
  std::vector<const QueueConfig*> closed_;
  std::string seen_;  ///< the queue that these two are of
  Capacity believed_;
  std::optional<FreeAgents> agents_;
};

/// Calling hours have begun since the last look: those that were due before are to be offered again.
void offer_again(Step& step, const ShardState& shard) {
  const auto& callbacks = shard.group.callbacks();
  if (callbacks.due().empty()) return;
  const auto closed_before = closed_queues(shard, shard.looked);
  if (closed_before.empty()) return;
  for (const auto& [rank, id] : callbacks.due()) {
    const auto& callback = *callbacks.find(id);
    const bool was_closed = std::any_of(closed_before.begin(), closed_before.end(),
                                        [&](const QueueConfig* q) { return q->name == callback.accepted.queue; });
    if (!was_closed || !may_dial(step.state, shard, callback, step.now)) continue;
    step.out.effects.emplace_back(CallbackTouched{shard.site, id});
  }
}

}  // namespace

bool may_dial(const EngineState& state, const ShardState& shard, const Callback& callback, Instant at) {
  return may_dial_now(rule_of(state, shard, callback), shard.group.switches(callback.accepted.queue), at);
}

std::string agent_for(const EngineState& state, const ShardState& shard, const Callback& callback, Instant now) {
  if (rule_of(state, shard, callback).dial.mode != DialMode::reserved_agent) return {};
  const auto& callbacks = shard.group.callbacks();
  return shard.group.agents().longest_available(callback.accepted.queue, now - agent_seen_lately,
                                                [&](const std::string& name) { return callbacks.holds(name); });
}

bool agents_are_there(const EngineState& state, const ShardState& shard, const Callback& callback, Instant now) {
  const auto& queue = config_of(state, shard, callback);
  const auto& group = shard.group;
  const auto& callbacks = group.callbacks();
  const auto believed = capacity(group, queue, now);
  const auto out = callbacks.in_flight() - static_cast<int>(callbacks.due().size());
  if (out >= agents_at_work(group, believed)) return false;
  if (queue.callback.dial.mode == DialMode::customer_first) return true;
  const int free = free_agents(group, callback.accepted.queue, believed, now).now();
  if (live_ahead_of(group, callback) + out >= free) return false;
  return queue.callback.dial.mode != DialMode::reserved_agent || !agent_for(state, shard, callback, now).empty();
}

void make_due(Step& step, ShardState& shard) {
  offer_again(step, shard);
  shard.looked = step.now;
  if (some_wait(shard.group.callbacks())) Look(step, shard).make_due();
}

std::optional<Instant> next_look(const EngineState& state, const ShardState& shard) {
  const auto& callbacks = shard.group.callbacks();
  const bool waits = some_wait(callbacks);
  if (!waits && callbacks.due().empty()) return std::nullopt;
  std::optional<Instant> next;
  const auto sooner = [&next](Instant t) {
    if (!next || t < *next) next = t;
  };
  bool time_tells = false;
  for (const auto* queue : shard.queues) {
    if (callbacks.open_in(queue->name) == 0) continue;
    const auto switches = shard.group.switches(queue->name);
    if (may_dial_now(queue->callback, switches, shard.looked)) {
      time_tells = time_tells || queue->callback.dial.mode == DialMode::customer_first;
    } else if (const auto from = may_dial_from(queue->callback, switches, shard.looked)) {
      sooner(std::max(*from, shard.looked + Duration{1}));
    }
  }
  if (!waits || !time_tells) return next;
  const auto believed = capacity(shard.group, *shard.queues.front(), std::max(state.now, shard.looked));
  if (agents_at_work(shard.group, believed) > 0) sooner(shard.looked + look_every);
  return next;
}

}  // namespace truewait::domain
