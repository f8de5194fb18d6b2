#include "domain/engine_state.hpp"

#include <algorithm>

#include "domain/dial_hours.hpp"

namespace truewait::domain {
namespace {

/// Those who watch a callback are told of every change, once a step.
void touch(Decision& out, const std::string& site) {
  const auto* id = std::visit(
      [](const auto& f) -> const std::string* {
        using F = std::decay_t<decltype(f)>;
        constexpr bool about = std::is_same_v<F, CallbackAccepted> || std::is_same_v<F, CallbackChanged> ||
                               std::is_same_v<F, DialIntended> || std::is_same_v<F, DialProgressed> ||
                               std::is_same_v<F, CallbackConnected> || std::is_same_v<F, CallbackPlaced> ||
                               std::is_same_v<F, CallbackYielded>;
        if constexpr (about) return &f.callback_id;
        if constexpr (std::is_same_v<F, CallQueued>) return f.callback_id.empty() ? nullptr : &f.callback_id;
        return nullptr;
      },
      out.facts.back().body);
  if (id == nullptr) return;
  const bool said = std::any_of(out.effects.begin(), out.effects.end(), [&](const Effect& e) {
    const auto* t = std::get_if<CallbackTouched>(&e);
    return t != nullptr && t->callback_id == *id && t->site == site;
  });
  if (!said) out.effects.emplace_back(CallbackTouched{site, *id});
}

std::string queue_key(std::string_view site, std::string_view queue) {
  std::string key(site);
  key.push_back('\0');
  return key.append(queue);
}

}  // namespace

Asking asking(const Place& place, const WouldJoin& caller, Instant now) {
  const auto rank = rank_of(*place.queue, now, caller.priority, std::string(caller.caller_class)) - caller.elapsed;
  Asking who{now, caller.priority, 0, caller.elapsed, nullptr, rank};
  who.ahead = caller.position ? std::max(0, *caller.position - 1) : place.shard->group.ahead_of(rank);
  return who;
}

Asking asking(const Group& group, const Call& call, Instant now) {
  return {now, call.priority, group.ahead_of(call), std::max(Duration{0}, now - call.joined), &call, call.rank};
}

EngineState::EngineState(const EngineConfig& c) : config(c) {
  for (const auto& queue : config.queues) {
    auto shard = std::find_if(shards.begin(), shards.end(), [&](const ShardState& s) {
      return s.site == queue.site && s.name == queue.group_name();
    });
    if (shard == shards.end()) {
      const auto number = static_cast<std::uint32_t>(shards.size() + 1);
      shards.push_back(ShardState{queue.site, queue.group_name(), number, Group(config.limits, config.parts)});
      shard = std::prev(shards.end());
    }
    shard->queues.push_back(&queue);
    queues[queue_key(queue.site, queue.name)] = Place{&*shard, &queue};
  }
  for (const auto& [key, each] : queues) {
    if (!always_serving(each.queue->callback)) by_hours.push_back(&each);
  }
}

const Place* EngineState::place(std::string_view site, std::string_view queue) const {
  const auto found = queues.find(queue_key(site, queue));
  return found == queues.end() ? nullptr : &found->second;
}

ShardState* EngineState::numbered(std::uint32_t shard) {
  for (auto& s : shards) {
    if (s.number == shard) return &s;
  }
  return nullptr;
}

std::pair<ShardState*, const Call*> EngineState::open_call(std::string_view site, std::string_view source,
                                                           std::string_view call_id) {
  const auto key = call_key(source, call_id);
  std::pair<ShardState*, const Call*> only{nullptr, nullptr};
  for (auto& shard : shards) {
    if (shard.site != site) continue;
    const auto* call = source.empty() ? shard.group.call_of_any_source(call_id) : shard.group.call(key);
    if (call == nullptr) continue;
    if (only.second != nullptr) return {nullptr, nullptr};
    only = {&shard, call};
    if (!source.empty()) break;
  }
  return only;
}

ShardState* EngineState::shard_of_over(std::string_view site, std::string_view source, std::string_view call_id) {
  const auto key = call_key(source, call_id);
  for (auto& shard : shards) {
    if (shard.site == site && shard.group.over_since(key)) return &shard;
  }
  return nullptr;
}

const Place* EngineState::only_queue(std::string_view site) const {
  const Place* only = nullptr;
  for (const auto& [key, place] : queues) {
    if (place.shard->site != site) continue;
    if (only != nullptr) return nullptr;
    only = &place;
  }
  return only;
}

ShardState* EngineState::first_shard(std::string_view site) {
  for (auto& shard : shards) {
    if (shard.site == site) return &shard;
  }
  return nullptr;
}

bool EngineState::heard_anywhere(std::string_view site, const Origin& origin) const {
  const auto event = event_id(origin);
  return std::any_of(shards.begin(), shards.end(),
                     [&](const ShardState& s) { return s.site == site && s.group.heard(event); });
}

Estimate EngineState::estimate_for(const ShardState& shard, const Call& call, Instant now_) const {
  const auto* found = place(shard.site, call.queue);
  // A queue that is no longer configured: its callers are still there, under the defaults.
  QueueConfig defaults;
  if (found == nullptr) defaults.name = call.queue;
  return predict(shard.group, found == nullptr ? defaults : *found->queue, asking(shard.group, call, now_));
}

double announce_level(const EngineState& state, std::string_view site, std::string_view queue) {
  const auto* place = state.place(site, queue);
  return place == nullptr ? QueueConfig{}.announce_level : place->queue->announce_level;
}

void Step::refuse(Refusal why, std::string detail) {
  out.effects.emplace_back(Refused{why, std::move(detail)});
}

void Step::emit(ShardState& shard, FactBody body) {
  Fact fact{shard.number, shard.group.seq() + 1, now, std::move(body)};
  shard.group.fold(fact);
  out.facts.push_back(std::move(fact));
  const StateChanged changed{shard.number};
  const bool said = std::any_of(out.effects.begin(), out.effects.end(), [&](const Effect& e) {
    const auto* c = std::get_if<StateChanged>(&e);
    return c != nullptr && c->shard == shard.number;
  });
  if (!said) out.effects.emplace_back(changed);
  touch(out, shard.site);
}

}  // namespace truewait::domain
