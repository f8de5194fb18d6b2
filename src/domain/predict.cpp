#include "domain/predict.hpp"

#include <algorithm>

#include "domain/capacity.hpp"
#include "domain/learned/gather.hpp"
#include "truewait/queueing/virtual_wait.hpp"

namespace truewait::domain {

Situation situation(const Group& group, const QueueConfig& config, const QueueState& queue, const Asking& who) {
  const auto believed = capacity(group, config, who.now);
  Situation at;
  at.now = who.now;
  at.ahead = who.ahead;
  at.priority = who.priority;
  at.mean_service_s = believed.mean_service_s;
  at.abandonment_per_s = group.abandonment_per_s();
  at.arrivals_per_s = group.arrivals_per_s(who.now, who.call == nullptr ? 1 : 0);
  at.servers = believed.servers;
  at.active_agents = believed.active_agents;
  at.active_named_agents = believed.active_named_agents;
  at.servers = std::max(1, at.servers);
  at.active_agents = std::max(1, at.active_agents);

  for (const auto* other : queue.waiting) {
    if (other == who.call || !other->callback_id.empty()) continue;  // a reached customer did not wait in line
    at.oldest_wait_s = to_seconds(std::max(Duration{0}, who.now - other->joined));
    break;
  }
  return at;
}

namespace {

/// Formulas that say how long a caller with so many ahead has still to wait; the others speak of the whole wait.
bool tells_remaining(Formula f) {
  return f == Formula::google || f == Formula::avgc_les || f == Formula::qla || f == Formula::erlang_c;
}

void leave_only_remaining(FormulaAnswers& answers, double elapsed_s) {
  for (std::size_t f = 0; f < formula_count; ++f) {
    if (!tells_remaining(static_cast<Formula>(f))) answers[f] = std::max(0.0, answers[f] - elapsed_s);
  }
}

/// The wait behind `ahead` callers is a sum of ahead + 1 exponential times: Erlang quantiles around the formula's mean.
void from_theory(Estimate& e) {
  e.formula = Formula::qla;
  e.mean_s = e.formulas_s[static_cast<std::size_t>(Formula::qla)];
  for (std::size_t q = 0; q < quantile_levels.size(); ++q) {
    e.quantiles_s[q] = queueing::gamma_quantile(e.ahead + 1.0, e.mean_s, quantile_levels[q]);
  }
}

void from_errors(Estimate& e, const Served& served, double whole_s, double elapsed_s) {
  e.formula = served.best();
  e.mean_s = e.formulas_s[static_cast<std::size_t>(e.formula)];
  const bool remaining = tells_remaining(e.formula);
  const auto spread = served.spread(e.ahead, remaining ? e.mean_s : whole_s, remaining ? 0 : elapsed_s);
  if (!remaining && elapsed_s > 0) e.mean_s = spread.mean_s;
  e.quantiles_s = spread.quantiles_s;
  e.samples = spread.samples;
}

void from_free_agents(Estimate& e, const QueueState& queue) {
  e.method = Method::agent_free;
  e.mean_s = queue.free_agent_waits.empty() ? 0 : queue.free_agent_waits.mean();
  e.samples = static_cast<int>(queue.free_agent_waits.size());
  for (std::size_t q = 0; q < quantile_levels.size(); ++q) {
    e.quantiles_s[q] = queue.free_agent_waits.quantile(quantile_levels[q]);
  }
}

/// Fills in what the learner says; served where it has seen enough of the queue.
void from_learner(Estimate& e, const Group& group, const QueueConfig& config, const Asking& who) {
  const learned::Priors priors{config.handle_time ? to_seconds(*config.handle_time) : 0, config.agents.value_or(0)};
  const double first_s = who.call != nullptr && who.call->said ? who.call->said->mean_s : 0;
  e.evidence = learned::gather(group, config.name, who, priors, e.formulas_s, first_s);
  const auto* line = group.observed().find(config.name);
  const auto number = line == nullptr ? std::uint32_t{0xffffffff} : *line;
  group.correction().judge(number, e.evidence);
  const double mean = e.evidence.mean_s;
  const double patient = e.evidence.values_s[static_cast<std::size_t>(Feature::patient)];
  const double forward = e.evidence.values_s[static_cast<std::size_t>(Feature::forward)];
  e.patient_mean_s = std::max(e.mean_s, patient);
  const auto& correction = group.correction();
  const bool knows = correction.samples(number) >= enough_answers;
  const bool better = correction.trusted(number) || !learned::Correction::possible(e.evidence, e.mean_s);
  if (e.method == Method::agent_free || !knows || !better) return;
  e.method = Method::learned;
  e.mean_s = mean;
  e.quantiles_s = e.evidence.quantiles_s;
  e.samples = static_cast<int>(std::min<std::uint64_t>(group.correction().samples(number), 1'000'000));
  e.patient_mean_s = std::max(mean, patient * std::clamp(mean / std::max(forward, 1.0), 0.5, 2.0));
}

/// Whoever joined while the queue was open is still served after it has closed: that is no closed queue.
bool is_closed(const QueueConfig& config, const Asking& who) {
  const auto& hours = config.callback.hours;
  if (hours.always() || open_span(hours, who.now)) return false;
  return who.call == nullptr || !open_span(hours, who.call->joined);
}

/// What may be served: nothing while nobody is logged in, or before enough was measured or configured.
void judge(Estimate& e, const Group& group, const QueueConfig& config, const QueueState& queue, const Asking& who) {
  const auto& agents = group.agents();
  if (is_closed(config, who)) {
    e.status = EstimateStatus::closed;
    e.reason = NoDataReason::none;
  } else if (agents.reported() && agents.logged_in() == 0 && group.in_service().empty()) {
    e.reason = NoDataReason::nobody_logged_in;
  } else if (e.method == Method::agent_free || queue.answered >= enough_answers ||
             (config.handle_time && config.agents)) {
    e.status = EstimateStatus::ok;
    e.reason = NoDataReason::none;
  }
}

}  // namespace

Evidence evidence_at(const Group& group, const Call& call, Instant when) {
  static const QueueState nothing_yet;
  const auto& said = *call.said;
  const learned::Priors priors{said.evidence.prior_service_s, said.evidence.prior_agents};
  QueueConfig believed;
  believed.name = call.queue;
  if (priors.service_s > 0) believed.handle_time = from_seconds(priors.service_s);
  if (priors.agents > 0) believed.agents = priors.agents;
  const Asking who{when, call.priority, group.ahead_of(call), when - call.joined, &call, call.rank};
  const auto* known = group.queue(call.queue);
  const auto& queue = known == nullptr ? nothing_yet : *known;
  auto answers = queue.answers(situation(group, believed, queue, who));
  leave_only_remaining(answers, to_seconds(who.elapsed));
  auto e = learned::gather(group, call.queue, who, priors, answers, said.mean_s);
  group.correction().judge(call.line, e);
  return e;
}

Instant rank_of(const QueueConfig& config, Instant joined, int priority, const std::string& caller_class) {
  // A strict rule is a head start that nobody ever waits for.
  constexpr Duration beyond_any_wait = std::chrono::hours(24 * 365);
  const auto step = config.priority_rule == PriorityRule::strict ? beyond_any_wait : config.head_start_per_priority;
  const auto found = config.class_head_start.find(caller_class);
  const auto head_start = found == config.class_head_start.end() ? Duration{0} : found->second;
  return joined - priority * step - head_start;
}

Estimate predict(const Group& group, const QueueConfig& config, const Asking& who) {
  static const QueueState nothing_yet;
  const auto* known = group.queue(config.name);
  const auto& queue = known == nullptr ? nothing_yet : *known;
  const double elapsed_s = to_seconds(who.elapsed);

  Estimate e;
  e.ahead = who.ahead;
  e.elapsed = who.elapsed;
  e.formulas_s = queue.answers(situation(group, config, queue, who));
  const double whole_s = e.formulas_s[static_cast<std::size_t>(queue.served.best())];
  leave_only_remaining(e.formulas_s, elapsed_s);
  if (group.agents().more_available_than(who.ahead, config.name)) {
    from_free_agents(e, queue);
  } else if (queue.served.samples() >= enough_answers) {
    from_errors(e, queue.served, whole_s, elapsed_s);
  } else {
    e.method = queue.answered >= enough_answers ? Method::formula : Method::prior;
    from_theory(e);
  }
  e.patient_mean_s = e.mean_s;
  if (config.estimator == Estimator::learned) from_learner(e, group, config, who);
  judge(e, group, config, queue, who);
  return e;
}

}  // namespace truewait::domain
