// A rush through the real engine: 100 agents, and 10, whose offered load passes what they can take for two hours. What
// customers were promised and what they got; what agents lose by waiting for people who are being rung; what those who
// hold pay for it; and what all of it is worth against holding, or against nobody being offered anything.
// Figures are over all days; intervals are 95 %, by drawing the days again with replacement (Efron 1979).
// Arguments: the number of days (20), the first seed (1); --agents N: that size alone; --picture FILE: draws the first
// day instead. What else may be asked changes the day: it is not what the figures are about.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/rush_picture.hpp"
#include "bench/timing.hpp"
#include "centre/sampling.hpp"
#include "simulation/rush/day.hpp"

namespace {

using namespace truewait;
using simulation::rush::Plan;
using simulation::rush::RushDay;

constexpr auto widest = std::chrono::minutes(15);

/// Sums of one day, or of several.
struct Sums {
  double callers = 0, offered = 0, accepted = 0, with_window = 0, inside = 0, early = 0, late = 0, never_rung = 0,
         wide = 0;
  double width_s = 0, dials = 0, reached = 0;
  double idle_s = 0, idle_for_places_s = 0, agents_s = 0;
  double holders = 0, holders_s = 0, holders_if_held_s = 0;
  double no_human = 0, no_human_without = 0;  ///< callers who never spoke to anybody
  double human = 0, human_s = 0;              ///< those who did, from their first call
  double human_without = 0, human_without_s = 0;
  double called_back = 0, called_back_s = 0;  ///< those of them who were called back
  double legs_gave_up = 0;
  std::vector<double> holds_s, lateness_s;  ///< first ring after the middle of the window
  void add(const Sums& o);
};

void Sums::add(const Sums& o) {
  for (auto field : {&Sums::callers,       &Sums::offered,
                     &Sums::accepted,      &Sums::with_window,
                     &Sums::inside,        &Sums::early,
                     &Sums::late,          &Sums::never_rung,
                     &Sums::wide,          &Sums::width_s,
                     &Sums::dials,         &Sums::reached,
                     &Sums::idle_s,        &Sums::idle_for_places_s,
                     &Sums::agents_s,      &Sums::holders,
                     &Sums::holders_s,     &Sums::holders_if_held_s,
                     &Sums::no_human,      &Sums::no_human_without,
                     &Sums::human,         &Sums::human_s,
                     &Sums::human_without, &Sums::human_without_s,
                     &Sums::called_back,   &Sums::called_back_s,
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

/// All days drawn again with replacement, again and again: the same draws for every figure.
std::vector<Sums> drawn_again(const std::vector<Sums>& days) {
  constexpr int times = 400;
  centre::Sampler draw(1);
  std::vector<Sums> out(times);
  for (auto& sums : out) {
    for (std::size_t i = 0; i < days.size(); ++i) {
      sums.add(days[static_cast<std::size_t>(draw.uniform() * static_cast<double>(days.size()))]);
    }
  }
  return out;
}

/// Figures of one size of centre.
class Figures {
 public:
  Figures(std::string prefix, const std::vector<Sums>& days) : prefix_(std::move(prefix)), again_(drawn_again(days)) {
    for (const auto& day : days) all_.add(day);
  }

  /// One line, on standard output too when it is one of those that scripts/figures holds against a goal.
  double print(const char* name, bool claimed, const Figure& figure) const {
    std::vector<double> values;
    for (const auto& sums : again_) values.push_back(figure(sums));
    std::sort(values.begin(), values.end());
    const auto at = [&](double level) {
      return values[static_cast<std::size_t>(level * static_cast<double>(values.size()))];
    };
    const double value = figure(all_);
    if (claimed) std::printf("%s%s %.4f\n", prefix_.c_str(), name, value);
    std::fprintf(stderr, "  %-20s %10.4f  [%.4f, %.4f]\n", name, value, at(0.025), at(0.975));
    return value;
  }

 private:
  std::string prefix_;
  Sums all_;
  std::vector<Sums> again_;
};

double share(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

/// The two figures that are claimed of both sizes together.
struct Shared {
  double holders = 0, time_to_human = 0;
};

void print_all(const Plan& plan, const std::vector<Sums>& days, Shared& worst) {
  const Figures figures("rush_" + std::to_string(plan.agents) + "_", days);
  const auto line = [&](const char* what, bool claimed, const Figure& figure) {
    return figures.print(what, claimed, figure);
  };
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
  line("legs_gave_up", false,
       [](const Sums& s) { return share(s.legs_gave_up, static_cast<double>(s.holds_s.size())); });
  line("idle", true, [](const Sums& s) { return share(s.idle_s, s.agents_s); });
  line("idle_for_places", false, [](const Sums& s) { return share(s.idle_for_places_s, s.agents_s); });
  const double holders = line("holders", false, [](const Sums& s) { return share(s.holders_s, s.holders_if_held_s); });
  line("holders_s", false, [](const Sums& s) { return share(s.holders_s, s.holders); });
  line("holders_if_held_s", false, [](const Sums& s) { return share(s.holders_if_held_s, s.holders); });
  const double time_to_human =
      line("time_to_human", false, [](const Sums& s) { return share(s.no_human, s.no_human_without); });
  line("no_human", false, [](const Sums& s) { return share(s.no_human, s.callers); });
  line("no_human_without", false, [](const Sums& s) { return share(s.no_human_without, s.callers); });
  line("human_s", false, [](const Sums& s) { return share(s.human_s, s.human); });
  line("human_called_back_s", false, [](const Sums& s) { return share(s.called_back_s, s.called_back); });
  line("human_without_s", false, [](const Sums& s) { return share(s.human_without_s, s.human_without); });
  line("offered", false, [](const Sums& s) { return share(s.offered, s.callers); });
  line("accepted", false, [](const Sums& s) { return share(s.accepted, s.callers); });
  line("dials_each", false, [](const Sums& s) { return share(s.dials, s.accepted); });
  worst = {std::max(worst.holders, holders), std::max(worst.time_to_human, time_to_human)};
}

struct Asked {
  std::uint64_t days = 20, first = 1;
  std::vector<Plan> plans;
  const char* picture = nullptr;
};

/// Nothing when the arguments are not understood.
std::optional<Asked> asked(int argc, char** argv) {
  Asked a;
  Plan plan;
  std::vector<int> sizes{100, 10};
  int given = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const bool option = word.starts_with("--");
    if (option && ++i == argc) return std::nullopt;
    const double value = std::atof(argv[i]);
    if (word == "--picture") {
      a.picture = argv[i];
    } else if (word == "--agents") {
      sizes = {static_cast<int>(value)};
    } else if (word == "--patience") {
      plan.patience_s = value;
      plan.leg_patience_s = 5 * value;
    } else if (word == "--load") {
      plan.spans[2].load = value;
    } else if (word == "--hold-cost") {
      plan.hold_cost = value;
    } else if (word == "--mode") {
      plan.mode = static_cast<domain::DialMode>(static_cast<int>(value));
    } else if (option || value < 1 || given == 2) {
      return std::nullopt;
    } else {
      (given++ == 0 ? a.days : a.first) = static_cast<std::uint64_t>(value);
    }
  }
  for (const int agents : sizes) {
    if (agents < 1 || plan.patience_s <= 0) return std::nullopt;
    a.plans.push_back(plan);
    a.plans.back().agents = agents;
  }
  return a;
}

}  // namespace

int main(int argc, char** argv) {
  const auto a = asked(argc, argv);
  if (!a) {
    std::fprintf(stderr,
                 "usage: bench_callback_rush [DAYS] [FIRST_SEED] [--agents N] [--picture FILE.svg]\n"
                 "       [--patience SECONDS] [--load RUSH] [--hold-cost RATIO] [--mode 0|1|2]\n");
    return 2;
  }
  if (a->picture != nullptr)
    return bench::draw(a->plans[0], play_with_callbacks(a->plans[0], a->first), a->picture) ? 0 : 1;
  Shared worst;
  for (const auto& plan : a->plans) {
    std::vector<Sums> played;
    const double began = bench::thread_cpu_s();
    for (std::uint64_t seed = a->first; seed < a->first + a->days; ++seed) played.push_back(play(plan, seed));
    std::fprintf(stderr, "%d agents, %llu days, %.1f s of CPU a day\n", plan.agents,
                 static_cast<unsigned long long>(a->days),
                 (bench::thread_cpu_s() - began) / static_cast<double>(a->days));
    print_all(plan, played, worst);
  }
  std::printf("holders %.4f\ntime_to_human %.4f\n", worst.holders, worst.time_to_human);
  return 0;
}
