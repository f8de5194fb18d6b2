#include "simulation/callbacks/trouble.hpp"

#include <memory>

#include "simulation/callbacks/world.hpp"

namespace truewait::simulation {
namespace {

using Act = domain::SupervisorAct;
using domain::CallbackState;

constexpr int random_crashes = 3, most_clock_steps = 3, most_acts = 5;
constexpr double agent_logs_out = 0.3, all_log_out = 0.25, for_good = 0.1, dials_turned_off = 0.5;
constexpr Duration asked_again_after = std::chrono::seconds(3);
/// Nobody comes back on the same day.
constexpr Duration the_rest_of_the_day = std::chrono::hours(72);

double length_s(const World& world) {
  return domain::to_seconds(world.closes - world.agenda.now());
}

Duration some_time(World& world) {
  return world.dice.seconds(0, length_s(world));
}

/// Says so until somebody confirms it: the same act, under the same id.
void act(World& world, const std::shared_ptr<const Act>& what, const std::shared_ptr<bool>& answered) {
  world.host.perform(*what, [&world, answered](const auto& effects) {
    if (*answered) return;
    *answered = true;
    for (const auto& e : effects) world.oracle.counts.acts += std::holds_alternative<domain::Taken>(e);
  });
  world.agenda.in(asked_again_after, [&world, what, answered] {
    if (!*answered) act(world, what, answered);
  });
}

template <class What>
void act(World& world, What what) {
  auto asked = std::make_shared<Act>();
  asked->source = "desk";
  asked->act_id = "act" + std::to_string(++world.acts);
  asked->who = "maria";
  asked->why = "it had to be done";
  asked->what = std::move(what);
  act(world, asked, std::make_shared<bool>(false));
}

void turn_dials(World& world, const std::string& queue, bool on) {
  if (queue.empty()) return act(world, Act::Kill{on});
  act(world, Act::Turn{queue, std::nullopt, on});
}

void turn_off_for_a_while(World& world) {
  const auto* queue = world.dice.chance(0.3) ? "" : world.dice.chance(0.7) ? "support" : "sales";
  turn_dials(world, queue, false);
  ++world.oracle.counts.switches;
  world.agenda.in(world.dice.seconds(60, 1200), [&world, queue] { turn_dials(world, queue, true); });
}

std::optional<domain::CallbackView> some_callback(World& world, std::optional<CallbackState> state) {
  if (world.host.engine() == nullptr) return std::nullopt;
  const auto found = *world.host.engine()->callbacks("default", {{}, state, true, {}, 1000});
  if (found.empty()) return std::nullopt;
  return found[static_cast<std::size_t>(world.dice.whole(0, static_cast<int>(found.size()) - 1))];
}

/// Whoever resolves a dial has found out, and leaves alone whom the telephone is still ringing for.
void resolve(World& world) {
  const auto callback = some_callback(world, CallbackState::uncertain);
  if (!callback || world.oracle.has_leg(callback->customer)) return;
  act(world, Act::Resolve{callback->callback_id, world.oracle.said_no(callback->callback_id)});
}

void interfere(World& world) {
  const double kind = world.dice.unit();
  if (kind < 0.3) return resolve(world);
  const auto wanted = kind < 0.6   ? std::optional(CallbackState::waiting)
                      : kind < 0.8 ? std::optional(CallbackState::retry_wait)
                                   : std::nullopt;
  const auto callback = some_callback(world, wanted);
  if (!callback) return;
  if (kind < 0.6) return act(world, Act::Place{callback->callback_id, world.dice.whole(1, 10)});
  if (kind < 0.8) return act(world, Act::RetryNow{callback->callback_id});
  act(world, Act::Cancel{callback->callback_id});
}

}  // namespace

void plan_crashes(World& world) {
  for (int i = 0; i < random_crashes; ++i) {
    if (world.dice.chance(0.4)) {
      world.agenda.in(some_time(world), [&world] { world.host.crash(); });
    } else {
      world.host.strike_at(world.dice.whole(1, 300));
    }
  }
}

void plan_clock_steps(World& world) {
  for (int i = world.dice.whole(0, most_clock_steps); i > 0; --i) {
    const auto size = world.dice.chance(0.5) ? world.dice.seconds(0.5, 30) : world.dice.seconds(60, 3600);
    const auto by = world.dice.chance(0.5) ? size : -size;
    world.agenda.in(some_time(world), [&world, by] {
      world.clock.step(by);
      ++world.oracle.counts.clock_steps;
      // Somebody notices.
      world.agenda.in(world.dice.seconds(30, 3600), [&world, by] { world.clock.step(-by); });
    });
  }
}

void plan_leaving(World& world) {
  for (int agent = 0; agent < world.agents; ++agent) {
    if (!world.dice.chance(agent_logs_out)) continue;
    world.agenda.in(some_time(world),
                    [&world, agent, away = world.dice.seconds(600, 3600)] { world.pbx.log_out(agent, away); });
  }
  if (!world.dice.chance(all_log_out)) return;
  const bool come_back = !world.dice.chance(for_good);
  const auto at = some_time(world), away = come_back ? world.dice.seconds(300, 2400) : the_rest_of_the_day;
  for (int agent = 0; agent < world.agents; ++agent) {
    world.agenda.in(at + world.dice.seconds(0, 60), [&world, agent, away] { world.pbx.log_out(agent, away); });
  }
}

void plan_acts(World& world) {
  if (world.dice.chance(dials_turned_off)) {
    world.agenda.in(some_time(world), [&world] { turn_off_for_a_while(world); });
  }
  for (int i = world.dice.whole(0, most_acts); i > 0; --i) {
    world.agenda.in(some_time(world), [&world] { interfere(world); });
  }
}

}  // namespace truewait::simulation
