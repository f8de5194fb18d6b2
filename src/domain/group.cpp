#include "domain/group.hpp"

#include <algorithm>

#include "domain/ensure.hpp"
#include "truewait/domain/hash.hpp"

namespace truewait::domain {
namespace {

// Long enough for a hang-up or any other report that was held up on its way, and for a survey about the call: those
// come within the day.
constexpr Duration over_for = std::chrono::hours(24);
constexpr std::size_t most_over = 100'000;

bool by_joined(const Call* a, const Call* b) {
  return a->joined < b->joined;
}

}  // namespace

std::uint64_t event_id(const Origin& origin) {
  return stable_hash({origin.source, origin.event_id});
}

std::uint64_t contact_id(std::string_view source, std::string_view call_id, std::string_view callback_id) {
  return callback_id.empty() ? stable_hash({"call", source, call_id}) : stable_hash({"callback", callback_id});
}

std::string call_key(std::string_view source, std::string_view call_id) {
  std::string key;
  key.reserve(source.size() + call_id.size() + 1);
  key.append(source).push_back('\0');
  return key.append(call_id);
}

const Call* Group::call(const std::string& key) const {
  const auto found = calls_.find(key);
  return found == calls_.end() ? nullptr : found->second.get();
}

Call* Group::find(const std::string& key) {
  return const_cast<Call*>(call(key));
}

bool Group::is_leg(const std::string& key) const {
  const auto* found = call(key);
  return found != nullptr && !found->callback_id.empty();
}

bool Group::arrived_before(const std::string& callback_id) const {
  const auto* asked = callback_id.empty() ? nullptr : callbacks_.find(callback_id);
  return asked != nullptr && asked->accepted.joined.has_value();
}

const Call* Group::call_of_any_source(std::string_view call_id) const {
  const Call* only = nullptr;
  for (const auto& [key, call] : calls_) {
    if (call->id != call_id) continue;
    if (only != nullptr) return nullptr;
    only = call.get();
  }
  return only;
}

const QueueState* Group::queue(const std::string& name) const {
  const auto found = queues_.find(name);
  return found == queues_.end() ? nullptr : &found->second;
}

std::optional<Instant> Group::over_since(const std::string& key) const {
  return over_.find(stable_hash({key}));
}

Switches Group::switches(const std::string& queue) const {
  const auto found = switches_.find(queue);
  return found == switches_.end() ? Switches{} : found->second;
}

int Group::ahead_of(Instant rank) const {
  const auto after =
      std::upper_bound(waiting_.begin(), waiting_.end(), rank, [](Instant r, const Call* c) { return r < c->rank; });
  return static_cast<int>(after - waiting_.begin()) + callbacks_.ahead_of(rank + Duration{1});
}

int Group::ahead_of(const Call& waiting) const {
  return index_of(waiting) + callbacks_.ahead_of(waiting.rank);
}

int Group::ahead_of(const Callback& standing) const {
  const auto rank = standing.accepted.rank;
  const auto first =
      std::lower_bound(waiting_.begin(), waiting_.end(), rank, [](const Call* c, Instant r) { return c->rank < r; });
  const auto& places = callbacks_.places();
  const auto place = std::find(places.begin() + callbacks_.ahead_of(rank), places.end(), &standing);
  return static_cast<int>((first - waiting_.begin()) + (place - places.begin()));
}

int Group::index_of(const Call& waiting) const {
  auto at = std::lower_bound(waiting_.begin(), waiting_.end(), waiting.rank,
                             [](const Call* c, Instant r) { return c->rank < r; });
  at = std::find(at, waiting_.end(), &waiting);
  ensure(at != waiting_.end(), "group: a waiting call stands in no line");
  return static_cast<int>(at - waiting_.begin());
}

void Group::remember(const Origin& origin) {
  heard_.add(event_id(origin), now_, limits_.remembered_events, limits_.remember_events_for);
}

QueueState& Group::touched(const std::string& queue) {
  auto& state = queues_[queue];
  state.last_event = now_;
  return state;
}

void Group::join(Call call) {
  auto& slot = calls_[call_key(call.source, call.id)];
  slot = std::make_unique<Call>(std::move(call));
  slot->line = observed_.line(slot->queue);
  if (slot->waiting) {
    stand(*slot);
  } else {
    serve(*slot);
  }
}

void Group::stand(const Call& call) {
  const auto place = std::upper_bound(waiting_.begin(), waiting_.end(), &call,
                                      [](const Call* a, const Call* b) { return a->rank < b->rank; });
  waiting_.insert(place, &call);
  observed_.stands(call.line, 1);
  auto& line = queues_[call.queue].waiting;
  line.insert(std::upper_bound(line.begin(), line.end(), &call, by_joined), &call);
}

void Group::step_out(const Call& call) {
  waiting_.erase(waiting_.begin() + index_of(call));
  observed_.stands(call.line, -1);
  auto& line = queues_[call.queue].waiting;
  const auto first = std::lower_bound(line.begin(), line.end(), &call, by_joined);
  line.erase(std::find(first, line.end(), &call));
}

void Group::serve(Call& call) {
  call.waiting = false;
  in_service_.push_back(&call);
  ++queues_[call.queue].in_service;
  if (!call.overdue_since) return;  // set already only in a call that comes from a snapshot
  const auto later = [](const Call* a, const Call* b) { return *a->overdue_since < *b->overdue_since; };
  overdue_.insert(std::upper_bound(overdue_.begin(), overdue_.end(), &call, later), &call);
}

void Group::move_on(const std::string& agent) {
  const auto* known = agent.empty() ? nullptr : agents_.find(agent);
  auto* call = known == nullptr || known->call.empty() ? nullptr : find(known->call);
  if (call == nullptr || call->waiting || call->overdue_since) return;
  call->overdue_since = now_;
  overdue_.push_back(call);
}

void Group::finish(const std::string& key) {
  const auto found = calls_.find(key);
  ensure(found != calls_.end(), "group: a call ends that was never there");
  const Call& call = *found->second;
  if (call.waiting) {
    step_out(call);
  } else {
    in_service_.erase(std::find(in_service_.begin(), in_service_.end(), &call));
    --queues_[call.queue].in_service;
    std::erase(overdue_, &call);
  }
  over_.add(stable_hash({key}), now_, most_over, over_for);
  calls_.erase(found);
}

void Group::waited(double seconds, bool gave_up) {
  // Halving both keeps the ratio and lets old days fade: about the last thousands of callers count.
  constexpr double memory_s = 2e6;
  waited_s_ += seconds;
  if (gave_up) ++abandonments_;
  if (waited_s_ < memory_s) return;
  waited_s_ /= 2;
  abandonments_ /= 2;
}

}  // namespace truewait::domain
