// Orders, outcomes, and front-ends that come back: each dial at most once, whatever was lost on the way.
#include <algorithm>

#include "domain/callback_rules.hpp"
#include "domain/pacing/dial_class.hpp"
#include "domain/pacing/pacing.hpp"
#include "domain/pacing/retry.hpp"
#include "domain/redial.hpp"

namespace truewait::domain {
namespace {

/// From a sign of life of a dial that was given up on to its next one.
constexpr Duration heard_again_for = std::chrono::seconds(60);

/// What may follow: forward only, and from `answered` still machine, cancelled or failed.
bool may_follow(std::optional<DialOutcome> before, DialOutcome next) {
  if (!before || *before == DialOutcome::ringing) return next != DialOutcome::ringing || !before;
  if (*before != DialOutcome::answered) return false;
  return next == DialOutcome::accepted || next == DialOutcome::machine || next == DialOutcome::cancelled ||
         next == DialOutcome::failed;
}

/// Sessions of one key are one owner: "key#name" and "key" both belong to "key".
std::string_view owner(std::string_view front_end) {
  return front_end.substr(0, front_end.find('#'));
}

void progress(Step& step, ShardState& shard, const Callback& callback, const DialReport& report) {
  const auto id = callback.id();
  const bool resolves = callback.state == CallbackState::uncertain;
  const auto at = std::min(report.at.value_or(step.now), step.now);
  const bool elsewhere = report.outcome == DialOutcome::accepted && own_call_stands(shard.group, callback);
  step.emit(shard, DialProgressed{id, report.dial_id, report.outcome, at, report.sip_code, report.q850});
  // One line each: the call that took over keeps the place.
  if (elsewhere) return change(step, shard, id, CallbackState::superseded, called_again);
  if (is_final(report.outcome) && report.outcome != DialOutcome::accepted) {
    return end_of_try(step, shard, id, class_of(report.outcome, report.sip_code, report.q850));
  }
  if (resolves && report.outcome != DialOutcome::accepted) {
    change(step, shard, id, CallbackState::dialling, "heard of again", step.now + heard_again_for);
  }
}

/// The dial of this id, if it is the callback's last and still open to news; else the refusal.
const Callback* open_dial(Step& step, const DialReport& report, ShardState*& shard) {
  const Callback* callback = nullptr;
  for (auto& each : step.state.shards) {
    if (each.site != report.site) continue;
    shard = &each;
    if ((callback = each.group.callbacks().of_dial(report.dial_id)) != nullptr) break;
  }
  if (callback == nullptr) {
    step.refuse(Refusal::unknown_dial, "no order with this dial_id was ever given");
    return nullptr;
  }
  if (owner(callback->front_end) != owner(report.front_end)) {
    step.refuse(Refusal::foreign_dial, "this order went to another front-end");
    return nullptr;
  }
  const bool last = callback->dial_id == report.dial_id;
  const bool out = callback->state == CallbackState::dialling || callback->state == CallbackState::uncertain;
  // Said again because the answer was lost: the reached customer must not be taken for one whose dial is over.
  const bool reached = callback->state == CallbackState::reached || callback->state == CallbackState::connected;
  const bool said_again = reached && report.outcome == DialOutcome::accepted && callback->outcome == report.outcome;
  if (!last || (!out && !said_again)) {
    step.refuse(Refusal::dial_over, "this dial is over; its callback is " + std::string(name_of(callback->state)));
    return nullptr;
  }
  return callback;
}

void settle_with(Step& step, ShardState& shard, const Callback& callback, const FrontEndHello& hello) {
  const auto id = callback.id();
  const auto known = std::find_if(hello.known.begin(), hello.known.end(),
                                  [&](const FrontEndHello::Dial& d) { return d.dial_id == callback.dial_id; });
  if (known != hello.known.end()) {
    if (!known->outcome || !may_follow(callback.outcome, *known->outcome)) return;
    return progress(step, shard, callback,
                    DialReport{shard.site, hello.front_end, callback.dial_id, *known->outcome, {}, {}, {}});
  }
  if (callback.outcome) return;  // it was heard of before: not listing it proves nothing
  const bool in_time =
      callback.state == CallbackState::dialling && step.now < callback.dial_expires && callback.live.empty();
  if (in_time && may_dial(step.state, shard, callback, step.now)) {
    step.out.effects.emplace_back(Dial{order_of(step.state, shard, callback)});
    return;
  }
  // The front-end writes an order down before it dials: what it does not list, nobody dialled. No outcome is made up.
  back_in_line(step, shard, id, "never dialled");
}

}  // namespace

void decide(Step& step, const Assignment& wish) {
  const auto [shard, callback] = find_callback(step.state, wish.site, wish.callback_id);
  if (callback == nullptr) return step.refuse(Refusal::unknown_callback, "there is no such callback");
  const auto epoch = shard->group.epoch();
  if (wish.epoch && *wish.epoch != epoch) {
    return step.refuse(Refusal::stale_epoch, "claim " + std::to_string(*wish.epoch) + " of this queue is over, claim " +
                                                 std::to_string(epoch) + " holds: its owner gives the orders");
  }
  if (callback->state != CallbackState::due) {
    return step.refuse(Refusal::not_due, "the callback is " + std::string(name_of(callback->state)) + ", not due");
  }
  // What was due may be kept back since: the order that is asked for now is the one that would leave.
  if (!may_dial(step.state, *shard, *callback, step.now)) {
    const auto& queue = callback->accepted.queue;
    return step.refuse(Refusal::not_due, shard->group.switches(queue).dials
                                             ? "nobody may be rung at this hour"
                                             : "the dials of queue \"" + queue + "\" are switched off");
  }
  if (!agents_are_there(step.state, *shard, *callback, step.now)) {
    back_in_line(step, *shard, wish.callback_id, "no agent is there any more");
    return step.refuse(Refusal::not_due, "no agent is there for the callback any more: it is back in line");
  }
  const auto expires = wish.expires.value_or(order_expires(step.state, *shard, *callback, step.now));
  const auto agent = agent_for(step.state, *shard, *callback, step.now);
  step.emit(*shard, DialIntended{wish.callback_id, wish.dial_id, wish.front_end, expires, epoch, agent});
  step.out.effects.emplace_back(Dial{order_of(step.state, *shard, *callback)});
}

void decide(Step& step, const DialReport& report) {
  ShardState* shard = nullptr;
  const auto* callback = open_dial(step, report, shard);
  if (callback == nullptr) return;
  const auto id = callback->id();
  const bool repeated = callback->outcome == report.outcome;  // the same news again is harmless
  if (!repeated && !may_follow(callback->outcome, report.outcome)) {
    return step.refuse(Refusal::dial_over, "after \"" + std::string(name_of(*callback->outcome)) + "\" the outcome \"" +
                                               std::string(name_of(report.outcome)) + "\" would be a step back");
  }
  if (!repeated) {
    progress(step, *shard, *callback, report);
  } else if (report.outcome == DialOutcome::accepted && callback->leg.empty() &&
             own_call_stands(shard->group, *callback)) {
    ended_as_yielded(step, *shard, id);  // called again between the first report and this one
  }
  const auto state = shard->group.callbacks().find(id)->state;
  if (report.outcome == DialOutcome::accepted && is_end(state)) {
    return step.refuse(Refusal::dial_over,
                       "the customer has called again and is in line, or served, there: say so and end this call");
  }
  step.out.effects.emplace_back(OutcomeTaken{id, state});
}

void decide(Step& step, const FrontEndHello& hello) {
  for (auto& shard : step.state.shards) {
    if (shard.site != hello.site) continue;
    std::vector<const Callback*> out;
    for (const auto* callback : shard.group.callbacks().all()) {
      const bool open = callback->state == CallbackState::dialling || callback->state == CallbackState::uncertain;
      if (open && callback->front_end == hello.front_end) out.push_back(callback);
    }
    for (const auto* callback : out) settle_with(step, shard, *callback, hello);
  }
}

}  // namespace truewait::domain
