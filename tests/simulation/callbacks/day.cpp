#include "simulation/callbacks/day.hpp"

#include "simulation/callbacks/caller.hpp"
#include "simulation/callbacks/trouble.hpp"
#include "simulation/callbacks/world.hpp"

namespace truewait::simulation {
namespace {

constexpr int least_calls = 200, most_calls = 500;
/// By then everything that may happen by itself has happened: expiry, lost calls, what nobody resolved.
constexpr Duration runs_on_for = std::chrono::hours(12);

void plan_calls(World& world) {
  // A little more than the agents can take, so that there is a line.
  const double every_s = world.talk_s / world.agents / world.dice.between(0.9, 1.3);
  double at_s = 30;
  const double share = world.dice.unit();  // more of the small days
  const int calls = least_calls + static_cast<int>(share * share * share * (most_calls - least_calls));
  for (int n = 1; n <= calls; ++n) {
    at_s += world.dice.exponential(every_s);
    const bool web = world.dice.chance(0.05);
    world.agenda.in(domain::from_seconds(at_s), [&world, n, web] { web ? ask_on_the_web(world, n) : call(world, n); });
  }
  world.closes = world.agenda.now() + domain::from_seconds(at_s);
}

}  // namespace

World::World(std::uint64_t seed, const DayPlan& plan)
    : dice(seed),
      timetable(dice),
      agenda(timetable.begins()),
      clock(agenda),
      oracle(seed, agenda, timetable),
      agents(dice.whole(2, 12)),
      talk_s(dice.between(60, 180)),
      closes(Instant::max()),
      host(*this, plan),
      channel(*this),
      pbx(*this) {
  const int there = dice.whole(1, 2);
  for (int i = 0; i < there; ++i) {
    front_ends.push_back(std::make_unique<FrontEnd>(*this, source + "#" + std::string(1, static_cast<char>('a' + i))));
  }
  plan_calls(*this);
  if (plan.crash_at.empty()) plan_crashes(*this);
  plan_clock_steps(*this);
  plan_leaving(*this);
  plan_acts(*this);
}

PlayedDay play_day(std::uint64_t seed, const DayPlan& plan) {
  World world(seed, plan);
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

std::uint64_t found_at(Planted planted, std::uint64_t seeds) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    for (const auto& violation : play_day(seed, {planted, {}}).violations) {
      if (violation.rule == broken_by(planted)) return seed;
    }
  }
  return 0;
}

CrashDays play_crashes(std::string_view crash_at, std::uint64_t seeds) {
  CrashDays all;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const auto day = play_day(seed, {Planted::nothing, crash_at});
    all.broken += !day.violations.empty();
    all.never_hit += day.counts.named_crashes == 0;
    for (const auto& violation : day.violations) {
      all.sentences.push_back(std::string(crash_at) + ": " + violation.sentence);
    }
  }
  return all;
}

}  // namespace truewait::simulation
