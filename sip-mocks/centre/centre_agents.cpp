// What the agents of a simulated centre do: take calls, finish them, wrap up, come and go.
#include "centre/centre.hpp"

namespace truewait::centre {

using domain::AgentState;

/// Of all idle agents who serve the queue the one idle longest.
std::optional<std::uint32_t> Centre::idle_agent(std::uint32_t queue) const {
  std::optional<std::uint32_t> best;
  if (outages_ > 0) return best;
  for (const std::uint32_t group : groups_of_queue_[queue]) {
    if (idle_[group].empty()) continue;
    const std::uint32_t agent = idle_[group].front();
    if (!best || agents_[agent].idle_since < agents_[*best].idle_since) best = agent;
  }
  return best;
}

void Centre::stop_idling(std::uint32_t agent) {
  auto& idle = idle_[agents_[agent].group];
  if (idle.front() == agent) {
    idle.pop_front();
  } else {
    std::erase(idle, agent);
  }
}

void Centre::answer(std::uint32_t slot, std::uint32_t agent) {
  Call& call = slots_[slot];
  call.waits = false;
  agents_[agent].doing = Doing::talking;
  agents_[agent].slot = slot;
  Step& step = add(StepKind::answered, call);
  step.agent = agent;
  step.wait_s = now_s_ - call.arrived_s;
  step.service_s = call.service_s;
  appoint(now_s_ + call.service_s, Due::completion, agent);
}

void Centre::complete(std::uint32_t agent) {
  const std::uint32_t slot = agents_[agent].slot;
  Step& step = add(StepKind::ended, slots_[slot]);
  step.agent = agent;
  step.service_s = slots_[slot].service_s;
  free_slots_.push_back(slot);
  const double wrap_up_s = group_of(agent).wrap_up_s;
  if (wrap_up_s <= 0) return become_free(agent);
  agents_[agent].doing = Doing::wrapping_up;
  report(agent, AgentState::wrap_up);
  appoint(now_s_ + wrap_up_s, Due::wrapped_up, agent);
}

/// After a call, after wrap-up, at log-in or when an outage is over.
void Centre::become_free(std::uint32_t agent) {
  Agent& a = agents_[agent];
  const bool after_call = a.doing == Doing::talking;
  if (a.leaving) {
    a.leaving = false;
    a.doing = Doing::out;
    return report(agent, AgentState::logged_out);
  }
  if (outages_ > silent_outages_) {
    a.doing = Doing::away;
    return report(agent, AgentState::away);
  }
  // The end of a call says by itself that its agent is available.
  if (!after_call) report(agent, AgentState::available);
  a.doing = Doing::idle;
  a.idle_since = now_s_;
  idle_[a.group].push_back(agent);
  take_next(agent);
}

/// An idle agent takes the caller who is next among the queues he serves.
void Centre::take_next(std::uint32_t agent) {
  if (outages_ > 0) return;
  const Waiting* best = nullptr;
  WaitingLine* line = nullptr;
  const auto gone = [this](const Waiting& w) { return slots_[w.slot].visit != w.visit || !slots_[w.slot].waits; };
  for (const std::uint32_t queue : queues_of_group_[agents_[agent].group]) {
    const Waiting* front = lines_[queue].front(gone);
    if (front == nullptr || (best != nullptr && !(*front < *best))) continue;
    best = front;
    line = &lines_[queue];
  }
  if (best == nullptr) return;
  const std::uint32_t slot = best->slot;
  line->pop();
  stop_idling(agent);
  answer(slot, agent);
}

void Centre::begin_shift(std::uint32_t group) {
  for (std::uint32_t agent = 0; agent < agents_.size(); ++agent) {
    if (agents_[agent].group != group) continue;
    agents_[agent].leaving = false;
    if (agents_[agent].doing == Doing::out) become_free(agent);
  }
}

void Centre::end_shift(std::uint32_t group) {
  for (std::uint32_t agent = 0; agent < agents_.size(); ++agent) {
    Agent& a = agents_[agent];
    if (a.group != group || a.doing == Doing::out) continue;
    if (a.doing == Doing::talking || a.doing == Doing::wrapping_up) {
      a.leaving = true;
      continue;
    }
    if (a.doing == Doing::idle) stop_idling(agent);
    a.doing = Doing::out;
    report(agent, AgentState::logged_out);
  }
}

void Centre::begin_outage(const Outage& outage) {
  ++outages_;
  if (!outage.agents_away) {
    ++silent_outages_;
    return;
  }
  for (std::uint32_t agent = 0; agent < agents_.size(); ++agent) {
    if (agents_[agent].doing != Doing::idle) continue;
    stop_idling(agent);
    agents_[agent].doing = Doing::away;
    report(agent, AgentState::away);
  }
}

void Centre::end_outage(const Outage& outage) {
  --outages_;
  if (!outage.agents_away) --silent_outages_;
  for (std::uint32_t agent = 0; agent < agents_.size(); ++agent) {
    if (agents_[agent].doing == Doing::idle) take_next(agent);
    if (agents_[agent].doing == Doing::away && outages_ == silent_outages_) become_free(agent);
  }
}

void Centre::report(std::uint32_t agent, AgentState state) {
  Step& step = add(StepKind::agent);
  step.agent = agent;
  step.state = state;
}

}  // namespace truewait::centre
