// What reports about agents, and snapshots of a queue, make true.
#include <algorithm>
#include <set>

#include "domain/engine_state.hpp"
#include "domain/predict.hpp"

namespace truewait::domain {
namespace {

/// The shards an agent's report concerns: those of the named queues, else those that know the agent, else the only one.
std::optional<std::vector<ShardState*>> shards_of(Step& step, const Report& report, const AgentChange& change) {
  std::vector<ShardState*> shards;
  const auto add = [&shards](ShardState* s) {
    if (std::find(shards.begin(), shards.end(), s) == shards.end()) shards.push_back(s);
  };
  const auto& site = report.event.site;
  for (const auto& queue : change.queues) {
    const auto* place = step.state.place(site, queue);
    if (place == nullptr) {
      step.refuse(Refusal::unknown_queue, "queue \"" + queue + "\" is not configured");
      return std::nullopt;
    }
    add(place->shard);
  }
  ShardState* any = nullptr;
  std::size_t of_site = 0;
  for (auto& shard : step.state.shards) {
    if (shard.site != site) continue;
    any = &shard;
    ++of_site;
    if (change.queues.empty() && shard.group.agents().find(change.agent) != nullptr) add(&shard);
  }
  if (shards.empty() && of_site == 1) add(any);
  if (shards.empty()) {
    step.refuse(Refusal::unknown_queue, "agent \"" + change.agent + "\" is not known yet: name the agent's queues");
    return std::nullopt;
  }
  return shards;
}

}  // namespace

void decide_agent(Step& step, const Report& report, const AgentChange& change) {
  const auto shards = shards_of(step, report, change);
  if (!shards) return;
  const auto most = step.state.config.limits.agents_per_group;
  for (auto* shard : *shards) {
    const auto& agents = shard->group.agents();
    if (agents.find(change.agent) == nullptr && agents.size() >= most) {
      return step.refuse(Refusal::too_many_agents, "the group already has " + std::to_string(most) + " agents");
    }
  }
  for (auto* shard : *shards) {
    std::vector<std::string> queues;
    for (const auto& queue : change.queues) {
      if (step.state.place(report.event.site, queue)->shard == shard) queues.push_back(queue);
    }
    step.emit(*shard, AgentChanged{report.origin, change.agent, change.state, queues, report.at});
  }
}

void decide_snapshot(Step& step, const Report& report, const QueueSnapshot& snapshot, const Place& place) {
  const auto most = step.state.config.limits;
  if (snapshot.calls.size() > most.waiting_per_queue) {
    return step.refuse(Refusal::queue_full,
                       "a queue holds at most " + std::to_string(most.waiting_per_queue) + " callers");
  }
  if (snapshot.agents && snapshot.agents->size() > most.agents_per_group) {
    return step.refuse(Refusal::too_many_agents,
                       "a group has at most " + std::to_string(most.agents_per_group) + " agents");
  }
  QueueReset fact;
  fact.origin = report.origin;
  fact.queue = snapshot.queue;
  fact.at = report.at;
  fact.agents_known = snapshot.agents.has_value();
  if (snapshot.agents) fact.agents = *snapshot.agents;
  std::set<std::string> listed;
  for (const auto& call : snapshot.calls) {
    // Open in another group of the site: that report stands, a call waits in one line only.
    const auto open = step.state.open_call(report.event.site, report.origin.source, call.call_id);
    if ((open.second != nullptr && open.first != place.shard) || !listed.insert(call.call_id).second) continue;
    const auto over = place.shard->group.over_since(call_key(report.origin.source, call.call_id));
    if (open.second == nullptr && over && *over > report.at) continue;
    const auto joined = std::min(call.queued_at, step.now);
    // The reached customer of a callback stands where the callback stood, and joined the switch's line only now.
    const bool leg = open.second != nullptr && open.second->waiting && !open.second->callback_id.empty();
    const auto rank = leg ? open.second->rank : rank_of(*place.queue, joined, call.priority, call.caller_class);
    fact.calls.push_back({call.call_id, call.priority, call.caller_class, joined, rank});
  }
  // A snapshot says nothing about what came after it, even when it arrives later.
  for (const auto* call : place.shard->group.waiting()) {
    const bool after =
        call->queue == snapshot.queue && call->source == report.origin.source && call->joined > report.at;
    if (after && !listed.contains(call->id)) {
      fact.calls.push_back({call->id, call->priority, call->caller_class, call->joined, call->rank});
    }
  }
  step.emit(*place.shard, std::move(fact));
}

}  // namespace truewait::domain
