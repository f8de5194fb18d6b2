#include "domain/explain.hpp"

#include "domain/engine_state.hpp"
#include "truewait/domain/learner_parts.hpp"

namespace truewait::domain {
namespace {

constexpr std::size_t named_parts = static_cast<std::size_t>(Part::own_queue) + 1;

std::vector<Contribution> contributions(const Estimate& e) {
  if (e.method == Method::agent_free) return {{"an agent is free: what such callers waited lately", e.mean_s}};
  if (e.method != Method::learned) return {{formula_names[static_cast<std::size_t>(e.formula)], e.mean_s}};
  std::vector<Contribution> parts;
  for (std::size_t p = 0; p < named_parts; ++p) parts.push_back({part_words[p], 0});
  const auto add = [&](Part to, double s) { parts[static_cast<std::size_t>(to)].seconds += s; };
  for (std::size_t f = 0; f < feature_count; ++f) add(part_of(static_cast<Feature>(f)), e.evidence.contributions_s[f]);
  add(Part::own_queue, e.evidence.queue_s);
  parts.push_back({"kept within what is believable", e.evidence.bounds_s});
  return parts;
}

/// The learner's number of the queue; one that no queue has when it never appeared.
std::uint32_t line_of(const Group& group, const std::string& queue) {
  const auto* known = group.observed().find(queue);
  return known == nullptr ? std::uint32_t{0xffffffff} : *known;
}

std::vector<Shadow> shadows(const Group& group, const QueueConfig& config, const Estimate& e) {
  const auto* queue = group.queue(config.name);
  const bool by_formula = is_told(e) && (e.method == Method::formula || e.method == Method::prior);
  std::vector<Shadow> all;
  for (std::size_t f = 0; f < formula_count; ++f) {
    const auto formula = static_cast<Formula>(f);
    Shadow shadow{formula_names[f], e.formulas_s[f], {}, by_formula && e.formula == formula};
    if (queue != nullptr) shadow.rmse_s = queue->served.rmse_s(formula);
    all.push_back(shadow);
  }
  Shadow learner{"learned", {}, group.correction().rmse_s(line_of(group, config.name)), false};
  if (e.evidence.version != 0) learner.answer_s = e.evidence.mean_s;
  learner.served = is_told(e) && e.method == Method::learned;
  all.push_back(learner);
  return all;
}

ServedBecause because(const Group& group, const QueueConfig& config, const Estimate& e) {
  if (e.status == EstimateStatus::closed) return ServedBecause::closed;
  if (!is_told(e)) {
    return e.reason == NoDataReason::nobody_logged_in ? ServedBecause::nobody_logged_in
                                                      : ServedBecause::too_little_data;
  }
  const auto line = line_of(group, config.name);
  if (e.method == Method::agent_free) return ServedBecause::agent_free;
  if (e.method == Method::prior) return ServedBecause::prior;
  if (e.method == Method::learned) {
    return group.correction().trusted(line) ? ServedBecause::learned : ServedBecause::learned_alone;
  }
  const auto* queue = group.queue(config.name);
  if (queue == nullptr || queue->served.samples() < enough_answers) return ServedBecause::theory;
  if (config.estimator == Estimator::formula) return ServedBecause::least_error_chosen;
  return group.correction().samples(line) < enough_answers ? ServedBecause::least_error_early
                                                           : ServedBecause::least_error;
}

}  // namespace

Explanation explain(const Group& group, const QueueConfig& config, const Asking& who) {
  Explanation x;
  x.queue = config.name;
  x.seq = group.seq();
  x.estimate = predict(group, config, who);
  x.inputs = live_inputs(group, config, who);
  x.shadows = shadows(group, config, x.estimate);
  x.because = because(group, config, x.estimate);
  if (!is_told(x.estimate)) return x;
  x.contributions = contributions(x.estimate);
  const auto one = one_agent_effect(group, config, who, x.estimate);
  x.one_agent_more_s = one.more_s;
  x.one_agent_less_s = one.less_s;
  return x;
}

std::optional<Explanation> Engine::explain(Instant now, std::string_view site, std::string_view queue,
                                           const WouldJoin& caller) const {
  const auto* place = state_->place(site, queue);
  if (place == nullptr) return std::nullopt;
  return domain::explain(place->shard->group, *place->queue, asking(*place, caller, now));
}

std::optional<Explanation> Engine::explain_call(Instant now, std::string_view site, std::string_view source,
                                                std::string_view call_id) const {
  const auto [shard, call] = state_->open_call(site, source, call_id);
  if (call == nullptr || !call->waiting) return std::nullopt;
  const auto* place = state_->place(site, call->queue);
  QueueConfig defaults;  // a queue that is no longer configured
  if (place == nullptr) defaults.name = call->queue;
  const auto& config = place == nullptr ? defaults : *place->queue;
  return domain::explain(shard->group, config, asking(shard->group, *call, now));
}

}  // namespace truewait::domain
