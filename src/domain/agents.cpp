#include "domain/agents.hpp"

#include <algorithm>
#include <iterator>

namespace truewait::domain {
namespace {

bool serves(const Agent& agent, const std::string& queue) {
  return agent.queues.empty() || std::find(agent.queues.begin(), agent.queues.end(), queue) != agent.queues.end();
}

bool at_work(AgentState s) {
  return s != AgentState::away && s != AgentState::logged_out;
}

}  // namespace

const Agent* Agents::find(const std::string& name) const {
  const auto found = agents_.find(name);
  return found == agents_.end() ? nullptr : &found->second;
}

void Agents::count(const Agent& agent, int by) {
  if (agent.state == AgentState::busy) busy_ += by;
  if (!agent.reported) return;
  reported_ += by;
  if (at_work(agent.state)) logged_in_ += by;
  if (agent.state != AgentState::available) return;
  available_ += by;
  if (agent.queues.empty()) available_anywhere_ += by;
  for (const auto& queue : agent.queues) {
    const auto found = available_in_.try_emplace(queue, 0).first;
    if ((found->second += by) == 0) available_in_.erase(found);
  }
}

void Agents::recount() {
  reported_ = logged_in_ = available_ = busy_ = available_anywhere_ = 0;
  available_in_.clear();
  for (const auto& [name, agent] : agents_) count(agent, 1);
}

void Agents::set(Agent& agent, AgentState state) {
  count(agent, -1);
  if (agent.state != state) agent.since = agent.seen;
  agent.state = state;
  count(agent, 1);
}

void Agents::see(const std::string& name, Agent& agent, Instant now) {
  const auto at = std::lower_bound(by_seen_.begin(), by_seen_.end(), std::make_pair(agent.seen, name));
  if (at != by_seen_.end() && at->second == name) by_seen_.erase(at);
  agent.seen = now;
  const std::pair entry{now, name};
  by_seen_.insert(std::upper_bound(by_seen_.begin(), by_seen_.end(), entry), entry);
}

void Agents::forget(const std::string& name) {
  const auto found = agents_.find(name);
  if (found == agents_.end()) return;
  count(found->second, -1);
  std::erase(by_seen_, std::make_pair(found->second.seen, name));
  agents_.erase(found);
}

void Agents::took_call(const std::string& name, const std::string& call, Instant now) {
  if (name.empty()) {
    unnamed_seen_ = now;
    return;
  }
  auto& agent = agents_[name];
  see(name, agent, now);
  set(agent, AgentState::busy);
  agent.call = call;
}

void Agents::ended_call(const std::string& name, const std::string& call, Instant now) {
  if (name.empty()) {
    unnamed_seen_ = now;
    return;
  }
  const auto found = agents_.find(name);
  if (found == agents_.end()) return;
  auto& agent = found->second;
  see(name, agent, now);
  if (agent.call != call) return;  // took another call meanwhile
  agent.call.clear();
  if (agent.state == AgentState::busy) set(agent, AgentState::available);
}

void Agents::changed(const std::string& name, AgentState state, const std::vector<std::string>& queues, Instant now) {
  auto& agent = agents_[name];
  see(name, agent, now);
  count(agent, -1);
  if (!agent.reported || agent.state != state) agent.since = now;
  agent.reported = true;
  agent.state = state;
  if (!queues.empty()) agent.queues = queues;
  count(agent, 1);
}

void Agents::replace(const std::string& queue, const std::vector<QueueSnapshot::Agent>& agents, Instant now) {
  std::vector<std::string> gone;
  for (const auto& [name, agent] : agents_) {
    const bool listed = std::any_of(agents.begin(), agents.end(), [&](const auto& a) { return a.agent == name; });
    if (!listed && serves(agent, queue)) gone.push_back(name);
  }
  for (const auto& name : gone) {
    auto& agent = agents_[name];
    if (agent.queues.size() > 1) {
      count(agent, -1);
      std::erase(agent.queues, queue);
      count(agent, 1);
    } else {
      forget(name);
    }
  }
  for (const auto& listed : agents) {
    const auto* known = find(listed.agent);
    std::vector<std::string> queues = known == nullptr ? std::vector<std::string>{} : known->queues;
    if (!queues.empty() && std::find(queues.begin(), queues.end(), queue) == queues.end()) queues.push_back(queue);
    changed(listed.agent, listed.state, queues, now);
  }
  if (agents.empty()) unnamed_seen_.reset();
}

bool Agents::more_available_than(int n, const std::string& queue) const {
  if (available_ <= n) return false;
  for (const auto& [name, agent] : agents_) {
    if (agent.reported && agent.state == AgentState::available && serves(agent, queue) && n-- == 0) return true;
  }
  return false;
}

int Agents::available_for(const std::string& queue) const {
  const auto found = available_in_.find(queue);
  return available_anywhere_ + (found == available_in_.end() ? 0 : found->second);
}

std::string Agents::longest_available(const std::string& queue, Instant seen,
                                      const std::function<bool(const std::string&)>& taken) const {
  const std::pair<const std::string, Agent>* longest = nullptr;
  for (const auto& each : agents_) {
    const auto& [name, agent] = each;
    const bool there = reported() ? agent.reported : agent.seen >= seen;
    if (!there || agent.state != AgentState::available || !serves(agent, queue) || taken(name)) continue;
    if (longest == nullptr || agent.since < longest->second.since) longest = &each;
  }
  return longest == nullptr ? std::string{} : longest->first;
}

std::optional<Instant> Agents::last_seen() const {
  if (by_seen_.empty()) return unnamed_seen_;
  const auto named = by_seen_.back().first;
  return unnamed_seen_ ? std::max(named, *unnamed_seen_) : named;
}

int Agents::seen_within(Instant now, Duration age, bool unnamed) const {
  const auto first = std::lower_bound(by_seen_.begin(), by_seen_.end(), now - age,
                                      [](const auto& entry, Instant t) { return entry.first < t; });
  const int named = static_cast<int>(by_seen_.end() - first);
  return named + (unnamed && unnamed_seen_ && *unnamed_seen_ >= now - age ? 1 : 0);
}

}  // namespace truewait::domain
