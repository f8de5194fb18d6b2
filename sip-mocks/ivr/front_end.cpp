#include "ivr/front_end.hpp"

#include <algorithm>

namespace truewait::ivr {
namespace {

/// Beyond so many unacknowledged messages the calls stand still until the service is back.
constexpr std::size_t most_unacknowledged = 10'000;
constexpr double survey_after_s = 3;

}  // namespace

FrontEnd::FrontEnd(Script script, DialLedger& ledger)
    : script_(std::move(script)), ledger_(ledger), feeling_(script_.seed), upcoming_(script_.next_call()) {}

void FrontEnd::advance(double now_s, domain::Instant start) {
  start_ = start;
  if (outbox_.size() > most_unacknowledged) return;
  for (;;) {
    const double call_s = upcoming_ ? upcoming_->at_s : never;
    const double kept_s = appointments_.empty() ? never : appointments_.top().at_s;
    const double next_s = std::min({call_s, kept_s, desk_.next_s(), now_s});
    step(next_s);
    if (next_s >= now_s) return;
  }
}

void FrontEnd::step(double at_s) {
  script_.duty.advance(script_.pool, at_s);
  for (const PoolStep& pool_step : script_.pool.advance(at_s)) apply(pool_step);
  now_s_ = std::max(now_s_, at_s);
  while (upcoming_ && upcoming_->at_s <= now_s_) {
    arrive(*upcoming_);
    upcoming_ = script_.next_call();
  }
  for (const DialStep& dial : desk_.advance(now_s_)) dial_step(dial);
  while (!appointments_.empty() && appointments_.top().at_s <= now_s_) {
    const Appointment due = appointments_.top();
    appointments_.pop();
    if (due.post) {
      posts_.push_back(*due.post);
      posts_.back().after = outbox_.newest();
    } else {
      decide(due.call_id);
    }
  }
  for (const PoolStep& pool_step : script_.pool.advance(now_s_)) apply(pool_step);
}

void FrontEnd::arrive(const PlannedCall& planned) {
  const auto [entry, added] = calls_.try_emplace(planned.call_id, Call{planned, Stage::waiting, now_s_, 0, {}, false});
  if (!added) return;
  EventFields fields;
  fields.priority = planned.priority;
  fields.caller_class = planned.caller_class;
  fields.caller = planned.caller;
  ask_for_[event("call.queued", entry->second, std::move(fields))] = planned.call_id;
  happen("queued", entry->second);
  join(entry->second);
}

/// The leg of a customer who was called back: it waits with the place that he had.
void FrontEnd::reach(const DialStep& dial) {
  Call call;
  call.since_s = now_s_;
  if (const auto known = customers_.find(dial.order.callback_id); known != customers_.end()) {
    call.plan = known->second.plan;
    call.since_s = known->second.since_s;
  } else {
    call.plan.survey = script_.stranger_survey;
  }
  call.plan.call_id = dial.order.dial_id;
  call.plan.queue = dial.order.queue;
  call.plan.priority = dial.order.priority;
  call.plan.patience_s = never;
  call.callback_id = dial.order.callback_id;
  const auto entry = calls_.insert_or_assign(dial.order.dial_id, std::move(call)).first;
  EventFields fields;
  fields.priority = dial.order.priority;
  fields.callback_id = dial.order.callback_id;
  event("call.queued", entry->second, std::move(fields));
  happen("reached", entry->second).dial_id = dial.order.dial_id;
  join(entry->second);
}

void FrontEnd::join(const Call& call) {
  const PlannedCall& plan = call.plan;
  script_.pool.join(
      now_s_, {plan.call_id, plan.queue, plan.priority, call.since_s, call.since_s + plan.patience_s, plan.talk_s});
}

void FrontEnd::apply(const PoolStep& step) {
  now_s_ = std::max(now_s_, step.at_s);
  if (step.kind == PoolStepKind::agent) {
    constexpr const char* states[] = {"available", "busy", "wrap_up", "away", "logged_out"};
    EventFields fields;
    fields.agent = step.agent;
    fields.state = states[static_cast<std::size_t>(step.state)];
    fields.queues = step.serves;
    event("agent.state", Call{}, std::move(fields));
    return;
  }
  const auto found = calls_.find(step.call_id);
  if (found == calls_.end()) return;
  Call& call = found->second;
  EventFields fields;
  if (step.kind == PoolStepKind::answered) {
    call.stage = Stage::talking;
    call.answered_s = step.at_s;
    fields.agent = step.agent;
    event("call.answered", call, std::move(fields));
    happen("answered", call);
    return;
  }
  const bool hung_up = step.kind == PoolStepKind::abandoned;
  event(hung_up ? "call.abandoned" : "call.ended", call);
  happen(hung_up ? "abandoned" : "ended", call);
  if (!hung_up) survey(call);
  calls_.erase(found);
}

void FrontEnd::survey(const Call& call) {
  if (!call.plan.survey) return;
  Survey answers = *call.plan.survey;
  if (answers.felt) {
    const Felt felt = feeling_.after(call.answered_s - call.since_s);
    answers.perceived_min = felt.perceived_min;
    answers.fast = felt.fast;
  }
  const bool called_back = !call.callback_id.empty();
  Post post{
      Post::Kind::response, script_.run + "r-" + call.plan.call_id, "/v1/responses", {}, call.plan.call_id, {}, 0};
  post.body = response_text(called_back ? "callback_id" : "call_id", called_back ? call.callback_id : call.plan.call_id,
                            answers);
  post.done = Happening{0, "surveyed", call.plan.call_id, call.plan.queue, call.callback_id, {}, {}};
  appointments_.push({now_s_ + survey_after_s, call.plan.call_id, std::move(post)});
}

/// The caller has heard the estimate. While he keys in that he wants a callback no agent gets him.
void FrontEnd::decide(const std::string& call_id) {
  const auto found = calls_.find(call_id);
  if (found == calls_.end() || found->second.stage != Stage::waiting) return;
  Call& call = found->second;
  const Wants wants = call.plan.wants_callback;
  if (wants == Wants::no || (wants == Wants::if_offered && !call.offered)) return;
  if (!script_.pool.leave(now_s_, call_id)) return;
  call.stage = Stage::in_menu;
  posts_.push_back({Post::Kind::callback,
                    script_.run + "c-" + call_id,
                    "/v1/callbacks",
                    callback_text(call.plan, at(now_s_)),
                    call_id,
                    {},
                    outbox_.newest()});
}

void FrontEnd::dial_step(const DialStep& dial) {
  say_outcome(dial.order.dial_id, dial.outcome);
  Happening& happening = happen("outcome");
  happening.queue = dial.order.queue;
  happening.callback_id = dial.order.callback_id;
  happening.dial_id = dial.order.dial_id;
  happening.detail = dial.outcome;
  if (dial.reached) reach(dial);
}

void FrontEnd::say_outcome(const std::string& dial_id, const std::string& word) {
  if (!ledger_.outcome(dial_id, word)) fatal_ = "the file of dials cannot be written";
  outbox_.add(Saying::outcome, dial_id, outcome_text(dial_id, word, at(now_s_)), word);
}

void FrontEnd::post_belief(double window_s) {
  posts_.push_back({Post::Kind::belief,
                    script_.run + "b",
                    "/v1/beliefs",
                    belief_text(at(now_s_ - window_s), at(now_s_)),
                    {},
                    Happening{0, "believed", {}, {}, {}, {}, "198 of 250 managers think it is fast"},
                    0});
}

std::vector<std::string> FrontEnd::callbacks() const {
  std::vector<std::string> out;
  for (const auto& [callback_id, customer] : customers_) out.push_back(callback_id);
  return out;
}

bool FrontEnd::idle() const {
  return !upcoming_ && calls_.empty() && posts_.empty() && appointments_.empty() && outbox_.size() == 0 &&
         desk_.next_s() == never && happenings_.empty();
}

std::string FrontEnd::event(const char* type, const Call& call, EventFields fields) {
  fields.event_id = script_.run + "e" + std::to_string(events_++);
  fields.type = type;
  fields.call_id = call.plan.call_id;
  fields.queue = call.plan.queue;
  fields.at = at(now_s_);
  outbox_.add(Saying::event, fields.event_id, event_text(fields));
  return fields.event_id;
}

Happening& FrontEnd::happen(std::string what) {
  Happening& happening = happenings_.emplace_back();
  happening.at_s = now_s_;
  happening.what = std::move(what);
  return happening;
}

Happening& FrontEnd::happen(std::string what, const Call& call) {
  Happening& happening = happen(std::move(what));
  happening.call_id = call.plan.call_id;
  happening.queue = call.plan.queue;
  happening.callback_id = call.callback_id;
  return happening;
}

}  // namespace truewait::ivr
