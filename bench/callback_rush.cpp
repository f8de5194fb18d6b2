// A rush through the real engine: 100 agents, and 10, whose offered load passes what they can take for two hours. What
// customers were promised and what they got; what agents lose by waiting for people who are being rung; what those who
// hold pay for it; and what all of it is worth against holding, or against nobody being offered anything.
// Figures are over all days; intervals are 95 %, by the jackknife over days (Tukey 1958).
// Arguments: the number of days (20), the first seed (1). --picture FILE: draws the first day instead. --agents N: which.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <numeric>
#include <string>

#include "bench/rush_picture.hpp"
#include "bench/timing.hpp"
#include "simulation/rush/day.hpp"
#include "truewait/statistics/mean.hpp"

namespace {

using namespace truewait;
using simulation::rush::Plan;
using simulation::rush::RushDay;

constexpr auto widest = std::chrono::minutes(15);

/// Sums of one day, or of several.
struct Sums {
  double callers = 0, offered = 0, accepted = 0, with_window = 0, inside = 0, early = 0, late = 0, never_rung = 0, wide = 0;
  double width_s = 0, dials = 0, reached = 0;
  double idle_s = 0, idle_for_places_s = 0, agents_s = 0;
  double holders = 0, holders_s = 0, holders_if_held_s = 0;
  double no_human = 0, no_human_without = 0;          ///< callers who never spoke to anybody
  double human = 0, human_s = 0;                      ///< those who did, from their first call
  double human_without = 0, human_without_s = 0;
  double called_back = 0, called_back_s = 0;          ///< those of them who were called back
  double legs_gave_up = 0;
  std::vector<double> holds_s, lateness_s;            ///< first ring after the middle of the window
  void add(const Sums& o);
};

void Sums::add(const Sums& o) {
  for (auto field : {&Sums::callers, &Sums::offered, &Sums::accepted, &Sums::with_window, &Sums::inside, &Sums::early,
                     &Sums::late, &Sums::never_rung, &Sums::wide, &Sums::width_s, &Sums::dials, &Sums::reached,
                     &Sums::idle_s, &Sums::idle_for_places_s, &Sums::agents_s, &Sums::holders, &Sums::holders_s,
                     &Sums::holders_if_held_s, &Sums::no_human, &Sums::no_human_without, &Sums::human, &Sums::human_s,
                     &Sums::human_without, &Sums::human_without_s, &Sums::called_back, &Sums::called_back_s,
                     &Sums::legs_gave_up}) {
    this->*field += o.*field;
  }
  holds_s.insert(holds_s.end(), o.holds_s.begin(), o.holds_s.end());
  lateness_s.insert(lateness_s.end(), o.lateness_s.begin(), o.lateness_s.end());
}

double p90(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(0.9 * static_cast<double>(values.size()));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

void promises(const RushDay& day, Sums& sums) {
  for (const auto& kept : day.kept) {
    sums.dials += kept.dials;
    if (kept.to_human) {
      const double s = domain::to_seconds(*kept.to_human);
      ++sums.reached;
      sums.called_back += kept.dials > 0 ? 1 : 0;
      sums.called_back_s += kept.dials > 0 ? s : 0;
      ++sums.human;
      sums.human_s += s;
    } else {
      ++sums.no_human;
    }
    if (kept.end == domain::CallbackState::superseded) continue;  // answered before anybody could be called back
    ++sums.accepted;
    if (!kept.window) continue;
    ++sums.with_window;
    const auto width = kept.window->to - kept.window->from;
    sums.width_s += domain::to_seconds(width);
    sums.wide += width > widest ? 1 : 0;
    if (!kept.first_ring) {
      ++sums.never_rung;
      continue;
    }
    const bool early = *kept.first_ring < kept.window->from, late = *kept.first_ring >= kept.window->to;
    ++(early ? sums.early : late ? sums.late : sums.inside);
    sums.lateness_s.push_back(domain::to_seconds(*kept.first_ring - kept.window->from - width / 2));
  }
}

void holders(const RushDay& day, const std::vector<simulation::rush::Live>& if_held, Sums& sums) {
  for (const auto& [n, live] : day.live) {
    ++sums.holders;
    sums.holders_s += domain::to_seconds(live.wait);
    sums.holders_if_held_s += domain::to_seconds(if_held[static_cast<std::size_t>(n)].wait);
    if (live.gave_up) {
      ++sums.no_human;
    } else {
      ++sums.human;
      sums.human_s += domain::to_seconds(live.wait);
    }
  }
}

Sums play(const Plan& plan, std::uint64_t seed) {
  const auto day = play_with_callbacks(plan, seed);
  Sums sums;
  sums.callers = day.callers;
  sums.offered = day.offered;
  sums.idle_s = day.idle_s;
  sums.idle_for_places_s = day.idle_for_places_s;
  sums.agents_s = day.agents_s;
  sums.holds_s = day.holds_s;
  sums.legs_gave_up = day.legs_gave_up;
  promises(day, sums);
  holders(day, play_without(plan, seed, day.accepted()), sums);
  for (const auto& live : play_without(plan, seed, {})) {
    if (live.gave_up) {
      ++sums.no_human_without;
    } else {
      ++sums.human_without;
      sums.human_without_s += domain::to_seconds(live.wait);
    }
  }
  return sums;
}

using Figure = std::function<double(const Sums&)>;

struct Measured {
  double value = 0;
  statistics::Interval interval{0, 0};
};

Measured over_days(const std::vector<Sums>& days, const Figure& figure) {
  Sums all;
  for (const auto& day : days) all.add(day);
  Measured m{figure(all), {0, 0}};
  if (days.size() < 2) return m;
  statistics::Mean pseudo;
  const auto n = static_cast<double>(days.size());
  for (std::size_t left_out = 0; left_out < days.size(); ++left_out) {
    Sums rest;
    for (std::size_t i = 0; i < days.size(); ++i) {
      if (i != left_out) rest.add(days[i]);
    }
    pseudo.add(n * m.value - (n - 1) * figure(rest));
  }
  m.interval = pseudo.interval().value_or(statistics::Interval{0, 0});
  return m;
}

/// One figure as a line, on standard output when it is one of those that scripts/figures holds against a goal.
void print(const std::vector<Sums>& days, const std::string& name, bool claimed, const Figure& figure) {
  const auto m = over_days(days, figure);
  if (claimed) std::printf("%s %.4f\n", name.c_str(), m.value);
  std::fprintf(stderr, "  %-28s %10.4f  [%.4f, %.4f]\n", name.c_str(), m.value, m.interval.low, m.interval.high);
}

double share(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

void print_all(const Plan& plan, const std::vector<Sums>& days) {
  const auto name = "rush_" + std::to_string(plan.agents) + "_";
  const auto line = [&](const char* what, bool claimed, const Figure& figure) { print(days, name + what, claimed, figure); };
  line("punctual", true, [](const Sums& s) { return share(s.inside, s.with_window); });
  line("early", false, [](const Sums& s) { return share(s.early, s.with_window); });
  line("late", false, [](const Sums& s) { return share(s.late, s.with_window); });
  line("never_rung", false, [](const Sums& s) { return share(s.never_rung, s.with_window); });
  line("no_window", false, [](const Sums& s) { return share(s.accepted - s.with_window, s.accepted); });
  line("wide", true, [](const Sums& s) { return share(s.wide, s.with_window); });
  line("width_min", false, [](const Sums& s) { return share(s.width_s, s.with_window) / 60; });
  line("hold_p90", true, [](const Sums& s) { return p90(s.holds_s); });
  line("hold_mean", false, [](const Sums& s) {
    return share(std::accumulate(s.holds_s.begin(), s.holds_s.end(), 0.0), static_cast<double>(s.holds_s.size()));
  });
  line("legs_gave_up", false, [](const Sums& s) { return share(s.legs_gave_up, static_cast<double>(s.holds_s.size())); });
  line("idle", true, [](const Sums& s) { return share(s.idle_s, s.agents_s); });
  line("idle_for_places", false, [](const Sums& s) { return share(s.idle_for_places_s, s.agents_s); });
  line("holders", true, [](const Sums& s) { return share(s.holders_s, s.holders_if_held_s); });
  line("holders_s", false, [](const Sums& s) { return share(s.holders_s, s.holders); });
  line("holders_if_held_s", false, [](const Sums& s) { return share(s.holders_if_held_s, s.holders); });
  line("time_to_human", true, [](const Sums& s) { return share(s.no_human, s.no_human_without); });
  line("no_human", false, [](const Sums& s) { return share(s.no_human, s.callers); });
  line("no_human_without", false, [](const Sums& s) { return share(s.no_human_without, s.callers); });
  line("human_s", false, [](const Sums& s) { return share(s.human_s, s.human); });
  line("human_called_back_s", false, [](const Sums& s) { return share(s.called_back_s, s.called_back); });
  line("human_without_s", false, [](const Sums& s) { return share(s.human_without_s, s.human_without); });
  line("offered_a_day", false, [&](const Sums& s) { return s.offered; });
  line("accepted", false, [](const Sums& s) { return share(s.accepted, s.callers); });
  line("dials_each", false, [](const Sums& s) { return share(s.dials, s.accepted); });
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t days = 20, first = 1;
  std::vector<int> sizes{100, 10};
  const char* picture = nullptr;
  int given = 0;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--picture") == 0 && i + 1 < argc) {
      picture = argv[++i];
    } else if (std::strcmp(argv[i], "--agents") == 0 && i + 1 < argc) {
      sizes = {std::atoi(argv[++i])};
    } else {
      (given++ == 0 ? days : first) = std::strtoull(argv[i], nullptr, 10);
    }
  }
  if (given > 2 || days == 0 || sizes[0] <= 0) {
    std::fprintf(stderr, "usage: bench_callback_rush [DAYS] [FIRST_SEED] [--agents N] [--picture FILE.svg]\n");
    return 2;
  }
  for (const int agents : sizes) {
    Plan plan;
    plan.agents = agents;
    if (picture != nullptr) return bench::draw(plan, play_with_callbacks(plan, first), picture) ? 0 : 1;
    std::vector<Sums> played;
    const double began = bench::thread_cpu_s();
    for (std::uint64_t seed = first; seed < first + days; ++seed) played.push_back(play(plan, seed));
    std::fprintf(stderr, "%d agents, %llu days, %.1f s of CPU a day\n", agents, static_cast<unsigned long long>(days),
                 (bench::thread_cpu_s() - began) / static_cast<double>(days));
    print_all(plan, played);
  }
  return 0;
}
