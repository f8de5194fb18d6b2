// What the events of a call make true, given what is known of it.
#include <algorithm>

#include "domain/callback_rules.hpp"
#include "domain/engine_state.hpp"
#include "domain/offer_rules.hpp"
#include "domain/predict.hpp"
#include "domain/redial.hpp"

namespace truewait::domain {
namespace {

/// An answer so long after the end of a call of that id is another call's.
constexpr Duration late_reports_within = std::chrono::minutes(10);

/// Measured by the source's own clock where it sent both times; contradictions count as no wait.
Duration between(std::optional<Instant> from_at, std::optional<Instant> to_at, Instant from, Instant to) {
  const auto measured = from_at && to_at ? *to_at - *from_at : to - from;
  return std::max(Duration{0}, measured);
}

Duration wait_until(const Call& call, const Report& report) {
  return between(call.at, report.event.at, call.joined, report.at);
}

void note(Step& step, ShardState& shard, const Report& report, const std::string& call_id, std::string why) {
  step.emit(shard, EventNoted{report.origin, call_id, std::move(why)});
}

/// The open call of the report, or a note that there is none.
const Call* expect(Step& step, ShardState& shard, const Report& report, const std::string& call_id) {
  const auto key = call_key(report.origin.source, call_id);
  const auto* call = shard.group.call(key);
  if (call == nullptr)
    note(step, shard, report, call_id, shard.group.over_since(key) ? "already over" : "unknown call");
  return call;
}

/// The reached customer of a callback was with an agent before anybody said which callback it was.
void leg_answered_before(Step& step, ShardState& shard, const Call& leg, const std::string& callback_id) {
  const auto* callback = shard.group.callbacks().find(callback_id);
  if (callback == nullptr || is_end(callback->state) || callback->state == CallbackState::connected) return;
  const auto& f = callback->accepted;
  const auto wait = std::max(Duration{0}, leg.answered - f.joined.value_or(f.accepted));
  step.emit(shard, CallbackConnected{callback_id, leg.queue, leg.source, leg.id, wait});
}

/// Something took the caller off the line, and the answer comes to light only now: there is nobody to call back.
void served_after_all(Step& step, ShardState& shard, const Report& report, const std::string& call_id) {
  const auto key = call_key(report.origin.source, call_id);
  const auto& callbacks = shard.group.callbacks();
  const auto* callback = callbacks.of_call(key);
  if (callback != nullptr && callback->state == CallbackState::requested) {
    return change(step, shard, callback->id(), CallbackState::superseded, "answered while still on the line");
  }
  if (callback == nullptr) callback = callbacks.of_live(key);
  if (callback == nullptr || callback->state == CallbackState::connected || report.at < callback->accepted.accepted) {
    return;
  }
  yield_to(step, shard, *callback, report.origin.source, call_id, true);
}

}  // namespace

void record_prediction(Step& step, ShardState& shard, const Call& call, PredictionOccasion occasion) {
  const auto estimate = step.state.estimate_for(shard, call, step.now);
  step.emit(shard, PredictionRecorded{call.id, call.source, call.queue, call.priority, occasion, estimate});
  // A quote is about words that were spoken already.
  if (occasion != PredictionOccasion::quoted) record_offer(step, shard, call, estimate);
}

void decide_arrival(Step& step, const Report& report, const Arrival& arrival, const Place& place) {
  const auto key = call_key(report.origin.source, arrival.call_id);
  const auto [holder, known] = step.state.open_call(report.event.site, report.origin.source, arrival.call_id);
  if (known != nullptr && known->waiting) return note(step, *holder, report, arrival.call_id, "already waiting");
  if (known != nullptr && known->wait) return note(step, *holder, report, arrival.call_id, "already answered");
  if (known != nullptr) {
    const auto wait = between(report.event.at, known->answered_at, report.at, known->answered);
    step.emit(*holder,
              ArrivalLearnt{report.origin, arrival.call_id, known->queue, wait, arrival.customer, arrival.callback_id});
    leg_answered_before(step, *holder, *known, arrival.callback_id);
    return yield_to_answered(step, *holder, key, known->answered);
  }
  auto& group = place.shard->group;
  const auto* callback = arrival.callback_id.empty() ? nullptr : group.callbacks().find(arrival.callback_id);
  const bool leg = callback != nullptr && !is_end(callback->state);
  const auto* yields = leg ? nullptr : callback_to_yield(group, arrival.customer, key, report.at);
  const auto over = group.over_since(key);
  if (over && report.at < *over) {
    note(step, *place.shard, report, arrival.call_id, "already over");
    if (yields != nullptr) yield_to(step, *place.shard, *yields, report.origin.source, arrival.call_id, true);
    return;
  }
  const auto* queue = group.queue(arrival.queue);
  const auto most = step.state.config.limits.waiting_per_queue;
  if (queue != nullptr && queue->waiting.size() >= most) {
    return step.refuse(Refusal::queue_full, "queue \"" + arrival.queue + "\" already has " + std::to_string(most) +
                                                " callers waiting: report who left, or send a queue.snapshot");
  }
  const auto own = rank_of(*place.queue, report.at, arrival.priority, arrival.caller_class);
  // The reached customer stands where the virtual place stood, and so does a customer who calls again.
  auto stands = leg ? PlaceInLine{callback->accepted.rank, {}}
                    : place_of_caller(group, place.queue->callback, arrival.customer, report.at, own, yields);
  step.emit(*place.shard, CallQueued{report.origin, arrival.call_id, arrival.queue, arrival.priority,
                                     arrival.caller_class, arrival.customer, arrival.callback_id, report.at,
                                     report.event.at, stands.rank, std::move(stands.inherited)});
  if (yields != nullptr) yield_to(step, *place.shard, *yields, report.origin.source, arrival.call_id, false);
  record_prediction(step, *place.shard, *group.call(key), PredictionOccasion::joined);
}

void decide_answer(Step& step, const Report& report, const Answer& answer, ShardState& shard,
                   const QueueConfig* queue) {
  const auto key = call_key(report.origin.source, answer.call_id);
  const auto* call = shard.group.call(key);
  if (call != nullptr && !call->waiting) return note(step, shard, report, answer.call_id, "already answered");
  const auto over = shard.group.over_since(key);
  if (call == nullptr && over && step.now - *over < late_reports_within) {
    note(step, shard, report, answer.call_id, "already over");
    return served_after_all(step, shard, report, answer.call_id);
  }
  if (call == nullptr && queue == nullptr) {
    return step.refuse(Refusal::unknown_call, "no such call is open: send call.queued first, or name the queue");
  }
  // Beyond the limit an agent goes unnamed: the call counts, the name does not.
  const auto& agents = shard.group.agents();
  const bool nameable =
      agents.find(answer.agent) != nullptr || agents.size() < step.state.config.limits.agents_per_group;
  const auto agent = nameable ? answer.agent : std::string{};
  CallAnswered fact{report.origin, answer.call_id, {}, agent, report.at, report.event.at, std::nullopt};
  fact.queue = call == nullptr ? queue->name : call->queue;
  if (call != nullptr) fact.wait = wait_until(*call, report);
  step.emit(shard, std::move(fact));
}

void decide_abandonment(Step& step, const Report& report, const Abandonment& left, ShardState& shard) {
  const auto* call = expect(step, shard, report, left.call_id);
  if (call == nullptr) return;
  if (!call->waiting) return note(step, shard, report, left.call_id, "abandoned after the answer");
  step.emit(shard, CallAbandoned{report.origin, call->id, call->queue, report.at, wait_until(*call, report)});
}

void decide_departure(Step& step, const Report& report, const Departure& left, ShardState& shard) {
  const auto* call = expect(step, shard, report, left.call_id);
  if (call == nullptr) return;
  if (!call->waiting) return note(step, shard, report, left.call_id, "left after the answer");
  step.emit(shard, CallLeft{report.origin, call->id, call->queue, left.reason, report.at, wait_until(*call, report)});
}

void decide_end(Step& step, const Report& report, const End& end, ShardState& shard) {
  const auto* call = expect(step, shard, report, end.call_id);
  if (call == nullptr) return;
  if (call->waiting) {  // over without an answer, and nobody said how
    const auto wait = wait_until(*call, report);
    return step.emit(shard, CallLeft{report.origin, call->id, call->queue, LeftReason::unknown, report.at, wait});
  }
  const auto service = between(call->answered_at, report.event.at, call->answered, report.at);
  step.emit(shard, CallEnded{report.origin, call->id, call->queue, report.at, service});
}

void decide_move(Step& step, const Report& report, const Move& move, ShardState& shard) {
  const auto* call = expect(step, shard, report, move.call_id);
  if (call == nullptr) return;
  if (!call->waiting) return note(step, shard, report, move.call_id, "moved after the answer");
  const auto queue = move.queue.empty() ? call->queue : move.queue;
  const auto priority = move.priority.value_or(call->priority);
  const auto* target = step.state.place(report.event.site, queue);
  if (target == nullptr) return note(step, shard, report, move.call_id, "moved within a queue that is not configured");
  if (target->shard == &shard) {
    auto rank = rank_of(*target->queue, call->joined, priority, call->caller_class);
    if (!call->of_the_line()) rank = std::min(rank, call->rank);  // a place that was kept moves along
    step.emit(shard, CallMoved{report.origin, call->id, call->queue, queue, priority, rank});
    return record_prediction(step, shard, *call, PredictionOccasion::reestimated);
  }
  // Other agents, another line: the caller starts anew there.
  Arrival arrival{call->id, queue, priority, call->caller_class, call->customer, std::nullopt, call->callback_id};
  const auto wait = wait_until(*call, report);
  step.emit(shard, CallLeft{report.origin, call->id, call->queue, LeftReason::transferred, report.at, wait});
  decide_arrival(step, report, arrival, *target);
}

}  // namespace truewait::domain
