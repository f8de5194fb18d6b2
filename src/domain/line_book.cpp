#include "domain/line_book.hpp"

#include <algorithm>

#include "domain/group.hpp"

namespace truewait::domain {

std::optional<Stander> LineBook::add(const Fact& fact) {
  answered_.reset();
  std::visit([this](const auto& f) { on(f); }, fact.body);
  return std::move(answered_);
}

std::optional<bool> LineBook::serves(const std::string& agent, const std::string& taken,
                                     const std::string& queue) const {
  const auto known = agents_.find(agent);
  if (agent.empty() || known == agents_.end()) return std::nullopt;
  const auto& queues = known->second;
  if (std::find(queues.begin(), queues.end(), taken) == queues.end()) return std::nullopt;
  return std::find(queues.begin(), queues.end(), queue) != queues.end();
}

Stander* LineBook::place(const std::string& callback_id) {
  const auto found = places_.find(callback_id);
  return found == places_.end() ? nullptr : &found->second;
}

void LineBook::on(const CallQueued& f) {
  Stander call;
  call.id = f.call_id;
  call.queue = f.queue;
  call.arrived = f.joined;
  call.rank = f.rank;
  call.priority = f.priority;
  call.caller_class = f.caller_class;
  call.inherited = !f.inherited.empty();
  if (auto* asked = f.callback_id.empty() ? nullptr : place(f.callback_id)) {
    call.callback = f.callback_id;
    call.arrived = asked->arrived;
    call.priority = asked->priority;
    call.caller_class = asked->caller_class;
    call.moved = asked->moved;
    asked->state = CallbackState::reached;
    asked->with_leg = true;
  }
  calls_[call_key(f.origin.source, f.call_id)] = std::move(call);
}

void LineBook::on(const CallAnswered& f) {
  const auto key = call_key(f.origin.source, f.call_id);
  served_[key] = f.queue;
  auto found = calls_.extract(key);
  if (!found.empty()) answered_ = std::move(found.mapped());
}

void LineBook::on(const CallAbandoned& f) {
  calls_.erase(call_key(f.origin.source, f.call_id));
}

void LineBook::on(const CallLeft& f) {
  calls_.erase(call_key(f.origin.source, f.call_id));
}

void LineBook::on(const CallEnded& f) {
  served_.erase(call_key(f.origin.source, f.call_id));
}

void LineBook::on(const CallLost& f) {
  const auto key = call_key(f.source, f.call_id);
  calls_.erase(key);
  served_.erase(key);
}

void LineBook::on(const CallMoved& f) {
  const auto found = calls_.find(call_key(f.origin.source, f.call_id));
  if (found == calls_.end()) return;
  found->second.queue = f.queue;
  found->second.priority = f.priority;
  found->second.rank = f.rank;
}

void LineBook::on(const QueueReset& f) {
  if (f.agents_known) std::erase_if(served_, [&](const auto& entry) { return entry.second == f.queue; });
  std::set<std::string> listed;
  for (const auto& each : f.calls) listed.insert(call_key(f.origin.source, each.call_id));
  std::erase_if(calls_,
                [&](const auto& entry) { return entry.second.queue == f.queue && !listed.contains(entry.first); });
  for (const auto& each : f.calls) {
    const auto key = call_key(f.origin.source, each.call_id);
    if (served_.contains(key)) continue;  // the later report stands
    auto [entry, fresh] = calls_.try_emplace(key);
    auto& call = entry->second;
    if (!fresh && call.queue != f.queue) continue;
    call.id = each.call_id;
    call.queue = f.queue;
    call.priority = each.priority;
    call.caller_class = each.caller_class;
    call.rank = each.rank;
    if (call.callback.empty()) call.arrived = each.joined;
  }
}

void LineBook::on(const AgentChanged& f) {
  if (!f.queues.empty()) agents_[f.agent] = f.queues;
}

void LineBook::on(const CallbackAccepted& f) {
  Stander wish;
  wish.id = wish.callback = f.callback_id;
  wish.queue = f.queue;
  wish.arrived = f.joined.value_or(f.accepted);
  wish.rank = f.rank;
  wish.priority = f.priority;
  wish.place = true;
  const auto call = f.call_id.empty() ? calls_.end() : calls_.find(call_key(f.source, f.call_id));
  if (call != calls_.end()) {
    wish.caller_class = call->second.caller_class;
    wish.inherited = call->second.inherited;
    wish.state = CallbackState::requested;  // the call itself stands there
  }
  places_[f.callback_id] = std::move(wish);
}

void LineBook::on(const CallbackChanged& f) {
  if (is_end(f.state)) {
    places_.erase(f.callback_id);
    return;
  }
  auto* wish = place(f.callback_id);
  if (wish == nullptr) return;
  wish->state = f.state;
  if (f.state != CallbackState::reached) wish->with_leg = false;
}

void LineBook::on(const CallbackPlaced& f) {
  auto* wish = place(f.callback_id);
  if (wish == nullptr) return;
  wish->rank = f.rank;
  wish->priority = f.priority;
  wish->moved = true;
}

void LineBook::on(const DialIntended& f) {
  if (auto* wish = place(f.callback_id)) wish->state = CallbackState::dialling;
}

void LineBook::on(const DialProgressed& f) {
  if (f.outcome != DialOutcome::accepted) return;
  if (auto* wish = place(f.callback_id)) wish->state = CallbackState::reached;
}

void LineBook::on(const CallbackConnected& f) {
  if (auto* wish = place(f.callback_id)) wish->state = CallbackState::connected;
}

void LineBook::on(const SwitchTurned& f) {
  if (f.which != Switch::dials) return;
  if (f.on) {
    dials_off_.erase(f.queue);
  } else {
    dials_off_.insert(f.queue);
  }
}

}  // namespace truewait::domain
