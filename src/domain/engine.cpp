#include "truewait/domain/engine.hpp"

#include <algorithm>

#include "domain/callback_rules.hpp"
#include "domain/engine_state.hpp"
#include "domain/ensure.hpp"
#include "domain/offer_rules.hpp"
#include "domain/pacing/pacing.hpp"
#include "domain/predict.hpp"
#include "truewait/domain/hash.hpp"

namespace truewait::domain {

Engine::Engine(const EngineConfig& config) : state_(std::make_unique<EngineState>(config)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

Decision Engine::step(Instant now, const Input& input) {
  ensure(now >= state_->now, "engine: time goes back");
  state_->now = now;
  Step step{*state_, now, {}};
  std::visit([&](const auto& in) { decide(step, in); }, input);
  follow_calls(step);
  // Facts that make callbacks due are themselves no reason to look again.
  std::vector<ShardState*> moved;
  for (const auto& effect : step.out.effects) {
    if (const auto* changed = std::get_if<StateChanged>(&effect)) moved.push_back(state_->numbered(changed->shard));
  }
  if (std::holds_alternative<Wakeup>(input)) {
    moved.clear();  // time has moved for all of them
    for (auto& shard : state_->shards) moved.push_back(&shard);
  }
  for (auto* shard : moved) make_due(step, *shard);
  return std::move(step.out);
}

bool Engine::apply(const Fact& fact) {
  auto* shard = state_->numbered(fact.shard);
  if (shard == nullptr || fact.seq != shard->group.seq() + 1 || fact.now < shard->group.now()) return false;
  shard->group.fold(fact);
  shard->looked = fact.now;
  state_->now = std::max(state_->now, fact.now);
  return true;
}

std::optional<Instant> Engine::next_wakeup() const {
  std::optional<Instant> next;
  const auto sooner = [&next](Instant t) {
    if (!next || t < *next) next = t;
  };
  const auto& limits = state_->config.limits;
  for (const auto& shard : state_->shards) {
    for (const auto& [name, queue] : shard.group.queues()) {
      if (!queue.waiting.empty()) sooner(queue.waiting.front()->joined + limits.waiting_call_lost_after);
    }
    const auto& served = shard.group.in_service();
    if (!served.empty()) sooner(served.front()->answered + limits.service_lost_after);
    const auto& overdue = shard.group.overdue();
    if (!overdue.empty()) sooner(*overdue.front()->overdue_since + end_overdue_after);
    if (const auto alarm = shard.group.callbacks().next()) sooner(*alarm);
    if (const auto look = next_look(*state_, shard)) sooner(*look);
  }
  for (const auto* place : state_->by_hours) {
    if (const auto opens = dials_begin(*place, state_->now)) sooner(*opens);
  }
  return next;
}

std::optional<Estimate> Engine::estimate(Instant now, std::string_view site, std::string_view queue,
                                         const WouldJoin& caller) const {
  const auto* place = state_->place(site, queue);
  if (place == nullptr) return std::nullopt;
  return predict(place->shard->group, *place->queue, asking(*place, caller, now));
}

std::optional<Estimate> Engine::estimate_call(Instant now, std::string_view site, std::string_view source,
                                              std::string_view call_id) const {
  const auto [shard, call] = state_->open_call(site, source, call_id);
  if (call == nullptr || !call->waiting) return std::nullopt;
  return state_->estimate_for(*shard, *call, now);
}

std::optional<CallView> Engine::call(Instant now, std::string_view site, std::string_view source,
                                     std::string_view call_id) const {
  const auto [shard, call] = state_->open_call(site, source, call_id);
  if (call == nullptr) return std::nullopt;
  const auto since = call->waiting ? call->joined : call->answered;
  return CallView{call->id,
                  call->queue,
                  call->waiting,
                  call->priority,
                  std::max(Duration{0}, now - since),
                  shard->number,
                  shard->group.seq(),
                  call->promised.deadline,
                  call->caller_class,
                  !call->customer.empty()};
}

std::optional<QueueView> Engine::queue(Instant now, std::string_view site, std::string_view name) const {
  const auto* place = state_->place(site, name);
  if (place == nullptr) return std::nullopt;
  const auto& group = place->shard->group;
  const auto& agents = group.agents();
  QueueView view;
  view.site = site;
  view.queue = name;
  view.group = place->shard->name;
  view.shard = place->shard->number;
  view.seq = group.seq();
  view.switches = group.switches(place->queue->name);
  view.agents_reported = agents.reported();
  view.agents_busy = std::max(agents.busy(), static_cast<int>(group.in_service().size()));
  view.agents_available = agents.available();
  view.agents_logged_in = agents.reported()
                              ? agents.logged_in()
                              : std::max(view.agents_busy, agents.seen_within(now, std::chrono::minutes(10), true));
  const auto* state = group.queue(place->queue->name);
  if (state == nullptr) return view;
  view.waiting = static_cast<int>(state->waiting.size());
  if (!state->waiting.empty()) view.longest_wait = std::max(Duration{0}, now - state->waiting.front()->joined);
  view.in_service = state->in_service;
  view.answered = state->answered;
  view.abandoned = state->abandoned;
  view.last_event = state->last_event;
  return view;
}

std::vector<QueueView> Engine::queues(Instant now, std::string_view site) const {
  std::vector<QueueView> views;
  for (const auto& config : state_->config.queues) {
    if (config.site == site) views.push_back(*queue(now, site, config.name));
  }
  return views;
}

std::vector<ShardName> Engine::shard_names() const {
  std::vector<ShardName> names;
  for (const auto& shard : state_->shards) names.push_back({shard.site, shard.name});
  return names;
}

void Engine::bind_shard(std::size_t index, std::uint32_t shard) {
  ensure(index < state_->shards.size(), "engine: no such shard to bind");
  state_->shards[index].number = shard;
}

std::uint64_t Engine::seq(std::uint32_t shard) const {
  const auto* found = state_->numbered(shard);
  return found == nullptr ? 0 : found->group.seq();
}

std::string Engine::snapshot(std::uint32_t shard) const {
  const auto* found = state_->numbered(shard);
  ensure(found != nullptr, "engine: snapshot of an unknown shard");
  return found->group.save();
}

bool Engine::restore(std::uint32_t shard, std::string_view bytes) {
  auto* found = state_->numbered(shard);
  if (found == nullptr || !found->group.load(bytes)) return false;
  found->looked = found->group.now();
  state_->now = std::max(state_->now, found->group.now());
  return true;
}

std::uint64_t Engine::digest() const {
  std::uint64_t all = 0;
  for (const auto& shard : state_->shards) {
    all = all * 1099511628211ULL + stable_hash({shard.site, shard.name, shard.group.save()});
  }
  return all;
}

}  // namespace truewait::domain
