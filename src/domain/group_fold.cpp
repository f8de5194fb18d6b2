#include <algorithm>

#include "domain/act_ids.hpp"
#include "domain/at_once.hpp"
#include "domain/ensure.hpp"
#include "domain/group.hpp"
#include "domain/learned/looks.hpp"

namespace truewait::domain {

void Group::fold(const Fact& fact) {
  ensure(fact.seq == seq_ + 1, "group: a fact out of sequence");
  ensure(fact.now >= now_, "group: time goes back");
  look_again(fact.now);
  observed_.passed(now_, fact.now);
  seq_ = fact.seq;
  now_ = fact.now;
  std::visit([this](const auto& f) { on(f); }, fact.body);
}

void Group::on(const CallQueued& f) {
  remember(f.origin);
  touched(f.queue);
  if (!arrived_before(f.callback_id)) arrivals_.arrived(now_);
  Call call;
  call.source = f.origin.source;
  call.id = f.call_id;
  call.queue = f.queue;
  call.priority = f.priority;
  call.caller_class = f.caller_class;
  call.customer = f.customer;
  call.callback_id = f.callback_id;
  call.inherited = f.inherited;
  call.joined = f.joined;
  call.at = f.at;
  call.rank = f.rank;
  if (!f.callback_id.empty()) callbacks_.joined(f.callback_id, call_key(call.source, call.id), now_);
  // The rank of a callback's leg, or of one who calls again, is no head start anybody else has.
  if (call.of_the_line()) observed_.joined(now_, f.joined - f.rank);
  left_places_.forget(f.customer);
  join(std::move(call));
}

void Group::on(const ArrivalLearnt& f) {
  remember(f.origin);
  if (!arrived_before(f.callback_id)) arrivals_.arrived(now_);
  auto* call = find(call_key(f.origin.source, f.call_id));
  if (call == nullptr) return;
  call->wait = f.wait;
  call->customer = f.customer;
  call->callback_id = f.callback_id;
  left_places_.forget(f.customer);
  if (!f.callback_id.empty()) return;
  touched(call->queue).answered_after(now_, call->priority, to_seconds(f.wait), std::nullopt);
  waited(to_seconds(f.wait), false);
}

void Group::on(const CallAnswered& f) {
  remember(f.origin);
  auto& queue = touched(f.queue);
  ++queue.answered;
  const auto key = call_key(f.origin.source, f.call_id);
  auto* call = find(key);
  if (call == nullptr) {  // the arrival was never reported
    Call unheard;
    unheard.source = f.origin.source;
    unheard.id = f.call_id;
    unheard.queue = f.queue;
    unheard.waiting = false;
    unheard.answered = f.answered;
    unheard.answered_at = f.at;
    unheard.agent = f.agent;
    join(std::move(unheard));
    observed_.took(now_, observed_.line(f.queue), f.agent, 0, {});
  } else {
    const bool of_the_line = call->of_the_line() && f.wait;
    observed_.took(now_, call->line, f.agent, of_the_line ? to_seconds(*f.wait) : 0, passed_over(*call));
    step_out(*call);
    call->answered = f.answered;
    call->answered_at = f.at;
    call->agent = f.agent;
    call->wait = f.wait;
    serve(*call);
    // The reached customer of a callback did not wait here, and a caller in another's place waited less than the line:
    // neither tells anything about the queue's waits.
    if (f.wait && call->callback_id.empty()) waited(to_seconds(*f.wait), false);
    if (of_the_line) {
      queue.answered_after(now_, call->priority, to_seconds(*f.wait), call->said);
      learn_from(*call);
    }
    call->later = {};
  }
  move_on(f.agent);
  agents_.took_call(f.agent, key, now_);
}

void Group::on(const CallAbandoned& f) {
  remember(f.origin);
  ++touched(f.queue).abandoned;
  const auto key = call_key(f.origin.source, f.call_id);
  if (f.wait && !is_leg(key)) {
    waited(to_seconds(*f.wait), true);
    observed_.left(now_, observed_.line(f.queue), to_seconds(*f.wait), true);
  }
  keep_place(key, f.left);
  finish(key);
}

void Group::on(const CallLeft& f) {
  remember(f.origin);
  touched(f.queue);
  const auto key = call_key(f.origin.source, f.call_id);
  if (f.wait && !is_leg(key)) {
    waited(to_seconds(*f.wait), false);
    observed_.left(now_, observed_.line(f.queue), to_seconds(*f.wait), false);
  }
  if (f.reason == LeftReason::timeout || f.reason == LeftReason::unknown) keep_place(key, f.left);
  finish(key);
}

void Group::keep_place(const std::string& key, Instant left) {
  const auto* call = this->call(key);
  if (call == nullptr || !call->waiting) return;
  const bool promised = call->inherited.starts_with(from_callback);
  left_places_.keep({call->customer, call->id, call->rank, left, promised}, now_);
}

void Group::on(const CallEnded& f) {
  remember(f.origin);
  auto& queue = touched(f.queue);
  const auto key = call_key(f.origin.source, f.call_id);
  const auto* call = this->call(key);
  ensure(call != nullptr, "group: an unknown call ends");
  if (f.service) services_.push(to_seconds(*f.service));
  const bool of_the_line = call->wait && call->callback_id.empty();
  if (of_the_line && to_seconds(*call->wait) >= at_once_s) queue.rcs.completed_after_wait(to_seconds(*call->wait));
  const auto* agent = agents_.find(call->agent);
  const bool current = agent != nullptr && agent->call == key;
  if (f.service) observed_.ended(now_, call->line, call->agent, *f.service, current);
  agents_.ended_call(call->agent, key, now_);
  finish(key);
}

void Group::on(const CallMoved& f) {
  remember(f.origin);
  auto* call = find(call_key(f.origin.source, f.call_id));
  ensure(call != nullptr, "group: an unknown call moves");
  step_out(*call);
  call->queue = f.queue;
  call->line = observed_.line(f.queue);
  call->priority = f.priority;
  call->rank = f.rank;
  // What was said at joining was said for another place: it is compared with nothing.
  call->said.reset();
  call->later.clear();
  stand(*call);
  touched(f.from_queue);
  touched(f.queue);
}

void Group::on(const AgentChanged& f) {
  remember(f.origin);
  if (f.state != AgentState::busy) move_on(f.agent);
  agents_.changed(f.agent, f.state, f.queues, now_);
  std::vector<std::uint32_t> lines;
  for (const auto& queue : f.queues) lines.push_back(observed_.line(queue));
  observed_.crew().changed(now_, f.agent, f.state, lines);
}

void Group::on(const QueueReset& f) {
  remember(f.origin);
  touched(f.queue);
  std::unordered_map<std::string, Call> known;
  for (const auto* call : waiting_) {
    if (call->queue == f.queue) known.emplace(call_key(call->source, call->id), *call);
  }
  empty(f.queue, f.agents_known ? std::optional(f.at) : std::nullopt);
  for (const auto& listed : f.calls) {
    const auto key = call_key(f.origin.source, listed.call_id);
    if (calls_.contains(key)) continue;  // in service, or waiting in another queue: the later report stands
    const auto found = known.find(key);
    Call call = found == known.end() ? Call{} : std::move(found->second);
    call.source = f.origin.source;
    call.id = listed.call_id;
    call.queue = f.queue;
    call.priority = listed.priority;
    call.caller_class = listed.caller_class;
    call.joined = listed.joined;
    call.at = listed.joined;
    call.rank = listed.rank;
    join(std::move(call));
  }
  if (!f.agents_known) return;
  agents_.replace(f.queue, f.agents, now_);
  observed_.crew().only(observed_.line(f.queue), f.agents);
  for (const auto& agent : f.agents) observed_.crew().changed(now_, agent.agent, agent.state, {});
  // A centre without callers and agents is closed: what arrived before says nothing about the next opening.
  if (f.agents.empty() && calls_.empty()) arrivals_.clear();
}

void Group::empty(const std::string& queue, std::optional<Instant> answered_until) {
  std::vector<std::string> gone;
  for (const auto& [key, call] : calls_) {
    const bool told_over = answered_until && call->answered <= *answered_until;
    if (call->queue == queue && (call->waiting || told_over)) gone.push_back(key);
  }
  std::sort(gone.begin(), gone.end());  // the table's own order is not the same after a restart
  for (const auto& key : gone) finish(key);
}

void Group::on(const EventNoted& f) {
  remember(f.origin);
}

void Group::on(const CallLost& f) {
  const auto key = call_key(f.source, f.call_id);
  const auto* call = this->call(key);
  ensure(call != nullptr, "group: an unknown call is lost");
  if (!call->waiting) {
    const auto* agent = agents_.find(call->agent);
    if (agent != nullptr && agent->call == key && !agent->reported) observed_.crew().gone(call->agent);
    agents_.ended_call(call->agent, key, now_);
  }
  finish(key);
}

void Group::on(const PredictionRecorded& f) {
  auto* call = find(call_key(f.source, f.call_id));
  ensure(call != nullptr, "group: a prediction for an unknown call");
  if (f.occasion == PredictionOccasion::joined) {
    const auto& e = f.estimate;
    call->said = Said{e.method, e.ahead, e.formulas_s, e.mean_s, e.evidence};
    if (e.evidence.version != 0) look_again_ = std::min(look_again_, call->joined + next_look(*call));
  }
  call->told = now_;
  call->told_ahead = f.estimate.ahead;
}

void Group::on(const QuoteGiven& f) {
  auto* call = find(call_key(f.source, f.call_id));
  ensure(call != nullptr, "group: a quote for an unknown call");
  call->promised.heard(f);
}

void Group::on(const CallbackAccepted& f) {
  const auto key = call_key(f.source, f.call_id);
  const auto* call = this->call(key);
  // A call that nobody has reported yet is on the line until something says otherwise.
  const bool unheard = call == nullptr && !f.call_id.empty() && !over_since(key);
  callbacks_.on(f, now_, unheard || (call != nullptr && call->waiting));
}

void Group::on(const CallbackChanged& f) {
  callbacks_.on(f, now_);
}

void Group::on(const DialIntended& f) {
  callbacks_.on(f, now_);
}

void Group::on(const DialProgressed& f) {
  callbacks_.on(f, now_);
}

void Group::on(const CallbackConnected& f) {
  callbacks_.on(f, now_);
}

void Group::on(const ResponseGiven& f) {
  responded_.add(contact_id(f.source, f.call_id, f.callback_id), now_, limits_.remembered_events,
                 std::chrono::hours(48));
}

void Group::on(const BeliefStated&) {}

void Group::on(const OfferMade& f) {
  if (auto* call = find(call_key(f.source, f.call_id))) call->offered = true;
}

void Group::on(const ActTaken& f) {
  // A repeat must be known as long as the callback it was about is.
  constexpr std::size_t most = 100'000;
  for (const auto id : {id_of(f), content_of(f)}) acts_.add(id, now_, most, std::chrono::hours(48));
}

void Group::on(const SwitchTurned& f) {
  auto& switches = switches_[f.queue];
  (f.which == Switch::offers ? switches.offers : switches.dials) = f.on;
}

void Group::on(const CallbackPlaced& f) {
  callbacks_.on(f, now_);
}

void Group::on(const ShardClaimed& f) {
  epoch_ = f.epoch;
}

void Group::on(const CallbackYielded& f) {
  callbacks_.on(f, now_);
}

}  // namespace truewait::domain
