// Calls taken: every agent as a small chain of states. Busy agents end their calls with the hazard of the service at
// its age; after that they take the next call with a hazard that was learned per age of idleness.
#include <algorithm>
#include <cmath>

#include "domain/learned/forward.hpp"

namespace truewait::domain::learned {
namespace {

constexpr std::size_t phases = 4;  // of idleness: the first 5 s, to 20 s, to 80 s, later

/// Shares that leave each phase of idleness within a step: by taking a call, and into the next phase.
struct IdleSteps {
  std::array<std::array<double, phases>, grid_steps> take, next;
  double again_per_s;  ///< takes of those idle after a later call

  IdleSteps(const IdleHazard::Rates& h, const Grid& grid) {
    const std::array<double, phases> take_per_s{(h[0] + h[1]) / 2, (h[2] + h[3]) / 2, (h[4] + h[5]) / 2, h[7]};
    again_per_s = take_per_s[0];
    constexpr std::array<double, phases> next_per_s{1.0 / 5, 1.0 / 15, 1.0 / 60, 0};
    for (std::size_t i = 0; i < grid_steps; ++i) {
      for (std::size_t k = 0; k < phases; ++k) {
        const double rate = take_per_s[k] + next_per_s[k];
        const double leaves = rate * grid.width_s[i] / (1 + rate * grid.width_s[i]);
        take[i][k] = leaves * take_per_s[k] / rate;
        next[i][k] = leaves - take[i][k];
      }
    }
  }
};

/// Integral of the idle hazard from 0 to an age.
class IdleIntegral {
 public:
  explicit IdleIntegral(const IdleHazard::Rates& h) : h_(h) {
    for (std::size_t b = 1; b < IdleHazard::bins; ++b)
      upto_[b] = upto_[b - 1] + h[b - 1] * (idle_edges_s[b] - idle_edges_s[b - 1]);
  }
  double at(double age_s) const {
    const auto b = IdleHazard::bin(age_s);
    return upto_[b] + h_[b] * (age_s - idle_edges_s[b]);
  }

 private:
  const IdleHazard::Rates& h_;
  IdleHazard::Rates upto_{};
};

/// First and all later calls of one agent up to the end of each step.
struct Takes {
  Curve first, later;
};

/// Calls after the first: in service or idle again, a chain of two states solved exactly within a step.
class Afterwards {
 public:
  Afterwards(double usual_service_s, double slowness, double take_per_s)
      : take_per_s_(take_per_s),
        sum_per_s_(take_per_s + 1 / (usual_service_s * std::max(0.4, slowness))),
        idle_share_(1 - take_per_s / sum_per_s_) {}
  /// `entering` calls are taken in the course of the step; returns the calls taken after those.
  double step(double width_s, double entering) {
    all_ += entering / 2;
    const double x = sum_per_s_ * width_s;
    const double rest = 1 / (1 + x * (1 + x * (0.5 + x / 6)));  // e^-x within two hundredths
    const double settled = idle_share_ * all_, unsettled = idle_ - settled;
    idle_ = settled + unsettled * rest;
    all_ += entering / 2;
    return take_per_s_ * (settled * width_s + unsettled * (1 - rest) / sum_per_s_);
  }

 private:
  double take_per_s_, sum_per_s_, idle_share_, all_ = 0, idle_ = 0;
};

Takes takes_of_busy(const Hand& hand, const IdleSteps& idle, const Grid& grid, double usual_service_s) {
  Takes t;
  double busy = 1, first = 0, later = 0;
  std::array<double, phases> phase{};
  Afterwards afterwards(usual_service_s, hand.slowness, idle.again_per_s);
  std::size_t bin = ServiceHazard::bin(hand.age_s);
  for (std::size_t i = 0; i < grid_steps; ++i) {
    const double age = hand.age_s + grid.middle_s[i];
    while (bin + 1 < ServiceHazard::bins && service_edges_s[bin + 1] <= age) ++bin;
    const double z = (*hand.service)[bin] * hand.pace * grid.width_s[i];
    const double ends = busy * std::min(1.0, z / (1 + z / 2));
    busy -= ends;
    phase[0] += ends;
    double taken = 0;
    for (std::size_t k = 0; k < phases; ++k) {
      const double takes = phase[k] * idle.take[i][k], moves = phase[k] * idle.next[i][k];
      phase[k] -= takes + moves;
      if (k + 1 < phases) phase[k + 1] += moves;
      taken += takes;
    }
    first += taken;
    later += afterwards.step(grid.width_s[i], taken);
    t.first[i] = first;
    t.later[i] = later;
  }
  return t;
}

Takes takes_of_idle(const Hand& hand, const IdleSteps& idle, const IdleIntegral& integral, const Grid& grid,
                    double usual_service_s) {
  Takes t;
  double later = 0, left = 1;
  Afterwards afterwards(usual_service_s, hand.slowness, idle.again_per_s);
  const double already = integral.at(hand.age_s);
  for (std::size_t i = 0; i < grid_steps; ++i) {
    const double still = std::exp(already - integral.at(hand.age_s + grid.end_s[i]));
    later += afterwards.step(grid.width_s[i], left - still);
    left = still;
    t.first[i] = 1 - left;
    t.later[i] = later;
  }
  return t;
}

}  // namespace

Taken calls_taken(const Outlook& at, const Grid& grid) {
  const IdleSteps idle(at.idle, grid);
  const IdleIntegral integral(at.idle);
  Taken sum;
  Curve untaken;
  untaken.fill(1);
  int factors = 0;
  const auto take_logs = [&] {
    for (std::size_t i = 0; i < grid_steps; ++i) sum.none[i] -= std::log(untaken[i]);
    untaken.fill(1);
    factors = 0;
  };
  for (const auto& hand : at.hands) {
    const auto t = hand.busy ? takes_of_busy(hand, idle, grid, at.usual_service_s)
                             : takes_of_idle(hand, idle, integral, grid, at.usual_service_s);
    for (std::size_t i = 0; i < grid_steps; ++i) {
      const double first = std::min(0.995, hand.skill * t.first[i]), later = hand.skill * t.later[i];
      if (hand.count == 1) {
        untaken[i] *= 1 - first;
      } else {
        sum.none[i] -= hand.count * std::log(1 - first);
      }
      sum.none[i] += hand.count * later;
      sum.mean[i] += hand.count * (first + later);
    }
    if (hand.count == 1 && ++factors == 64) take_logs();
  }
  take_logs();
  for (std::size_t i = 0; i < grid_steps; ++i) {
    sum.mean[i] += at.unknown_per_s * grid.end_s[i];
    sum.none[i] += at.unknown_per_s * grid.end_s[i];
  }
  return sum;
}

}  // namespace truewait::domain::learned
