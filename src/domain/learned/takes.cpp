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

/// Agents are followed side by side: a chain of steps by itself leaves most of the processor idle.
constexpr std::size_t lanes = 4;
template <std::size_t N>
using Lanes = std::array<double, N>;

/// First and all later calls of each agent up to the end of each step.
template <std::size_t N>
struct Takes {
  std::array<Lanes<N>, grid_steps> first, later;
};

/// Calls after the first: in service or idle again, a chain of two states solved exactly within a step.
template <std::size_t N>
class Afterwards {
 public:
  Afterwards(double usual_service_s, const std::array<const Hand*, N>& hands, double take_per_s)
      : take_per_s_(take_per_s) {
    for (std::size_t n = 0; n < N; ++n) {
      sum_per_s_[n] = take_per_s + 1 / (usual_service_s * std::max(0.4, hands[n]->slowness));
      idle_share_[n] = 1 - take_per_s / sum_per_s_[n];
    }
  }
  /// `entering` calls are taken in the course of the step; adds the calls taken after those.
  void step(double width_s, const Lanes<N>& entering, Lanes<N>& later) {
    if (width_s != width_s_) of_width(width_s);
    for (std::size_t n = 0; n < N; ++n) {
      const double all = all_[n] + entering[n] / 2;
      const double settled = idle_share_[n] * all, unsettled = idle_[n] - settled;
      idle_[n] = settled + unsettled * rest_[n];
      all_[n] = all + entering[n] / 2;
      later[n] += take_per_s_ * (settled * width_s + unsettled * settling_s_[n]);
    }
  }

 private:
  /// Steps of one width follow each other.
  void of_width(double width_s) {
    width_s_ = width_s;
    for (std::size_t n = 0; n < N; ++n) {
      const double x = sum_per_s_[n] * width_s;
      rest_[n] = 1 / (1 + x * (1 + x * (0.5 + x / 6)));  // e^-x within two hundredths
      settling_s_[n] = (1 - rest_[n]) / sum_per_s_[n];
    }
  }

  double take_per_s_, width_s_ = 0;
  Lanes<N> sum_per_s_, idle_share_, rest_, settling_s_, all_{}, idle_{};
};

/// Services under way and the idle phases that follow them.
class InService {
 public:
  InService() { busy_.fill(1); }
  /// `z`: the hazard of the step; returns the first calls taken in it.
  Lanes<lanes> step(const Lanes<lanes>& z, const IdleSteps& idle, std::size_t i) {
    Lanes<lanes> taken{}, moves;
    for (std::size_t n = 0; n < lanes; ++n) {
      const double share = z[n] / (1 + z[n] / 2);
      moves[n] = busy_[n] * (share < 1.0 ? share : 1.0);
      busy_[n] -= moves[n];
    }
    for (std::size_t k = 0; k < phases; ++k) {
      for (std::size_t n = 0; n < lanes; ++n) {
        const double here = phase_[k][n] + moves[n];
        const double takes = here * idle.take[i][k];
        moves[n] = here * idle.next[i][k];
        phase_[k][n] = here - (takes + moves[n]);
        taken[n] += takes;
      }
    }
    return taken;
  }

 private:
  Lanes<lanes> busy_;
  std::array<Lanes<lanes>, phases> phase_{};
};

void takes_of_busy(const std::array<const Hand*, lanes>& hands, const IdleSteps& idle, const Grid& grid,
                   double usual_service_s, Takes<lanes>& t) {
  InService in_service;
  Lanes<lanes> first{}, later{}, z;
  Afterwards<lanes> afterwards(usual_service_s, hands, idle.again_per_s);
  std::array<std::size_t, lanes> bin;
  for (std::size_t n = 0; n < lanes; ++n) bin[n] = ServiceHazard::bin(hands[n]->age_s);
  for (std::size_t i = 0; i < grid_steps; ++i) {
    for (std::size_t n = 0; n < lanes; ++n) {
      const Hand& hand = *hands[n];
      const double age = hand.age_s + grid.middle_s[i];
      while (bin[n] + 1 < ServiceHazard::bins && service_edges_s[bin[n] + 1] <= age) ++bin[n];
      z[n] = (*hand.service)[bin[n]] * hand.pace * grid.width_s[i];
    }
    const auto taken = in_service.step(z, idle, i);
    for (std::size_t n = 0; n < lanes; ++n) first[n] += taken[n];
    afterwards.step(grid.width_s[i], taken, later);
    t.first[i] = first;
    t.later[i] = later;
  }
}

void takes_of_idle(const Hand& hand, const IdleSteps& idle, const IdleIntegral& integral, const Grid& grid,
                   double usual_service_s, Takes<1>& t) {
  Lanes<1> later{};
  double left = 1;
  Afterwards<1> afterwards(usual_service_s, {&hand}, idle.again_per_s);
  const double already = integral.at(hand.age_s);
  for (std::size_t i = 0; i < grid_steps; ++i) {
    const double still = std::exp(already - integral.at(hand.age_s + grid.end_s[i]));
    afterwards.step(grid.width_s[i], {left - still}, later);
    left = still;
    t.first[i][0] = 1 - left;
    t.later[i] = later;
  }
}

/// The agents put together.
class Together {
 public:
  template <std::size_t N>
  void add(const Hand& hand, const Takes<N>& t, std::size_t lane) {
    for (std::size_t i = 0; i < grid_steps; ++i) {
      const double first = std::min(0.995, hand.skill * t.first[i][lane]), later = hand.skill * t.later[i][lane];
      if (hand.count == 1) {
        untaken_[i] *= 1 - first;
      } else {
        sum_.none[i] -= hand.count * std::log(1 - first);
      }
      sum_.none[i] += hand.count * later;
      sum_.mean[i] += hand.count * (first + later);
    }
    constexpr int before_underflow = 64;
    if (hand.count == 1 && ++factors_ == before_underflow) take_logs();
  }
  Taken sum() {
    take_logs();
    return sum_;
  }
  Together() { untaken_.fill(1); }

 private:
  void take_logs() {
    for (std::size_t i = 0; i < grid_steps; ++i) sum_.none[i] -= std::log(untaken_[i]);
    untaken_.fill(1);
    factors_ = 0;
  }
  Taken sum_;
  Curve untaken_;
  int factors_ = 0;
};

}  // namespace

Taken calls_taken(const Outlook& at, const Grid& grid) {
  const IdleSteps idle(at.idle, grid);
  const IdleIntegral integral(at.idle);
  Together all;
  Takes<lanes> busy;
  Takes<1> resting;
  std::array<const Hand*, lanes> batch;
  std::size_t n = 0;
  const auto flush = [&] {
    if (n == 0) return;
    for (std::size_t rest = n; rest < lanes; ++rest) batch[rest] = batch[0];
    takes_of_busy(batch, idle, grid, at.usual_service_s, busy);
    for (std::size_t lane = 0; lane < n; ++lane) all.add(*batch[lane], busy, lane);
    n = 0;
  };
  for (const auto& hand : at.hands) {
    if (hand.busy) {
      batch[n++] = &hand;
      if (n == lanes) flush();
    } else {
      takes_of_idle(hand, idle, integral, grid, at.usual_service_s, resting);
      all.add(hand, resting, 0);
    }
  }
  flush();
  auto sum = all.sum();
  for (std::size_t i = 0; i < grid_steps; ++i) {
    sum.mean[i] += at.unknown_per_s * grid.end_s[i];
    sum.none[i] += at.unknown_per_s * grid.end_s[i];
  }
  return sum;
}

}  // namespace truewait::domain::learned
