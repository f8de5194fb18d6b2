// What one agent more or fewer would change.
#include <algorithm>

#include "domain/capacity.hpp"
#include "domain/explain.hpp"
#include "domain/formulas/qla.hpp"
#include "domain/learned/gather.hpp"

namespace truewait::domain {
namespace {

double faster(double s) {
  return std::min(0.0, s);
}
double slower(double s) {
  return std::max(0.0, s);
}

/// The change of the forward model's mean, in the proportion in which the told mean stands to it.
OneAgent by_forward_model(const Group& group, const QueueConfig& config, const Asking& who, const Estimate& e) {
  const learned::Priors priors{e.evidence.prior_service_s, e.evidence.prior_agents};
  const auto with = learned::with_one_agent(group, config.name, who, priors);
  if (!with) return {};
  const double share = std::clamp(e.mean_s / std::max(with->now_s, 1.0), 0.5, 2.0);
  OneAgent one;
  one.more_s = std::max(-e.mean_s, faster(share * (with->more_s - with->now_s)));
  if (with->less_s) one.less_s = slower(share * (*with->less_s - with->now_s));
  return one;
}

/// By how much the formula's answer grows, as a share of it, with `by` agents more. A formula that looks at no agents
/// is taken to move as QLA does.
double growth(const QueueState& queue, Formula f, const Situation& at, int by) {
  Situation other = at;
  other.servers = std::max(1, at.servers + by);
  other.active_agents = std::max(1, at.active_agents + by);
  other.active_named_agents = std::max(1, at.active_named_agents + by);
  double now = queue.answers(at)[static_cast<std::size_t>(f)];
  double then = queue.answers(other)[static_cast<std::size_t>(f)];
  if (then == now) {
    now = qla_s(at);
    then = qla_s(other);
  }
  return now > 0 ? then / now - 1 : 0;
}

/// An agent more changes nothing for a caller who has one; with the only free one gone the caller would wait as the
/// formula with the least recent error says.
OneAgent while_one_is_free(const Group& group, const QueueConfig& config, const Asking& who, const QueueState& queue,
                           const Situation& at, const Estimate& e) {
  OneAgent one{0.0, {}};
  if (group.agents().more_available_than(who.ahead + 1, config.name)) {
    one.less_s = 0;
  } else if (at.servers > 1) {
    one.less_s = slower(e.formulas_s[static_cast<std::size_t>(queue.served.best())] - e.mean_s);
  }
  return one;
}

}  // namespace

OneAgent one_agent_effect(const Group& group, const QueueConfig& config, const Asking& who, const Estimate& e) {
  if (e.method == Method::learned) return by_forward_model(group, config, who, e);
  static const QueueState nothing_yet;
  const auto* known = group.queue(config.name);
  const auto& queue = known == nullptr ? nothing_yet : *known;
  const auto at = situation(group, config, queue, who);
  if (e.method == Method::agent_free) return while_one_is_free(group, config, who, queue, at, e);
  const auto believed = capacity(group, config, who.now);
  if (believed.servers == 0 && believed.active_agents == 0) return {};
  OneAgent one;
  one.more_s = faster(e.mean_s * growth(queue, e.formula, at, 1));
  if (at.servers > 1) one.less_s = slower(e.mean_s * growth(queue, e.formula, at, -1));
  return one;
}

}  // namespace truewait::domain
