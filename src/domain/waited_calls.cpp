#include "truewait/domain/waited_calls.hpp"

#include "domain/at_once.hpp"
#include "domain/group.hpp"

namespace truewait::domain {

void WaitedCalls::add(const Fact& fact, const Take& take) {
  const auto key = [&fact](const std::string& source, const std::string& call_id) {
    return std::to_string(fact.shard) + '/' + call_key(source, call_id);
  };
  if (const auto* f = std::get_if<CallQueued>(&fact.body)) {
    // The reached customer of a callback did not wait here: nothing was predicted for that wait.
    const auto at = key(f->origin.source, f->call_id);
    open_.erase(at);
    if (f->callback_id.empty() && query_.covers(f->queue, f->joined)) open_[at] = {f->queue, f->joined, {}, 0, false};
  } else if (const auto* p = std::get_if<PredictionRecorded>(&fact.body)) {
    if (p->occasion != PredictionOccasion::joined) return;
    const auto call = open_.find(key(p->source, p->call_id));
    if (call == open_.end()) return;
    call->second.said = p->estimate.status == EstimateStatus::ok ? std::optional(p->estimate) : std::nullopt;
  } else if (const auto* m = std::get_if<CallMoved>(&fact.body)) {
    open_.erase(key(m->origin.source, m->call_id));
  } else if (const auto* a = std::get_if<CallAnswered>(&fact.body)) {
    close(key(a->origin.source, a->call_id), a->wait, true, take);
  } else if (const auto* g = std::get_if<CallAbandoned>(&fact.body)) {
    close(key(g->origin.source, g->call_id), g->wait, false, take);
  } else if (const auto* l = std::get_if<CallLeft>(&fact.body)) {
    open_.erase(key(l->origin.source, l->call_id));
  } else if (const auto* z = std::get_if<CallLost>(&fact.body)) {
    open_.erase(key(z->source, z->call_id));
  }
}

void WaitedCalls::close(const std::string& key, std::optional<Duration> wait, bool answered, const Take& take) {
  auto found = open_.extract(key);
  if (found.empty() || !wait || to_seconds(*wait) < at_once_s) return;
  found.mapped().wait_s = to_seconds(*wait);
  found.mapped().answered = answered;
  take(found.mapped());
}

}  // namespace truewait::domain
