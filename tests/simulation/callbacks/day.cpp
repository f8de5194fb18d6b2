#include "simulation/callbacks/day.hpp"

#include "simulation/callbacks/caller.hpp"
#include "simulation/callbacks/world.hpp"

namespace truewait::simulation {
namespace {

constexpr Instant opens = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours(8);
constexpr int most_calls = 300, crashes = 3;
/// By then everything that may happen by itself has happened: expiry, lost calls, what nobody resolved.
constexpr Duration runs_on_for = std::chrono::hours(12);

void plan_calls(World& world) {
  // A little more than the agents can take, so that there is a line.
  const double every_s = world.talk_s / world.agents / world.dice.between(0.9, 1.3);
  double at_s = 30;
  for (int n = 1; n <= most_calls; ++n) {
    at_s += world.dice.exponential(every_s);
    const bool web = world.dice.chance(0.05);
    world.agenda.in(domain::from_seconds(at_s), [&world, n, web] { web ? ask_on_the_web(world, n) : call(world, n); });
  }
  world.closes = world.agenda.now() + domain::from_seconds(at_s);
}

void plan_crashes(World& world) {
  const double length_s = domain::to_seconds(world.closes - world.agenda.now());
  for (int i = 0; i < crashes; ++i) {
    if (world.dice.chance(0.4)) {
      world.agenda.in(world.dice.seconds(0, length_s), [&world] { world.host.crash(); });
    } else {
      world.host.strike_at(world.dice.whole(1, 300));
    }
  }
}

}  // namespace

World::World(std::uint64_t seed, Planted planted)
    : agenda(opens),
      dice(seed),
      oracle(seed, agenda),
      agents(dice.whole(2, 8)),
      talk_s(dice.between(120, 300)),
      closes(Instant::max()),
      host(*this, planted),
      channel(*this),
      pbx(*this) {
  const int there = dice.whole(1, 2);
  for (int i = 0; i < there; ++i) {
    front_ends.push_back(std::make_unique<FrontEnd>(*this, source + "#" + std::string(1, static_cast<char>('a' + i))));
  }
  plan_calls(*this);
  plan_crashes(*this);
}

PlayedDay play_day(std::uint64_t seed, Planted planted) {
  World world(seed, planted);
  const auto last = world.closes + runs_on_for;
  while (world.agenda.next(last)) {
  }
  PlayedDay played;
  played.digest = world.host.close();
  world.oracle.day_over();
  played.violations = world.oracle.violations();
  played.counts = world.oracle.counts;
  return played;
}

Rule broken_by(Planted planted) {
  switch (planted) {
    case Planted::acknowledge_before_commit:
      return Rule::none_lost;
    case Planted::order_before_intent:
    case Planted::hello_unheeded:
      return Rule::rings_once;
    case Planted::rejected_tried_again:
      return Rule::no_means_no;
    case Planted::deadline_raised:
      return Rule::deadline_falls;
    case Planted::place_lost:
      return Rule::place_kept;
    case Planted::nothing:
      break;
  }
  return Rule::same_replay;
}

std::uint64_t found_at(Planted planted, std::uint64_t seeds) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    for (const auto& violation : play_day(seed, planted).violations) {
      if (violation.rule == broken_by(planted)) return seed;
    }
  }
  return 0;
}

}  // namespace truewait::simulation
