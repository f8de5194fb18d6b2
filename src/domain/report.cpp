#include "truewait/domain/report.hpp"

#include <algorithm>

#include "domain/at_once.hpp"
#include "domain/group.hpp"

namespace truewait::domain {
AccuracyRow& AccuracyReport::row(const std::string& queue, Instant joined) {
  const Instant hour = std::chrono::floor<std::chrono::hours>(joined);
  for (auto r = rows_.rbegin(); r != rows_.rend(); ++r) {
    if (r->queue == queue && r->hour == hour) return *r;
  }
  rows_.push_back(AccuracyRow{queue, hour, {}, {}, {}, 0, 0});
  return rows_.back();
}

void AccuracyReport::add(const Fact& fact) {
  if (const auto* f = std::get_if<CallQueued>(&fact.body)) {
    // The reached customer of a callback did not wait here: nothing was predicted for that wait.
    const auto key = call_key(f->origin.source, f->call_id);
    open_.erase(key);
    if (f->callback_id.empty()) open_[key] = Open{f->queue, f->joined};
  } else if (const auto* p = std::get_if<PredictionRecorded>(&fact.body)) {
    const auto call = open_.find(call_key(p->source, p->call_id));
    if (call == open_.end() || p->occasion != PredictionOccasion::joined) return;
    const auto& e = p->estimate;
    call->second.predicted = e.status == EstimateStatus::ok;
    call->second.mean_s = e.mean_s;
    call->second.p10_s = e.quantiles_s[0];
    call->second.p50_s = e.quantiles_s[2];
    call->second.p90_s = e.quantiles_s[4];
  } else if (const auto* m = std::get_if<CallMoved>(&fact.body)) {
    open_.erase(call_key(m->origin.source, m->call_id));
  } else if (const auto* a = std::get_if<CallAnswered>(&fact.body)) {
    close(call_key(a->origin.source, a->call_id), a->wait, false);
  } else if (const auto* g = std::get_if<CallAbandoned>(&fact.body)) {
    close(call_key(g->origin.source, g->call_id), g->wait, true);
  } else if (const auto* l = std::get_if<CallLeft>(&fact.body)) {
    open_.erase(call_key(l->origin.source, l->call_id));
  } else if (const auto* z = std::get_if<CallLost>(&fact.body)) {
    open_.erase(call_key(z->source, z->call_id));
  }
}

void AccuracyReport::close(const std::string& key, std::optional<Duration> wait, bool abandoned) {
  const auto found = open_.find(key);
  if (found == open_.end()) return;
  const Open call = found->second;
  open_.erase(found);
  const bool asked_for =
      call.joined >= query_.from && call.joined < query_.to && (query_.queue.empty() || query_.queue == call.queue);
  if (!asked_for || !wait || to_seconds(*wait) < at_once_s) return;
  auto& to = row(call.queue, call.joined);
  const double wait_s = to_seconds(*wait);
  if (!call.predicted) {
    if (!abandoned) ++to.unpredicted;
  } else if (abandoned) {
    ++to.abandoned;
  } else {
    to.mean.add(call.mean_s, wait_s);
    to.median.add(call.p50_s, wait_s);
    to.p10_p90.add(call.p10_s, call.p90_s, wait_s);
  }
}

std::vector<AccuracyRow> AccuracyReport::rows() const {
  auto sorted = rows_;
  std::sort(sorted.begin(), sorted.end(), [](const AccuracyRow& a, const AccuracyRow& b) {
    return std::tie(a.queue, a.hour) < std::tie(b.queue, b.hour);
  });
  return sorted;
}

}  // namespace truewait::domain
