#include "domain/callbacks.hpp"

#include <algorithm>

#include "domain/ensure.hpp"
#include "domain/group.hpp"
#include "domain/pacing/dial_class.hpp"

namespace truewait::domain {
namespace {

constexpr Duration remember_ended_for = std::chrono::hours(48);
constexpr std::size_t most_ended = 100'000, most_quarantined = 100'000;
/// A caller who took the callback is off the line by then, whether or not anybody reported it.
constexpr Duration leaves_line_within = std::chrono::seconds(60);
/// From the customer's answer until the leg is reported in the queue.
constexpr Duration leg_joins_within = std::chrono::minutes(2);

template <class Map>
const Callback* at(const Map& map, const std::string& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : found->second;
}

/// The entry is left alone when another callback has taken it since.
template <class Map>
void erase_own(Map& map, const std::string& key, const Callback& c) {
  const auto found = map.find(key);
  if (found != map.end() && found->second == &c) map.erase(found);
}

/// An agent is kept for the customer.
bool holds_agent(const Callback& c) {
  return !c.agent.empty() && (c.state == CallbackState::dialling || c.state == CallbackState::reached);
}

bool by_rank(const Callback* a, const Callback* b) {
  return a->accepted.rank < b->accepted.rank;
}

}  // namespace

const Callback* Callbacks::find(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second.get();
}
const Callback* Callbacks::of_request(const std::string& source, const std::string& idempotency_key) const {
  return at(by_request_, call_key(source, idempotency_key));
}
const Callback* Callbacks::open_of_customer(const std::string& customer) const {
  return customer.empty() ? nullptr : at(by_customer_, customer);
}
const Callback* Callbacks::of_dial(const std::string& dial_id) const {
  return at(by_dial_, dial_id);
}
const Callback* Callbacks::of_call(const std::string& call) const {
  return at(by_call_, call);
}
const Callback* Callbacks::of_leg(const std::string& call) const {
  return at(by_leg_, call);
}
const Callback* Callbacks::of_live(const std::string& call) const {
  return at(by_live_, call);
}

int Callbacks::open_in(const std::string& queue) const {
  const auto found = open_by_queue_.find(queue);
  return found == open_by_queue_.end() ? 0 : found->second;
}

int Callbacks::accepted_since(const std::string& queue, Instant since, int most) const {
  int count = 0;
  for (auto id = order_.rbegin(); id != order_.rend() && count < most; ++id) {
    const auto& f = find(*id)->accepted;
    if (f.accepted <= since) break;  // acceptances come in order of time
    if (f.queue == queue) ++count;
  }
  return count;
}

int Callbacks::ahead_of(Instant rank) const {
  const auto first = std::lower_bound(places_.begin(), places_.end(), rank,
                                      [](const Callback* c, Instant r) { return c->accepted.rank < r; });
  return static_cast<int>(first - places_.begin());
}

std::optional<Instant> Callbacks::next() const {
  if (alarms_.empty()) return std::nullopt;
  return alarms_.begin()->first;
}

std::vector<const Callback*> Callbacks::overdue(Instant now) const {
  std::vector<const Callback*> out;
  for (const auto& [when, id] : alarms_) {
    if (when > now) break;
    out.push_back(find(id));
  }
  return out;
}

const AnswerTimes* Callbacks::answer_times(const std::string& queue) const {
  const auto found = answer_times_.find(queue);
  return found == answer_times_.end() ? nullptr : &found->second;
}

std::optional<Instant> Callbacks::quarantined_until(const std::string& customer) const {
  const auto found = quarantined_.find(customer);
  if (found == quarantined_.end()) return std::nullopt;
  return found->second;
}

std::vector<const Callback*> Callbacks::all() const {
  std::vector<const Callback*> out;
  for (const auto& id : order_) out.push_back(find(id));
  return out;
}

Callback& Callbacks::add(Callback c) {
  auto& slot = by_id_[c.id()];
  ensure(slot == nullptr, "callbacks: the same id twice");
  slot = std::make_unique<Callback>(std::move(c));
  order_.push_back(slot->id());
  return *slot;
}

Callback& Callbacks::edit(const std::string& id) {
  const auto found = by_id_.find(id);
  ensure(found != by_id_.end(), "callbacks: a fact about an unknown callback");
  unindex(*found->second);
  return *found->second;
}

void Callbacks::settle(Callback& c, Instant now) {
  c.updated = now;
  index(c);
  forget_old(now);
}

void Callbacks::index(Callback& c) {
  by_request_[call_key(c.accepted.source, c.accepted.idempotency_key)] = &c;
  for (const auto& dial : c.dial_ids) by_dial_[dial] = &c;
  if (is_end(c.state)) return;
  ++open_;
  ++open_by_queue_[c.accepted.queue];
  if (!c.accepted.customer.empty()) by_customer_[c.accepted.customer] = &c;
  if (!c.accepted.call_id.empty()) by_call_[call_key(c.accepted.source, c.accepted.call_id)] = &c;
  if (!c.leg.empty()) by_leg_[c.leg] = &c;
  if (!c.live.empty()) by_live_[c.live] = &c;
  if (c.next) alarms_.emplace(*c.next, c.id());
  if (c.in_flight()) ++in_flight_;
  if (holds_agent(c)) ++held_[c.agent];
  if (c.state == CallbackState::due) due_.emplace(c.accepted.rank, c.id());
  if (c.stands()) places_.insert(std::upper_bound(places_.begin(), places_.end(), &c, by_rank), &c);
}

void Callbacks::unindex(Callback& c) {
  if (is_end(c.state)) return;
  --open_;
  --open_by_queue_[c.accepted.queue];
  erase_own(by_customer_, c.accepted.customer, c);
  erase_own(by_call_, call_key(c.accepted.source, c.accepted.call_id), c);
  erase_own(by_leg_, c.leg, c);
  erase_own(by_live_, c.live, c);
  if (c.next) alarms_.erase({*c.next, c.id()});
  if (c.in_flight()) --in_flight_;
  if (holds_agent(c) && --held_[c.agent] == 0) held_.erase(c.agent);
  due_.erase({c.accepted.rank, c.id()});
  if (!c.stands()) return;
  const auto first = std::lower_bound(places_.begin(), places_.end(), &c, by_rank);
  places_.erase(std::find(first, places_.end(), &c));
}

void Callbacks::forget_old(Instant now) {
  // Acceptances come in order of time; an open one in front holds up the forgetting, not the service.
  while (!order_.empty()) {
    const auto* oldest = find(order_.front());
    const bool old = now - oldest->updated > remember_ended_for || order_.size() - open_ > most_ended;
    if (!is_end(oldest->state) || !old) return;
    erase_own(by_request_, call_key(oldest->accepted.source, oldest->accepted.idempotency_key), *oldest);
    for (const auto& dial : oldest->dial_ids) erase_own(by_dial_, dial, *oldest);
    by_id_.erase(order_.front());
    order_.pop_front();
  }
}

void Callbacks::rebuild(std::vector<Callback> flat) {
  *this = Callbacks{};
  for (auto& c : flat) {
    if (by_id_.contains(c.id())) continue;
    index(add(std::move(c)));
  }
}

void Callbacks::on(const CallbackAccepted& f, Instant now, bool still_on_the_line) {
  Callback c;
  c.accepted = f;
  c.state = still_on_the_line ? CallbackState::requested : CallbackState::waiting;
  c.next = still_on_the_line ? std::min(f.expires, now + leaves_line_within) : f.expires;
  settle(add(std::move(c)), now);
}

void Callbacks::count_dial(const Callback& c, DialOutcome kind, Instant now) {
  // One that was given up on, and is heard of late, tells nothing about how long it rang.
  if (c.state != CallbackState::dialling || !is_final(kind)) return;
  auto& times = answer_times_[c.accepted.queue];
  const double after_s = to_seconds(now - c.ordered);
  if (kind == DialOutcome::accepted) {
    times.answered(after_s);
  } else {
    times.unanswered(after_s);
  }
}

void Callbacks::quarantine(const std::string& customer, Instant until, Instant now) {
  if (customer.empty() || until <= now) return;
  std::erase_if(quarantined_, [now](const auto& entry) { return entry.second <= now; });
  if (quarantined_.size() >= most_quarantined && !quarantined_.contains(customer)) {
    quarantined_.erase(std::min_element(quarantined_.begin(), quarantined_.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; }));
  }
  quarantined_[customer] = until;
}

