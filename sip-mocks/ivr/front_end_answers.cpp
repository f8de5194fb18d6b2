// What the front-end makes of the service's messages and answers.
#include "ivr/front_end.hpp"
#include "live/reading.hpp"

namespace truewait::ivr {
namespace {

/// Seconds from the announcement to the key.
constexpr double decides_after_s = 6;

bool taken(int status) {
  return status >= 200 && status < 300;
}

std::string reason(int status, const std::string& body) {
  const auto problem = live::parse_json(body);
  const std::string detail = live::text(problem, "detail");
  return std::to_string(status) + " " + (detail.empty() ? live::text(problem, "title") : detail);
}

}  // namespace

void FrontEnd::receive(const Incoming& message) {
  if (const auto* accepted = std::get_if<Accepted>(&message)) take_acceptance(*accepted);
  if (const auto* answer = std::get_if<Answer>(&message)) take_estimate(*answer);
  if (const auto* refused = std::get_if<Refused>(&message)) take_refusal(*refused);
  if (const auto* order = std::get_if<DialOrder>(&message)) take_order(*order);
}

void FrontEnd::take_acceptance(const Accepted& accepted) {
  if (!accepted.dial_id.empty()) {
    outbox_.acknowledge(Saying::outcome, accepted.dial_id, accepted.outcome);
    if (is_final(accepted.outcome)) ledger_.settle(accepted.dial_id);
    return;
  }
  outbox_.acknowledge(Saying::event, accepted.event_id);
  const auto asks = ask_for_.find(accepted.event_id);
  if (asks == ask_for_.end()) return;
  const std::string call_id = std::move(asks->second);
  ask_for_.erase(asks);
  const auto call = calls_.find(call_id);
  if (call == calls_.end() || call->second.stage != Stage::waiting) return;
  outbox_.add(Saying::ask, call_id, ask_text(call_id, call_id));
}

void FrontEnd::take_estimate(const Answer& answer) {
  outbox_.acknowledge(Saying::ask, answer.id);
  const auto found = calls_.find(answer.id);
  if (found == calls_.end() || found->second.stage != Stage::waiting) return;
  Call& call = found->second;
  call.offered = answer.estimate.offered;
  Happening& heard = happen("estimate", call);
  heard.detail = answer.estimate.mode + (call.offered ? ", callback offered" : "");
  if (auto quote = quote_text(answer.estimate, at(now_s_))) {
    posts_.push_back({Post::Kind::quote, script_.run + "q-" + answer.id, "/v1/calls/" + answer.id + "/quotes",
                      std::move(*quote), answer.id,
                      Happening{0, "quoted", answer.id, call.plan.queue, {}, {}, answer.estimate.mode},
                      outbox_.newest()});
  }
  appointments_.push({now_s_ + decides_after_s, answer.id, std::nullopt});
}

void FrontEnd::take_refusal(const Refused& refused) {
  if (refused.status == 429 || refused.status >= 500) {  // not now: it stays in the outbox
    say_again_ = true;
    return;
  }
  Happening& happening = happen(refused.dial_id.empty() ? "refused" : "outcome_refused");
  happening.detail = std::to_string(refused.status) + " " + refused.detail;
  happening.dial_id = refused.dial_id;
  const std::string& event_id = refused.event_id.empty() ? refused.id : refused.event_id;
  if (!refused.dial_id.empty()) {
    outbox_.acknowledge(Saying::outcome, refused.dial_id);
    // The service knows better, or does not know the dial at all: it need not hear of it again.
    if (is_final(ledger_.last_outcome(refused.dial_id))) ledger_.settle(refused.dial_id);
  } else if (outbox_.acknowledge(Saying::ask, refused.id)) {
    happening.call_id = refused.id;
    appointments_.push({now_s_ + decides_after_s, refused.id, std::nullopt});
  } else if (outbox_.acknowledge(Saying::event, event_id)) {
    ask_for_.erase(event_id);
  }
}

void FrontEnd::take_order(const DialOrder& order) {
  const DialLedger::Begun begun = ledger_.begin(order.dial_id, order.callback_id);
  Happening& happening = happen(begun == DialLedger::Begun::now ? "dialling" : "dial_known");
  happening.queue = order.queue;
  happening.callback_id = order.callback_id;
  happening.dial_id = order.dial_id;
  if (begun == DialLedger::Begun::not_written) fatal_ = "the file of dials cannot be written";
  if (begun == DialLedger::Begun::before) {
    const std::string last = ledger_.last_outcome(order.dial_id);
    if (!last.empty()) say_outcome(order.dial_id, last);
  }
  if (begun != DialLedger::Begun::now) return;
  if (order.expires_at <= at(now_s_)) {
    happening.what = "dial_too_late";
    return say_outcome(order.dial_id, "cancelled");
  }
  desk_.dial(now_s_, order);
}

void FrontEnd::posted(int status, const std::string& body) {
  const Post post = std::move(posts_.front());
  posts_.pop_front();
  if (post.kind == Post::Kind::callback) return callback_answered(post, status, body);
  Happening& happening = happen(taken(status) ? post.done.what : "post_refused");
  happening.call_id = post.done.call_id;
  happening.queue = post.done.queue;
  happening.callback_id = post.done.callback_id;
  happening.detail = taken(status) ? post.done.detail : post.target + " " + reason(status, body);
}

void FrontEnd::callback_answered(const Post& post, int status, const std::string& body) {
  const auto found = calls_.find(post.call_id);
  if (found == calls_.end()) return;
  Call& call = found->second;
  const auto answer = live::parse_json(body);
  const std::string callback_id = live::text(answer, "callback_id");
  if (!taken(status) || callback_id.empty()) {
    happen("callback_refused", call).detail = reason(status, body);
    call.stage = Stage::waiting;
    return join(call);
  }
  Happening& happening = happen("callback_accepted", call);
  happening.callback_id = callback_id;
  if (live::yes(answer, "existing")) happening.detail = "existing";
  if (customers_.try_emplace(callback_id, Customer{call.plan, call.since_s}).second) {
    desk_.script(call.plan.caller, call.plan.answers);
  }
  EventFields fields;
  fields.reason = "withdrawn";
  event("call.left", call, std::move(fields));
  happen("left", call).callback_id = callback_id;
  calls_.erase(found);
}

}  // namespace truewait::ivr
