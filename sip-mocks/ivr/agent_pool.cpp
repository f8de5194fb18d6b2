#include "ivr/agent_pool.hpp"

#include <algorithm>
#include <utility>

namespace truewait::ivr {

using domain::AgentState;

AgentPool::AgentPool(std::vector<PoolGroup> groups, std::optional<double> head_start_s)
    : groups_(std::move(groups)), head_start_s_(head_start_s) {
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    for (int n = 0; n < groups_[group].agents; ++n) {
      Agent& agent = agents_.emplace_back();
      agent.name = groups_[group].name + "-" + std::to_string(n + 1);
      agent.group = group;
    }
  }
}

void AgentPool::join(double now_s, PoolCaller caller) {
  run_to(now_s);
  const double rank = head_start_s_ ? caller.place_s - *head_start_s_ * caller.priority : -caller.priority;
  const Place place{rank, caller.place_s, order_++};
  const std::string call_id = caller.call_id, queue = caller.queue;
  if (caller.gives_up_s != never) {
    appointments_.push({std::max(caller.gives_up_s, now_s_), order_++, Due::gives_up, 0, call_id, std::get<2>(place)});
  }
  lines_[queue].emplace(place, call_id);
  callers_.insert_or_assign(call_id, Waiting{std::move(caller), place});
  if (const auto agent = idle_agent(queue)) answer(*agent, call_id);
}

bool AgentPool::leave(double now_s, const std::string& call_id) {
  run_to(now_s);
  if (!callers_.contains(call_id)) return false;
  forget(call_id);
  return true;
}

void AgentPool::log_in(double now_s, std::size_t group) {
  run_to(now_s);
  for (std::size_t agent = 0; agent < agents_.size(); ++agent) {
    if (agents_[agent].group != group) continue;
    agents_[agent].leaving = false;
    if (agents_[agent].doing == Doing::out) become_free(agent);
  }
}

void AgentPool::log_out(double now_s, std::size_t group) {
  run_to(now_s);
  for (std::size_t agent = 0; agent < agents_.size(); ++agent) {
    Agent& a = agents_[agent];
    if (a.group != group || a.doing == Doing::out) continue;
    if (a.doing == Doing::talking || a.doing == Doing::wrapping_up) {
      a.leaving = true;
      continue;
    }
    a.doing = Doing::out;
    report(agent, AgentState::logged_out);
  }
}

void AgentPool::set_away(double now_s, bool away) {
  run_to(now_s);
  away_ = away;
  for (std::size_t agent = 0; agent < agents_.size(); ++agent) {
    Agent& a = agents_[agent];
    if (away && a.doing == Doing::idle) {
      a.doing = Doing::away;
      report(agent, AgentState::away);
    } else if (!away && a.doing == Doing::away) {
      become_free(agent);
    }
  }
}

std::vector<PoolStep> AgentPool::advance(double now_s) {
  run_to(now_s);
  return std::exchange(steps_, {});
}

void AgentPool::run_to(double now_s) {
  while (!appointments_.empty() && appointments_.top().at_s <= now_s) {
    const Appointment due = appointments_.top();
    appointments_.pop();
    now_s_ = std::max(now_s_, due.at_s);
    keep(due);
  }
  now_s_ = std::max(now_s_, now_s);
}

void AgentPool::keep(const Appointment& due) {
  if (due.due == Due::wrapped_up) return become_free(due.agent);
  if (due.due == Due::gives_up) {
    const auto found = callers_.find(due.call_id);
    if (found == callers_.end() || std::get<2>(found->second.place) != due.visit) return;
    add(PoolStepKind::abandoned, found->second.caller);
    return forget(due.call_id);
  }
  Agent& agent = agents_[due.agent];
  --talking_;
  add(PoolStepKind::ended, agent.caller).agent = agent.name;
  const double wrap_up_s = groups_[agent.group].wrap_up_s;
  if (wrap_up_s <= 0) return become_free(due.agent);
  agent.doing = Doing::wrapping_up;
  report(due.agent, AgentState::wrap_up);
  appointments_.push({now_s_ + wrap_up_s, order_++, Due::wrapped_up, due.agent, {}, 0});
}

/// After a call, after wrap-up, at log-in, at the end of an outage.
void AgentPool::become_free(std::size_t index) {
  Agent& agent = agents_[index];
  // The end of a call says by itself that its agent is available.
  const bool after_call = agent.doing == Doing::talking;
  if (agent.leaving) {
    agent.leaving = false;
    agent.doing = Doing::out;
    return report(index, AgentState::logged_out);
  }
  if (away_) {
    agent.doing = Doing::away;
    return report(index, AgentState::away);
  }
  agent.doing = Doing::idle;
  agent.idle_since_s = now_s_;
  if (!after_call) report(index, AgentState::available);
  take_next(index);
}

bool AgentPool::take_next(std::size_t agent) {
  const std::string* next = next_caller(agents_[agent].group);
  if (next != nullptr) answer(agent, std::string(*next));
  return next != nullptr;
}

const std::string* AgentPool::next_caller(std::size_t group) const {
  const Place* best = nullptr;
  const std::string* call_id = nullptr;
  for (const std::string& queue : groups_[group].serves) {
    const auto line = lines_.find(queue);
    if (line == lines_.end() || line->second.empty()) continue;
    const auto& [place, caller] = *line->second.begin();
    if (best != nullptr && !(place < *best)) continue;
    best = &place;
    call_id = &caller;
  }
  return call_id;
}

std::optional<std::size_t> AgentPool::idle_agent(const std::string& queue) const {
  std::optional<std::size_t> best;
  for (std::size_t agent = 0; agent < agents_.size(); ++agent) {
    if (agents_[agent].doing != Doing::idle) continue;
    const auto& serves = groups_[agents_[agent].group].serves;
    if (std::find(serves.begin(), serves.end(), queue) == serves.end()) continue;
    if (!best || agents_[agent].idle_since_s < agents_[*best].idle_since_s) best = agent;
  }
  return best;
}

void AgentPool::answer(std::size_t index, const std::string& call_id) {
  Agent& agent = agents_[index];
  agent.doing = Doing::talking;
  agent.caller = callers_.at(call_id).caller;
  ++talking_;
  forget(call_id);
  add(PoolStepKind::answered, agent.caller).agent = agent.name;
  appointments_.push({now_s_ + agent.caller.talk_s, order_++, Due::talked, index, {}, 0});
}

void AgentPool::forget(const std::string& call_id) {
  const auto found = callers_.find(call_id);
  lines_[found->second.caller.queue].erase(found->second.place);
  callers_.erase(found);
}

void AgentPool::report(std::size_t agent, AgentState state) {
  PoolStep& step = steps_.emplace_back();
  step.at_s = now_s_;
  step.agent = agents_[agent].name;
  step.state = state;
  step.serves = groups_[agents_[agent].group].serves;
}

PoolStep& AgentPool::add(PoolStepKind kind, const PoolCaller& caller) {
  PoolStep& step = steps_.emplace_back();
  step.at_s = now_s_;
  step.kind = kind;
  step.call_id = caller.call_id;
  step.queue = caller.queue;
  return step;
}

}  // namespace truewait::ivr
