#include "domain/redial.hpp"

#include <algorithm>

namespace truewait::domain {
namespace {

/// A place that a callback had promised is kept for so long at least, whatever is configured for others.
constexpr Duration promised_place_kept = std::chrono::minutes(10);

bool dial_is_out(const Callback& callback) {
  return callback.state == CallbackState::dialling || callback.state == CallbackState::reached;
}

}  // namespace

const Callback* callback_to_yield(const Group& group, const std::string& customer, const std::string& key, Instant at) {
  const auto* callback = group.callbacks().open_of_customer(customer);
  if (callback == nullptr || callback->state == CallbackState::connected || callback->leg == key) return nullptr;
  const auto& f = callback->accepted;
  if (at < f.accepted) return nullptr;
  const bool still_asking = callback->state == CallbackState::requested && call_key(f.source, f.call_id) == key;
  return still_asking ? nullptr : callback;
}

PlaceInLine place_of_caller(const Group& group, const CallbackRule& rule, const std::string& customer, Instant joined,
                            Instant own, const Callback* callback) {
  PlaceInLine place{own, {}};
  const auto take_better = [&place](Instant rank, std::string_view from, const std::string& id) {
    if (rank < place.rank) place = {rank, std::string(from) + id};
  };
  if (callback != nullptr) take_better(callback->accepted.rank, from_callback, callback->id());
  const auto* left = group.left_places().find(customer);
  if (left == nullptr || joined < left->left) return place;
  const auto within = left->promised ? std::max(rule.resume_within, promised_place_kept) : rule.resume_within;
  if (within > Duration{0} && joined - left->left <= within) take_better(left->rank, from_call, left->call_id);
  return place;
}

void yield_to(Step& step, ShardState& shard, const Callback& callback, const std::string& source,
              const std::string& call_id, bool served) {
  const bool leg_in_line = !callback.leg.empty();
  if (!dial_is_out(callback) || (served && leg_in_line)) {
    return change(step, shard, callback.id(), CallbackState::superseded, served ? served_there : called_again);
  }
  const bool known = callback.live == call_key(source, call_id) && (callback.live_served || !served);
  if (!known) step.emit(shard, CallbackYielded{callback.id(), source, call_id, served});
}

void yield_to_answered(Step& step, ShardState& shard, const std::string& key, Instant answered) {
  const auto* call = shard.group.call(key);
  if (call == nullptr) return;
  const auto* callback = callback_to_yield(shard.group, call->customer, key, answered);
  if (callback != nullptr) yield_to(step, shard, *callback, call->source, call->id, true);
}

bool own_call_stands(const Group& group, const Callback& callback) {
  return !callback.live.empty() && (callback.live_served || group.call(callback.live) != nullptr);
}

bool ended_as_yielded(Step& step, ShardState& shard, const std::string& callback_id) {
  const auto* callback = shard.group.callbacks().find(callback_id);
  if (callback == nullptr || is_end(callback->state) || callback->live.empty()) return false;
  change(step, shard, callback_id, CallbackState::superseded, callback->live_served ? served_there : called_again);
  return true;
}

}  // namespace truewait::domain
