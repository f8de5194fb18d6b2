#include "truewait/domain/contact_book.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "domain/first_ring.hpp"
#include "domain/group.hpp"

namespace truewait::domain {
namespace {

constexpr char a_call = 'c', a_leg = 'l', a_callback = 'b';

/// The callback whose place a call took over; empty when it took none.
std::string_view taken_over(std::string_view inherited) {
  constexpr std::string_view callback = "callback ";
  return inherited.starts_with(callback) ? inherited.substr(callback.size()) : std::string_view{};
}

}  // namespace

void ContactBook::add(const Fact& fact, const Take& take) {
  shard_ = fact.shard;
  now_ = fact.now;
  touched_ = 0;
  std::visit([this](const auto& f) { on(f); }, fact.body);
  if (touched_ != 0) age(touched_);
  auto& old = aging_[shard_];
  while (!old.empty() && old.front().first + keep_ <= now_) {
    const auto id = old.front().second;
    old.pop_front();
    settle(id, take);
  }
  const auto touched = held_.find(touched_);
  if (touched != held_.end() && touched->second.contact.responded && touched->second.contact.over()) {
    settle(touched_, take);
  }
}

void ContactBook::each_held(const Take& take) const {
  for (const auto& [id, held] : held_) take(held.contact);
}

void ContactBook::age(Id id) {
  const auto found = held_.find(id);
  if (found == held_.end() || found->second.aging || !found->second.contact.over()) return;
  found->second.aging = true;
  aging_[shard_].emplace_back(now_, id);
}

void ContactBook::settle(Id id, const Take& take) {
  const auto found = held_.find(id);
  if (found == held_.end()) return;  // handed over with its survey
  const Held held = std::move(found->second);
  held_.erase(found);
  for (const auto& each : held.keys) {
    const auto entry = index_.find(each);
    if (entry != index_.end() && entry->second == id) index_.erase(entry);
  }
  take(held.contact);
}

std::string ContactBook::key(char kind, const std::string& source, const std::string& id) const {
  return kind + std::to_string(shard_) + '/' + call_key(source, id);
}

ContactBook::Held* ContactBook::find(const std::string& key) {
  const auto entry = index_.find(key);
  if (entry == index_.end()) return nullptr;
  touched_ = entry->second;
  return &held_.at(entry->second);
}

ContactBook::Held* ContactBook::call(const std::string& source, const std::string& call_id) {
  return find(key(a_call, source, call_id));
}

ContactBook::Held* ContactBook::callback(const std::string& callback_id) {
  return find(key(a_callback, {}, callback_id));
}

ContactBook::Held& ContactBook::open(Contact contact, const std::string& key) {
  const Id id = next_++;
  Held& held = held_[id];
  held.line_queue = contact.queue;
  held.shard = shard_;
  held.contact = std::move(contact);
  if (held.contact.call) {
    held.call = key;
    waiting_.insert(id);
  }
  name(held, id, key);
  return held;
}

void ContactBook::name(Held& held, Id id, const std::string& key) {
  index_[key] = id;
  held.keys.push_back(key);
  touched_ = id;
}

void ContactBook::leave_line(Held& held, LineEnd how, Instant at) {
  if (held.contact.line != LineEnd::waits) return;
  held.contact.line = how;
  held.contact.line_ended = at;
  waiting_.erase(touched_);
}

void ContactBook::rang(Held& held, Instant at) {
  auto& callback = held.contact.callback;
  if (callback && !callback->rung) callback->rung = at;
}

void ContactBook::on(const CallQueued& f) {
  const auto as_call = key(a_call, f.origin.source, f.call_id), as_leg = key(a_leg, f.origin.source, f.call_id);
  index_.erase(as_call);  // an id may be used again once its call is over
  index_.erase(as_leg);
  if (!f.callback_id.empty()) {
    if (auto* asked = callback(f.callback_id)) {
      rang(*asked, asked->ordered.value_or(now_));
      name(*asked, touched_, as_leg);
    }
  } else if (query_.covers(f.queue, f.joined)) {
    Contact contact;
    contact.queue = f.queue;
    contact.joined = f.joined;
    if (auto* before = callback(std::string(taken_over(f.inherited)))) {
      contact.began = before->contact.began.value_or(before->contact.joined);
      before->contact.callback->taken_over = true;
    }
    open(std::move(contact), as_call);
  }
}

void ContactBook::on(const PredictionRecorded& f) {
  if (f.occasion != PredictionOccasion::joined || f.estimate.status != EstimateStatus::ok) return;
  auto* held = call(f.source, f.call_id);
  if (held != nullptr && !held->contact.predicted_s) held->contact.predicted_s = f.estimate.mean_s;
}

void ContactBook::on(const CallMoved& f) {
  auto* held = call(f.origin.source, f.call_id);
  if (held == nullptr) return;
  held->line_queue = f.queue;
  held->contact.predicted_s.reset();  // it was said for another place
}

void ContactBook::on(const CallAnswered& f) {
  auto* held = call(f.origin.source, f.call_id);
  if (held == nullptr || held->contact.line != LineEnd::waits) return;
  leave_line(*held, LineEnd::answered, f.answered);
  held->contact.wait = f.wait.value_or(std::max(Duration{0}, f.answered - held->contact.joined));
}

void ContactBook::on(const CallAbandoned& f) {
  if (auto* held = call(f.origin.source, f.call_id)) leave_line(*held, LineEnd::left, f.left);
}

void ContactBook::on(const CallLeft& f) {
  auto* held = call(f.origin.source, f.call_id);
  if (held == nullptr) return;
  const bool sent_away = f.reason == LeftReason::transferred || f.reason == LeftReason::empty;
  leave_line(*held, sent_away ? LineEnd::voided : LineEnd::left, f.left);
}

void ContactBook::on(const CallEnded& f) {
  if (auto* held = call(f.origin.source, f.call_id)) held->talked = true;
}

void ContactBook::on(const CallLost& f) {
  if (auto* held = call(f.source, f.call_id)) leave_line(*held, LineEnd::voided, now_);
}

void ContactBook::on(const QueueReset& f) {
  std::set<std::string> listed;
  for (const auto& each : f.calls) listed.insert(key(a_call, f.origin.source, each.call_id));
  std::vector<Id> dropped;
  for (const Id id : waiting_) {
    const Held& held = held_.at(id);
    if (held.shard == shard_ && held.line_queue == f.queue && !listed.contains(held.call)) dropped.push_back(id);
  }
  for (const Id id : dropped) {
    touched_ = id;
    leave_line(held_.at(id), LineEnd::voided, f.at);
    age(id);
  }
  touched_ = 0;
  for (const auto& each : f.calls) {
    const auto as_call = key(a_call, f.origin.source, each.call_id);
    if (index_.contains(key(a_leg, f.origin.source, each.call_id)) || !query_.covers(f.queue, each.joined)) continue;
    const auto known = index_.find(as_call);
    if (known != index_.end()) {
      const Held& held = held_.at(known->second);
      if (held.contact.line == LineEnd::waits || (held.contact.line == LineEnd::answered && !held.talked)) continue;
    }
    Contact contact;  // joined unheard
    contact.queue = f.queue;
    contact.joined = each.joined;
    open(std::move(contact), as_call);
  }
}

void ContactBook::on(const QuoteGiven& f) {
  auto* held = call(f.source, f.call_id);
  if (held == nullptr) return;
  held->contact.quoted = true;
  if (!f.first || !promises(f.mode) || !f.upper) return;
  const auto upper = std::max(Duration{0}, *f.upper);
  held->contact.promise = SpokenPromise{f.spoken, std::clamp(f.lower.value_or(Duration{0}), Duration{0}, upper), upper};
}

void ContactBook::on(const CallbackAccepted& f) {
  const auto as_callback = key(a_callback, {}, f.callback_id);
  const AskedCallback asked{f.accepted, f.window, {}, false, {}, {}};
  auto* held = f.joined ? call(f.source, f.call_id) : nullptr;
  const auto* before = held == nullptr || !held->contact.callback ? nullptr : &*held->contact.callback;
  if (held != nullptr && (before == nullptr || before->end)) {
    name(*held, touched_, as_callback);
    held->contact.callback = asked;
    return;
  }
  // Asked for without a call in line; or the second open one of a caller, for another number.
  const auto joined = f.joined.value_or(f.accepted);
  if ((f.joined && held == nullptr) || !query_.covers(f.queue, joined)) return;
  Contact contact;
  contact.queue = f.queue;
  contact.joined = joined;
  contact.call = false;
  contact.callback = asked;
  open(std::move(contact), as_callback);
}

void ContactBook::on(const CallbackChanged& f) {
  auto* held = callback(f.callback_id);
  if (held == nullptr || !is_end(f.state)) return;
  held->contact.callback->end = f.state;
  held->contact.callback->ended = now_;
}

void ContactBook::on(const DialIntended& f) {
  if (auto* held = callback(f.callback_id)) held->ordered = now_;
}

void ContactBook::on(const DialProgressed& f) {
  const auto proof = ring_proof(f.outcome);
  if (proof == RingProof::none) return;
  auto* held = callback(f.callback_id);
  if (held == nullptr) return;
  rang(*held, proof == RingProof::since ? held->ordered.value_or(f.at) : f.at);
}

void ContactBook::on(const CallbackConnected& f) {
  auto* held = callback(f.callback_id);
  if (held == nullptr) return;
  held->contact.callback->connected = true;
  if (!held->contact.wait) held->contact.wait = f.wait;
}

void ContactBook::on(const ResponseGiven& f) {
  auto* held = f.callback_id.empty() ? call(f.source, f.call_id) : callback(f.callback_id);
  if (held == nullptr && f.callback_id.empty()) held = find(key(a_leg, f.source, f.call_id));
  if (held == nullptr || held->contact.responded) return;
  held->contact.responded = true;
  for (const auto& answer : f.answers) {
    if (!std::isfinite(answer.value) || answer.value < 0) continue;
    if (answer.item == "perceived_wait") held->contact.perceived_min = answer.value;
    if (answer.item == "fast") held->contact.fast = answer.value;
  }
}

}  // namespace truewait::domain
