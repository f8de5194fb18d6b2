#include "simulation/callbacks/switch.hpp"

#include <utility>

#include "simulation/callbacks/world.hpp"

namespace truewait::simulation {
namespace {

using domain::AgentState;

constexpr double snapshot_every_s = 1200, break_every_s = 5400;

bool goes_before(const InLine& a, const InLine& b) {
  return a.priority != b.priority ? a.priority > b.priority : a.since < b.since;
}

}  // namespace

Switch::Switch(World& world) : world_(world) {
  for (int i = 0; i < world.agents; ++i) agents_.push_back({"agent" + std::to_string(i), AgentState::available});
  for (auto& agent : agents_) {
    world.agenda.in(world.dice.seconds(0, 20), [this, &agent] { set(agent, agent.state); });
    world.agenda.in(domain::from_seconds(world.dice.exponential(break_every_s)), [this, &agent] { rest(agent); });
  }
  world.agenda.in(domain::from_seconds(world.dice.exponential(snapshot_every_s)), [this] { repair(); });
}

void Switch::join(InLine caller, Duration patience) {
  caller.joined = world_.agenda.now();
  const auto id = caller.call_id;
  ++phones_[caller.customer];
  if (caller.callback_id.empty()) world_.oracle.call_begins(id);
  domain::Arrival arrival;
  arrival.call_id = id;
  arrival.queue = caller.queue;
  arrival.priority = caller.priority;
  arrival.customer = caller.customer;
  arrival.callback_id = caller.callback_id;
  world_.channel.report(arrival);
  line_[id] = std::move(caller);
  world_.agenda.in(patience, [this, id] {
    const auto* still = waiting(id);
    if (still != nullptr && !still->parked) give_up(id);
  });
  serve();
}

InLine* Switch::waiting(const std::string& call_id) {
  const auto found = line_.find(call_id);
  return found == line_.end() ? nullptr : &found->second;
}

void Switch::hang_up(const InLine& caller) {
  if (--phones_[caller.customer] == 0) phones_.erase(caller.customer);
  if (caller.callback_id.empty()) return world_.oracle.call_ends(caller.call_id);
  world_.oracle.leg_over(caller.customer);
}

void Switch::give_up(const std::string& call_id) {
  const auto caller = line_.extract(call_id);
  hang_up(caller.mapped());
  world_.channel.report(domain::Abandonment{call_id, caller.mapped().queue});
}

void Switch::take_out(const std::string& call_id) {
  const auto caller = line_.extract(call_id);
  hang_up(caller.mapped());
  world_.channel.report(domain::Departure{call_id, caller.mapped().queue, domain::LeftReason::withdrawn});
}

void Switch::serve() {
  for (auto& agent : agents_) {
    if (agent.state != AgentState::available) continue;
    const InLine* next = nullptr;
    for (const auto& [id, caller] : line_) {
      if (!caller.parked && (next == nullptr || goes_before(caller, *next))) next = &caller;
    }
    if (next == nullptr) return;
    answer(agent, line_.extract(next->call_id).mapped());
  }
}

void Switch::answer(Agent& agent, InLine caller) {
  if (!caller.callback_id.empty()) world_.oracle.served(caller.callback_id);
  agent.state = AgentState::busy;
  answered_.insert(caller.call_id);
  // Somebody waits to hear whether the callback is taken: this front-end does not lose what became of the caller.
  const auto care = caller.asking ? Channel::Care::sure : Channel::Care::usual;
  world_.channel.report(domain::Answer{caller.call_id, caller.queue, agent.name}, care);
  if (world_.dice.chance(0.5)) set(agent, AgentState::busy);
  const auto talk = domain::from_seconds(10 + world_.dice.exponential(world_.talk_s - 10));
  world_.agenda.in(talk, [this, &agent, caller = std::move(caller)] {
    hang_up(caller);
    world_.channel.report(domain::End{caller.call_id, caller.queue});
    set(agent, AgentState::wrap_up);
    world_.agenda.in(world_.dice.seconds(2, 15), [this, &agent] {
      if (agent.leaves) {
        leave(agent);
      } else {
        set(agent, AgentState::available);
      }
      serve();
    });
  });
}

void Switch::leave(Agent& agent) {
  set(agent, *std::exchange(agent.leaves, std::nullopt));
  world_.agenda.in(agent.away, [this, &agent] {
    set(agent, AgentState::available);
    serve();
  });
}

void Switch::log_out(int number, Duration away) {
  auto& agent = agents_[static_cast<std::size_t>(number)];
  if (agent.state == AgentState::away || agent.state == AgentState::logged_out) return;
  agent.leaves = AgentState::logged_out;
  agent.away = away;
  ++world_.oracle.counts.logouts;
  if (agent.state == AgentState::available) leave(agent);
}

void Switch::set(Agent& agent, AgentState state) {
  agent.state = state;
  world_.channel.report(domain::AgentChange{agent.name, state, {"support", "sales"}});
}

void Switch::rest(Agent& agent) {
  if (!world_.open()) return;
  if (agent.state == AgentState::busy && !agent.leaves) {
    agent.leaves = AgentState::away;
    agent.away = world_.dice.seconds(300, 1200);
  }
  world_.agenda.in(domain::from_seconds(world_.dice.exponential(break_every_s)), [this, &agent] { rest(agent); });
}

void Switch::snapshot(const std::string& queue, bool with_agents) {
  domain::QueueSnapshot shot;
  shot.queue = queue;
  for (const auto& [id, caller] : line_) {
    if (caller.queue == queue) shot.calls.push_back({id, caller.joined, caller.priority, ""});
  }
  if (with_agents) {
    shot.agents.emplace();
    for (const auto& agent : agents_) shot.agents->push_back({agent.name, agent.state});
  }
  world_.channel.report(shot);
}

void Switch::repair() {
  const bool with_agents = world_.dice.chance(0.3);
  for (const auto* queue : {"support", "sales"}) snapshot(queue, with_agents);
  if (!world_.open()) return;
  world_.agenda.in(domain::from_seconds(world_.dice.exponential(snapshot_every_s)), [this] { repair(); });
}

}  // namespace truewait::simulation
