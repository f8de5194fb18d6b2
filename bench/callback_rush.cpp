// A rush through the real engine: 100 agents, and 10, whose offered load passes what they can take for two hours. What
// customers were promised and what they got; what agents lose by waiting for people who are being rung; what those who
// hold pay for it; and what all of it is worth against holding, or against nobody being offered anything. The ten
// agents play it twice: customers first, and with an agent reserved for each dial. Figures are over all days; intervals
// are 95 %, by drawing the days again with replacement (Efron 1979). Arguments: the number of days (20; ten agents play
// five times as many), the first seed (1); --agents N: that size alone;
// --picture FILE: draws the first day instead. What else may be asked changes the day: no figure is claimed of it.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/rush_picture.hpp"
#include "bench/rush_sums.hpp"
#include "bench/timing.hpp"
#include "centre/sampling.hpp"
#include "simulation/rush/day.hpp"

namespace {

using namespace truewait;
using bench::Sums;
using simulation::rush::Plan;

double share(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

double mean(const std::vector<double>& values) {
  return share(std::accumulate(values.begin(), values.end(), 0.0), static_cast<double>(values.size()));
}

double p90(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(0.9 * static_cast<double>(values.size()));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

double holders(const Sums& s) {
  return share(s.holders_s, s.holders_if_held_s);
}

double time_to_human(const Sums& s) {
  return share(s.no_human, s.no_human_without);
}

/// `claimed`: on standard output too, for scripts/figures.
struct Line {
  const char* name;
  bool claimed;
  double (*figure)(const Sums&);
};
constexpr Line lines[] = {
    {"punctual", true, [](const Sums& s) { return share(s.inside, s.with_window); }},
    {"early", false, [](const Sums& s) { return share(s.early, s.with_window); }},
    {"late", false, [](const Sums& s) { return share(s.late, s.with_window); }},
    {"never_rung", false, [](const Sums& s) { return share(s.never_rung, s.with_window); }},
    {"no_window", false, [](const Sums& s) { return share(s.accepted - s.with_window, s.accepted); }},
    {"wide", true, [](const Sums& s) { return share(s.wide, s.with_window); }},
    {"width_min", false, [](const Sums& s) { return share(s.width_s, s.with_window) / 60; }},
    {"hold_p90", true, [](const Sums& s) { return p90(s.holds_s); }},
    {"hold_mean", false, [](const Sums& s) { return mean(s.holds_s); }},
    {"hung_up_on_hold", false,
     [](const Sums& s) { return share(s.legs_gave_up, static_cast<double>(s.holds_s.size())); }},
    {"idle", true, [](const Sums& s) { return share(s.idle_s, s.agents_s); }},
    {"idle_for_places", false, [](const Sums& s) { return share(s.idle_for_places_s, s.agents_s); }},
    {"holders", false, holders},
    {"holders_s", false, [](const Sums& s) { return share(s.holders_s, s.holders); }},
    {"holders_if_held_s", false, [](const Sums& s) { return share(s.holders_if_held_s, s.holders); }},
    {"time_to_human", false, time_to_human},
    {"no_human", false, [](const Sums& s) { return share(s.no_human, s.callers); }},
    {"no_human_without", false, [](const Sums& s) { return share(s.no_human_without, s.callers); }},
    {"human_s", false, [](const Sums& s) { return share(s.human_s, s.human); }},
    {"human_called_back_s", false, [](const Sums& s) { return share(s.called_back_s, s.called_back); }},
    {"human_without_s", false, [](const Sums& s) { return share(s.human_without_s, s.human_without); }},
    {"offered", false, [](const Sums& s) { return share(s.offered, s.callers); }},
    {"accepted", false, [](const Sums& s) { return share(s.accepted, s.callers); }},
    {"dials_each", false, [](const Sums& s) { return share(s.dials, s.accepted); }},
};

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

/// The lines of one way to play.
class Figures {
 public:
  Figures(std::string prefix, const std::vector<Sums>& days) : prefix_(std::move(prefix)), again_(drawn_again(days)) {
    for (const auto& day : days) all_.add(day);
  }

  double print(const Line& line) const {
    std::vector<double> values;
    for (const auto& sums : again_) values.push_back(line.figure(sums));
    std::sort(values.begin(), values.end());
    const auto at = [&](double level) {
      return values[static_cast<std::size_t>(level * static_cast<double>(values.size()))];
    };
    const double value = line.figure(all_);
    if (line.claimed) std::printf("%s%s %.4f\n", prefix_.c_str(), line.name, value);
    std::fprintf(stderr, "  %-20s %10.4f  [%.4f, %.4f]\n", line.name, value, at(0.025), at(0.975));
    return value;
  }

 private:
  std::string prefix_;
  Sums all_;
  std::vector<Sums> again_;
};

struct Way {
  std::string prefix;
  Plan plan;
  std::uint64_t days = 20;
};

struct Asked {
  std::vector<Way> ways;
  std::uint64_t first = 1;
  const char* picture = nullptr;
};

/// The day that the figures are about, in the ways they are claimed of; or the one way that was asked for.
std::vector<Way> ways_of(const Plan& plan, bool other, std::uint64_t days) {
  const auto way = [&](int agents, const char* more, domain::DialMode mode) {
    Way w{"rush_" + std::to_string(agents) + more + "_", plan, agents < 50 ? 5 * days : days};
    w.plan.agents = agents;
    w.plan.mode = mode;
    return w;
  };
  if (other) return {way(plan.agents, "", plan.mode)};
  return {way(100, "", domain::DialMode::customer_first), way(10, "", domain::DialMode::customer_first),
          way(10, "_reserved", domain::DialMode::reserved_agent)};
}

std::optional<domain::DialMode> mode_of(std::string_view word) {
  if (word == "customer_first") return domain::DialMode::customer_first;
  if (word == "agent_first") return domain::DialMode::agent_first;
  if (word == "reserved_agent") return domain::DialMode::reserved_agent;
  return std::nullopt;
}

/// Nothing when the arguments are not understood.
std::optional<Asked> asked(int argc, char** argv) {
  Asked a;
  Plan plan;
  std::vector<std::uint64_t> counts;
  bool other = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const bool option = word.starts_with("--");
    if (option && ++i == argc) return std::nullopt;
    const double value = std::atof(argv[i]);
    other = other || option;
    if (word == "--picture") {
      a.picture = argv[i];
    } else if (word == "--mode") {
      const auto mode = mode_of(argv[i]);
      if (!mode) return std::nullopt;
      plan.mode = *mode;
    } else if (value <= 0) {
      return std::nullopt;
    } else if (word == "--agents") {
      plan.agents = static_cast<int>(value);
    } else if (word == "--patience") {
      plan.patience_s = value;
      plan.leg_patience_s = 5 * value;
    } else if (word == "--load") {
      plan.spans[2].load = value;
    } else if (word == "--hold-cost") {
      plan.hold_cost = value;
    } else if (option) {
      return std::nullopt;
    } else {
      counts.push_back(static_cast<std::uint64_t>(value));
    }
  }
  if (counts.size() > 2 || plan.agents < 1) return std::nullopt;
  counts.resize(2, 0);
  a.ways = ways_of(plan, other, counts[0] == 0 ? 20 : counts[0]);
  a.first = counts[1] == 0 ? 1 : counts[1];
  return a;
}

std::vector<Sums> played(const Way& way, std::uint64_t first) {
  std::vector<Sums> days;
  const double began = bench::thread_cpu_s();
  for (std::uint64_t seed = first; seed < first + way.days; ++seed) days.push_back(bench::sums_of(way.plan, seed));
  const auto n = static_cast<double>(way.days);
  std::fprintf(stderr, "%s: %.0f days, %.1f s of CPU a day\n", way.prefix.c_str(), n,
               (bench::thread_cpu_s() - began) / n);
  return days;
}

}  // namespace

int main(int argc, char** argv) {
  const auto a = asked(argc, argv);
  if (!a) {
    std::fprintf(
        stderr,
        "usage: bench_callback_rush [DAYS] [FIRST_SEED] [--agents N] [--picture FILE.svg] [--load RUSH]\n"
        "       [--patience SECONDS] [--hold-cost RATIO] [--mode customer_first|agent_first|reserved_agent]\n");
    return 2;
  }
  if (a->picture != nullptr) {
    const auto& plan = a->ways[0].plan;
    return bench::draw(plan, play_with_callbacks(plan, a->first), a->picture) ? 0 : 1;
  }
  double worst_holders = 0, worst_time = 0;
  for (const auto& way : a->ways) {
    const Figures figures(way.prefix, played(way, a->first));
    for (const auto& line : lines) {
      const double value = figures.print(line);
      if (line.figure == holders) worst_holders = std::max(worst_holders, value);
      if (line.figure == time_to_human) worst_time = std::max(worst_time, value);
    }
  }
  std::printf("holders %.4f\ntime_to_human %.4f\n", worst_holders, worst_time);
  return 0;
}
