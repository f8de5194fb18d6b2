// Seeded days of callbacks under faults: `seeds` counts the days on which a promise was broken, `crash_points` those of
// the days with crashes at a named point on which one was broken or the point was never passed, `planted` the planted
// faults that the oracle finds. Arguments: the number of days (200), the first seed (1).
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <string>

#include "simulation/callbacks/day.hpp"

namespace {

using namespace truewait::simulation;

constexpr std::uint64_t seeds_to_find_a_planted_fault = 50, seeds_per_crash_point = 20;

void say(const std::string& line) {
  std::fprintf(stderr, "%s\n", line.c_str());
}

void add(Counts& all, const Counts& day) {
  all.calls += day.calls;
  all.accepted += day.accepted;
  all.acknowledged += day.acknowledged;
  all.dials += day.dials;
  all.rings += day.rings;
  all.legs += day.legs;
  all.connected += day.connected;
  all.uncertain += day.uncertain;
  all.resolved += day.resolved;
  all.retries += day.retries;
  all.sent_again += day.sent_again;
  all.cancelled += day.cancelled;
  all.crashes += day.crashes;
  all.lost_decisions += day.lost_decisions;
  all.quotes += day.quotes;
  all.requotes += day.requotes;
  all.facts += day.facts;
  all.redials += day.redials;
  all.taken_over += day.taken_over;
  all.acts += day.acts;
  all.switches += day.switches;
  all.clock_steps += day.clock_steps;
  all.logouts += day.logouts;
  all.late_owners += day.late_owners;
  for (const auto& [end, n] : day.ends) all.ends[end] += n;
}

}  // namespace

int main(int argc, char** argv) {
  const auto days = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 200;
  const auto first = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  std::uint64_t broken = 0;
  Counts all;
  const auto began = std::clock();
  for (std::uint64_t seed = first; seed < first + days; ++seed) {
    const auto day = play_day(seed);
    broken += day.violations.empty() ? 0 : 1;
    for (const auto& violation : day.violations) say(violation.sentence);
    add(all, day.counts);
  }
  const double took_ms = 1000.0 * static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
  say(std::to_string(took_ms / static_cast<double>(days)) + " ms of CPU a day");
  say("calls " + std::to_string(all.calls) + ", accepted " + std::to_string(all.accepted) + ", acknowledged " +
      std::to_string(all.acknowledged) + ", dials " + std::to_string(all.dials) + ", rings " +
      std::to_string(all.rings) + ", legs " + std::to_string(all.legs) + ", connected " +
      std::to_string(all.connected) + ", retries " + std::to_string(all.retries) + ", uncertain " +
      std::to_string(all.uncertain) + ", resolved " + std::to_string(all.resolved) + ", orders sent again " +
      std::to_string(all.sent_again) + ", cancelled " + std::to_string(all.cancelled) + ", crashes " +
      std::to_string(all.crashes) + ", decisions lost in them " + std::to_string(all.lost_decisions) + ", quotes " +
      std::to_string(all.quotes) + " and " + std::to_string(all.requotes) + " more, facts " +
      std::to_string(all.facts));
  say("called again " + std::to_string(all.redials) + ", taken over while a dial was out " +
      std::to_string(all.taken_over) + ", acts " + std::to_string(all.acts) + ", dials turned off " +
      std::to_string(all.switches) + ", clock steps " + std::to_string(all.clock_steps) + ", agents logged out " +
      std::to_string(all.logouts) + ", orders by late owners refused " + std::to_string(all.late_owners));
  for (const auto& [end, n] : all.ends) say("ended " + std::string(end) + ": " + std::to_string(n));
  int never_kept = 0;
  for (const auto point : crash_points) {
    const auto crashed = play_crashes(point, seeds_per_crash_point);
    for (const auto& sentence : crashed.sentences) say(sentence);
    if (crashed.never_hit > 0) say(std::string(point) + " was never passed on " + std::to_string(crashed.never_hit));
    never_kept += crashed.broken + crashed.never_hit;
  }
  int found = 0;
  for (std::size_t i = 1; i < planted_names.size(); ++i) {
    const auto seed = found_at(static_cast<Planted>(i), seeds_to_find_a_planted_fault);
    say(std::string(planted_names[i]) + (seed == 0 ? " not found" : " found at seed " + std::to_string(seed)));
    found += seed == 0 ? 0 : 1;
  }
  std::printf("seeds %llu\ncrash_points %d\nplanted %d\n", static_cast<unsigned long long>(broken), never_kept, found);
  return broken == 0 && never_kept == 0 && found == planted_faults ? 0 : 1;
}
