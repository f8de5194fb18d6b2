// Taking a callback and cancelling it.
#include <algorithm>

#include "domain/callback_rules.hpp"
#include "domain/predict.hpp"

namespace truewait::domain {
namespace {

/// The callback that the same request made before, or another one that is open for the customer; else null.
const Callback* earlier(const EngineState& state, const Acceptance& wish, bool& repeated) {
  const Callback* open = nullptr;
  for (const auto& shard : state.shards) {
    if (shard.site != wish.site) continue;
    const auto& callbacks = shard.group.callbacks();
    if (const auto* same = callbacks.of_request(wish.source, wish.idempotency_key)) {
      repeated = true;
      return same;
    }
    if (open == nullptr) open = callbacks.open_of_customer(wish.customer);
  }
  return open;
}

CallbackAccepted accepted_now(const Step& step, const Acceptance& wish) {
  CallbackAccepted f;
  f.source = wish.source;
  f.callback_id = wish.callback_id;
  f.idempotency_key = wish.idempotency_key;
  f.request_hash = wish.request_hash;
  f.queue = wish.queue;
  f.customer = wish.customer;
  f.call_id = wish.call_id;
  f.accepted = step.now;
  f.consent_text_id = wish.consent_text_id;
  f.consent_at = wish.consent_at;
  f.confirmed_by = wish.confirmed_by;
  f.attestation = wish.attestation;
  f.language = wish.language;
  f.customer_ref = wish.customer_ref;
  return f;
}

}  // namespace

void decide(Step& step, const Acceptance& wish) {
  bool repeated = false;
  if (const auto* before = earlier(step.state, wish, repeated)) {
    if (repeated && before->accepted.request_hash != wish.request_hash) {
      return step.refuse(Refusal::key_reused,
                         "this Idempotency-Key came with another body before: use a new key for a new request");
    }
    step.out.effects.emplace_back(CallbackTaken{before->id(), repeated, !repeated});
    return;
  }
  const auto* place = step.state.place(wish.site, wish.queue);
  if (place == nullptr) {
    return step.refuse(Refusal::unknown_queue, "queue \"" + wish.queue + "\" is not configured");
  }
  auto& group = place->shard->group;
  const auto most = step.state.config.limits.callbacks_per_group;
  if (group.callbacks().open() >= most) {
    return step.refuse(Refusal::too_many_callbacks,
                       "the group already has " + std::to_string(most) + " open callbacks");
  }
  auto fact = accepted_now(step, wish);
  const auto* call = wish.call_id.empty() ? nullptr : group.call(call_key(wish.source, wish.call_id));
  const bool in_line = call != nullptr && call->waiting;
  if (call != nullptr && !call->waiting && wish.confirmed_by != ConfirmedBy::agent) {
    return step.refuse(Refusal::call_over, "an agent has taken this call: there is nobody to call back");
  }
  fact.priority = in_line ? call->priority : 0;
  fact.rank = in_line ? call->rank : rank_of(*place->queue, step.now, 0, {});
  if (in_line) fact.joined = call->joined;
  const auto estimate = in_line ? step.state.estimate_for(*place->shard, *call, step.now)
                                : predict(group, *place->queue, Asking{step.now, 0, group.ahead_of(fact.rank), {}, {}});
  fact.window = window_of(estimate, step.now, place->queue->callback.dial);
  fact.expires = step.now + place->queue->callback.retry.expires_after;
  if (fact.window) fact.expires = std::max(fact.expires, fact.window->to);
  step.emit(*place->shard, std::move(fact));
  step.out.effects.emplace_back(CallbackTaken{wish.callback_id, false, false});
}

void decide(Step& step, const Cancellation& wish) {
  const auto [shard, callback] = find_callback(step.state, wish.site, wish.callback_id);
  if (callback == nullptr) return step.refuse(Refusal::unknown_callback, "there is no such callback");
  if (is_end(callback->state) || callback->state == CallbackState::connected) {
    return step.refuse(Refusal::callback_over, "the callback is " + std::string(name_of(callback->state)) +
                                                   ": there is nothing left to cancel");
  }
  change(step, *shard, wish.callback_id, CallbackState::cancelled, "by " + wish.by);
  step.out.effects.emplace_back(Taken{false});
}

}  // namespace truewait::domain