void Callbacks::on(const CallbackChanged& f, Instant now) {
  auto& c = edit(f.callback_id);
  // Back in line with nothing heard of its dial: nobody was rung, and the dial does not count.
  const bool out = c.state == CallbackState::dialling || c.state == CallbackState::uncertain;
  if (out && f.state == CallbackState::waiting && !c.outcome) --c.dials;
  if (f.quarantined_until) quarantine(c.accepted.customer, *f.quarantined_until, now);
  c.state = f.state;
  c.reason = f.reason;
  c.next = f.next;
  c.live.clear();
  c.live_served = false;
  if (f.state == CallbackState::due) c.due = now;
  if (f.state != CallbackState::reached && f.state != CallbackState::connected) c.leg.clear();
  settle(c, now);
}

void Callbacks::on(const DialIntended& f, Instant now) {
  auto& c = edit(f.callback_id);
  c.state = CallbackState::dialling;
  c.reason.clear();
  c.dial_id = f.dial_id;
  c.front_end = f.front_end;
  c.epoch = f.epoch;
  c.agent = f.agent;
  c.ordered = now;
  c.dial_ids.push_back(f.dial_id);
  c.outcome.reset();
  c.dial_expires = f.expires;
  c.next = f.expires;
  ++c.dials;
  ++c.tries;
  settle(c, now);
}

