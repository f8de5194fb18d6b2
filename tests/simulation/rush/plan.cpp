#include "simulation/rush/plan.hpp"

#include "centre/sampling.hpp"

namespace truewait::simulation::rush {

using domain::from_seconds;

Duration Plan::begins(std::size_t span) const {
  double hours = 0;
  for (std::size_t i = 0; i < span; ++i) hours += spans[i].hours;
  return from_seconds(3600 * hours);
}

Duration Plan::rush_begins() const {
  std::size_t first = 0;
  while (first < spans.size() && spans[first].load <= 1) ++first;
  return begins(first);
}

Duration Plan::rush_ends() const {
  std::size_t after = spans.size();
  while (after > 0 && spans[after - 1].load <= 1) --after;
  return begins(after);
}

std::vector<Caller> callers_of(const Plan& plan, std::uint64_t seed) {
  std::vector<Caller> callers;
  centre::Sampler arrivals(centre::stream_seed(seed, 0));
  for (std::size_t i = 0; i < plan.spans.size(); ++i) {
    const double every_s = plan.talk_s / (plan.agents * plan.spans[i].load);
    const double begins_s = domain::to_seconds(plan.begins(i)), ends_s = domain::to_seconds(plan.begins(i + 1));
    for (double at_s = begins_s + arrivals.exponential(every_s); at_s < ends_s; at_s += arrivals.exponential(every_s)) {
      centre::Sampler own(centre::stream_seed(seed, callers.size() + 1));
      Caller caller;
      caller.joins = from_seconds(at_s);
      caller.talk = std::max(Duration{1}, from_seconds(own.lognormal(plan.talk_s, plan.talk_cv)));
      caller.patience = from_seconds(own.exponential(plan.patience_s));
      caller.accepts = own.uniform() < plan.accepts;
      caller.leg_patience = from_seconds(own.exponential(plan.leg_patience_s));
      caller.dice = centre::stream_seed(seed, callers.size() + 1) ^ 0x5DEECE66D;
      callers.push_back(caller);
    }
  }
  return callers;
}

DialFate fate_of(const Plan& plan, const Caller& caller, int dial) {
  centre::Sampler own(centre::stream_seed(caller.dice, static_cast<std::uint64_t>(dial)));
  DialFate fate;
  fate.answers = own.uniform() < plan.answers;
  const double answered_s = plan.answers_from_s + (plan.answers_to_s - plan.answers_from_s) * own.uniform();
  fate.after = from_seconds(fate.answers ? answered_s : plan.first_ring_s + plan.rings_for_s);
  return fate;
}

}  // namespace truewait::simulation::rush
