#include "centre/centre.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace truewait::centre {
namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "simulated centre: %s\n", what);
  std::abort();
}

void check(const Scenario& s) {
  require(s.period_s >= 0, "period_s is negative");
  for (const Outage& outage : s.outages) require(outage.from_s <= outage.to_s, "an outage ends before it begins");
  for (const AgentGroup& group : s.agents) {
    for (const Shift& shift : group.shifts) require(shift.from_s <= shift.to_s, "a shift ends before it begins");
  }
  for (const QueuePlan& queue : s.queues) {
    require(queue.service.mean_s > 0, "a mean service time must be positive");
    require(queue.mean_patience_s > 0, "a mean patience must be positive");
    double shares = 0;
    for (const CallerKind& kind : queue.kinds) shares += kind.share;
    require(shares <= 1 + 1e-9, "the shares of a queue's callers exceed 1");
    for (const RateStep& step : queue.arrivals) require(step.per_s >= 0, "an arrival rate is negative");
  }
}

}  // namespace

Centre::Centre(Scenario scenario, std::uint64_t seed) : scenario_(std::move(scenario)) {
  check(scenario_);
  const auto queues = static_cast<std::uint32_t>(scenario_.queues.size());
  const auto groups = static_cast<std::uint32_t>(scenario_.agents.size());
  groups_of_queue_.resize(queues);
  queues_of_group_.resize(groups);
  lines_.resize(queues);
  idle_.resize(groups);
  for (std::uint32_t g = 0; g < groups; ++g) {
    const AgentGroup& group = scenario_.agents[g];
    agents_.insert(agents_.end(), static_cast<std::size_t>(group.agents), Agent{g});
    for (const std::string& name : group.serves) {
      std::uint32_t q = 0;
      while (q < queues && scenario_.queues[q].name != name) ++q;
      require(q < queues, "agents serve a queue that does not exist");
      groups_of_queue_[q].push_back(g);
      queues_of_group_[g].push_back(q);
    }
    for (std::uint32_t i = 0; i < group.shifts.size(); ++i) {
      appoint(group.shifts[i].from_s, Due::shift_begins, g, i);
    }
  }
  for (std::uint32_t i = 0; i < scenario_.outages.size(); ++i) {
    appoint(scenario_.outages[i].from_s, Due::outage_begins, i);
  }
  for (std::uint32_t q = 0; q < queues; ++q) {
    arrivals_.emplace_back(stream_seed(seed, 2 * std::uint64_t{q}));
    callers_.emplace_back(stream_seed(seed, 2 * std::uint64_t{q} + 1));
    double peak = 0, last = 0;
    for (const RateStep& step : scenario_.queues[q].arrivals) {
      peak = std::max(peak, step.per_s);
      last = std::max(last, step.from_s);
    }
    peak_rate_.push_back(peak);
    last_change_.push_back(last);
    appoint_arrival(q);
  }
}

std::optional<Step> Centre::next() {
  while (pending_.empty()) {
    if (appointments_.empty()) return std::nullopt;
    const Appointment due = appointments_.top();
    appointments_.pop();
    now_s_ = due.at_s;
    keep(due);
  }
  const Step step = pending_.front();
  pending_.pop_front();
  return step;
}

int Centre::priority_of(const Step& step) const {
  const auto& kinds = scenario_.queues[step.queue].kinds;
  return step.caller_kind < kinds.size() ? kinds[step.caller_kind].priority : 0;
}

void Centre::appoint(double at_s, Due due, std::uint32_t index, std::uint32_t detail) {
  if (at_s != never) appointments_.push({at_s, appointments_made_++, due, index, detail});
}

/// A shift or an outage: its end, and the same one period later.
void Centre::appoint_course(const Appointment& begun, double length_s, Due end) {
  appoint(begun.at_s + length_s, end, begun.index);
  const double again = begun.at_s + scenario_.period_s;
  if (scenario_.period_s > 0 && again < scenario_.ends_s) appoint(again, begun.due, begun.index, begun.detail);
}