void Callbacks::on(const DialProgressed& f, Instant now) {
  auto& c = edit(f.callback_id);
  const auto kind = class_of(f);
  count_dial(c, kind, now);
  c.outcome = f.outcome;
  if (f.outcome == DialOutcome::answered || f.outcome == DialOutcome::accepted) c.next = now + leg_joins_within;
  if (f.outcome == DialOutcome::accepted) c.state = CallbackState::reached;
  if (is_ours(kind)) --c.dials;
  settle(c, now);
}

void Callbacks::on(const CallbackConnected& f, Instant now) {
  auto& c = edit(f.callback_id);
  c.state = CallbackState::connected;
  c.leg = call_key(f.source, f.call_id);
  c.live.clear();
  c.live_served = false;
  c.next.reset();
  settle(c, now);
}

void Callbacks::on(const CallbackPlaced& f, Instant now) {
  auto& c = edit(f.callback_id);
  c.accepted.rank = f.rank;
  c.accepted.priority = f.priority;
  settle(c, now);
}

void Callbacks::on(const CallbackYielded& f, Instant now) {
  auto& c = edit(f.callback_id);
  c.live = call_key(f.source, f.call_id);
  c.live_served = f.served;
  c.reason = f.served ? served_there : called_again;
  settle(c, now);
}

void Callbacks::joined(const std::string& id, const std::string& leg, Instant now) {
  if (const auto* known = find(id); known == nullptr || is_end(known->state)) return;
  auto& c = edit(id);
  count_dial(c, DialOutcome::accepted, now);
  c.state = CallbackState::reached;
  c.outcome = DialOutcome::accepted;  // proven, even when the outcome itself was lost
  c.leg = leg;
  c.next.reset();
  settle(c, now);
}

}  // namespace truewait::domain
