#include "app/host/prediction_meter.hpp"

#include <cmath>
#include <set>
#include <variant>

namespace truewait::app {

namespace {

std::string key_of(std::uint32_t shard, const std::string& source, const std::string& call_id) {
  return std::to_string(shard) + '\n' + source + '\n' + call_id;  // ids are printable: a newline cannot be in one
}

}  // namespace

void PredictionMeter::observe(const domain::Fact& fact) {
  if (const auto* queued = std::get_if<domain::CallQueued>(&fact.body)) {
    const auto key = key_of(fact.shard, queued->origin.source, queued->call_id);
    leg_ = queued->callback_id.empty() ? std::string{} : key;
  } else if (const auto* told = std::get_if<domain::PredictionRecorded>(&fact.body)) {
    const domain::Estimate& e = told->estimate;
    if (key_of(fact.shard, told->source, told->call_id) == leg_) return;
    if (told->occasion != domain::PredictionOccasion::joined || e.status != domain::EstimateStatus::ok) return;
    open_[key_of(fact.shard, told->source, told->call_id)] = {told->queue, e.mean_s, e.quantiles_s[0],
                                                              e.quantiles_s[4]};
  } else if (const auto* answered = std::get_if<domain::CallAnswered>(&fact.body)) {
    close(fact, answered->origin.source, answered->call_id, answered);
  } else if (const auto* abandoned = std::get_if<domain::CallAbandoned>(&fact.body)) {
    close(fact, abandoned->origin.source, abandoned->call_id, nullptr);
  } else if (const auto* left = std::get_if<domain::CallLeft>(&fact.body)) {
    close(fact, left->origin.source, left->call_id, nullptr);
  } else if (const auto* lost = std::get_if<domain::CallLost>(&fact.body)) {
    close(fact, lost->source, lost->call_id, nullptr);
  } else if (const auto* reset = std::get_if<domain::QueueReset>(&fact.body)) {
    drop_unlisted(fact, *reset);
  }
}

void PredictionMeter::close(const domain::Fact& fact, const std::string& source, const std::string& call_id,
                            const domain::CallAnswered* answered) {
  const auto found = open_.find(key_of(fact.shard, source, call_id));
  if (found == open_.end()) return;
  if (answered && answered->wait) {
    const Open& open = found->second;
    const double measured_s = domain::to_seconds(*answered->wait);
    Figures& figures = figures_[open.queue];
    ++figures.n;
    figures.abs_error_s += std::abs(open.mean_s - measured_s);
    figures.covered += measured_s >= open.low_s && measured_s <= open.high_s;
  }
  open_.erase(found);
}

void PredictionMeter::drop_unlisted(const domain::Fact& fact, const domain::QueueReset& reset) {
  std::set<std::string> listed;
  for (const auto& call : reset.calls) listed.insert(key_of(fact.shard, reset.origin.source, call.call_id));
  std::erase_if(open_,
                [&](const auto& entry) { return entry.second.queue == reset.queue && !listed.contains(entry.first); });
}

}  // namespace truewait::app