void Centre::keep(const Appointment& due) {
  switch (due.due) {
    case Due::arrival:
      return arrive(due.index);
    case Due::patience:
      return lose_patience(due.index, due.detail);
    case Due::completion:
      return complete(due.index);
    case Due::wrapped_up:
      return become_free(due.index);
    case Due::shift_ends:
      return end_shift(due.index);
    case Due::outage_ends:
      return end_outage(scenario_.outages[due.index]);
    case Due::shift_begins: {
      const Shift& shift = scenario_.agents[due.index].shifts[due.detail];
      appoint_course(due, shift.to_s - shift.from_s, Due::shift_ends);
      return begin_shift(due.index);
    }
    case Due::outage_begins: {
      const Outage& outage = scenario_.outages[due.index];
      appoint_course(due, outage.to_s - outage.from_s, Due::outage_ends);
      return begin_outage(outage);
    }
  }
}

double Centre::phase(double at_s) const {
  return scenario_.period_s > 0 ? std::fmod(at_s, scenario_.period_s) : at_s;
}

double Centre::rate(const QueuePlan& queue, double at_s) const {
  const double within = phase(at_s);
  double per_s = 0;
  for (const RateStep& step : queue.arrivals) {
    if (step.from_s <= within) per_s = step.per_s;
  }
  return per_s;
}

/// Thinning (Lewis and Shedler 1979): candidates at the peak rate, each kept with probability rate / peak.
void Centre::appoint_arrival(std::uint32_t queue) {
  const double peak = peak_rate_[queue];
  if (peak <= 0) return;
  double at_s = now_s_;
  for (;;) {
    at_s += arrivals_[queue].exponential(1 / peak);
    if (at_s >= scenario_.ends_s) return;
    const double now_per_s = rate(scenario_.queues[queue], at_s);
    if (now_per_s >= peak || arrivals_[queue].uniform() * peak < now_per_s) break;
    if (now_per_s <= 0 && scenario_.period_s <= 0 && at_s > last_change_[queue]) return;  // none will come any more
  }
  appoint(at_s, Due::arrival, queue);
}

std::uint32_t Centre::kind_of_caller(std::uint32_t queue) {
  const auto& kinds = scenario_.queues[queue].kinds;
  if (kinds.empty()) return 0;
  double left = callers_[queue].uniform();
  std::uint32_t kind = 0;
  while (kind < kinds.size() && left >= kinds[kind].share) left -= kinds[kind++].share;
  return kind;
}

void Centre::arrive(std::uint32_t queue) {
  const QueuePlan& plan = scenario_.queues[queue];
  const std::uint32_t slot = new_slot();
  Call& call = slots_[slot];
  call = Call{calls_++, queue, kind_of_caller(queue), call.visit + 1, true, now_s_, never, 0};
  call.service_s = plan.service.cv ? callers_[queue].lognormal(plan.service.mean_s, *plan.service.cv)
                                   : callers_[queue].exponential(plan.service.mean_s);
  if (plan.mean_patience_s != never) call.patience_s = callers_[queue].exponential(plan.mean_patience_s);
  add(StepKind::queued, call);
  if (const auto agent = idle_agent(queue)) {
    stop_idling(*agent);
    answer(slot, *agent);
  } else {
    const int priority = call.kind < plan.kinds.size() ? plan.kinds[call.kind].priority : 0;
    const bool strict = scenario_.priority_rule == domain::PriorityRule::strict;
    const double start_s = scenario_.head_start_per_priority_s * priority;
    lines_[queue].join(strict ? Waiting{-static_cast<double>(priority), now_s_, slot, call.visit}
                              : Waiting{now_s_ - start_s, now_s_, slot, call.visit});
    appoint(now_s_ + call.patience_s, Due::patience, slot, call.visit);
  }
  appoint_arrival(queue);
}

void Centre::lose_patience(std::uint32_t slot, std::uint32_t visit) {
  Call& call = slots_[slot];
  if (call.visit != visit || !call.waits) return;
  call.waits = false;
  Step& step = add(StepKind::abandoned, call);
  step.wait_s = call.patience_s;
  free_slots_.push_back(slot);
}

std::uint32_t Centre::new_slot() {
  if (free_slots_.empty()) {
    slots_.emplace_back();
    return static_cast<std::uint32_t>(slots_.size() - 1);
  }
  const std::uint32_t slot = free_slots_.back();
  free_slots_.pop_back();
  return slot;
}

Step& Centre::add(StepKind kind) {
  Step& step = pending_.emplace_back();
  step.number = steps_++;
  step.at_s = now_s_;
  step.kind = kind;
  return step;
}

Step& Centre::add(StepKind kind, const Call& call) {
  Step& step = add(kind);
  step.call = call.number;
  step.queue = call.queue;
  step.caller_kind = call.kind;
  step.patience_s = call.patience_s;
  return step;
}

}  // namespace truewait::centre
