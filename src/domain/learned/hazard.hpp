// Events per second of exposure as a function of age, in bins: the hazard of a spell (a service, an idle time, a
// caller's patience). Spells that did not end are counted as censored. Old evidence fades with time.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <span>

#include "truewait/domain/time.hpp"

namespace truewait::domain::learned {

/// Lower ends of the bins, seconds; the last bin has no end.
inline constexpr std::array<double, 17> service_edges_s{0,   5,   10,  20,  30,  45,  60,   90,  120,
                                                        180, 240, 300, 420, 600, 900, 1200, 1800};
inline constexpr std::array<double, 11> idle_edges_s{0, 2, 5, 10, 20, 40, 80, 160, 320, 640, 1200};
inline constexpr std::array<double, 11> patience_edges_s{0, 10, 20, 30, 45, 60, 90, 120, 180, 240, 480};

template <const auto& edges_s>
class Hazard {
 public:
  static constexpr std::size_t bins = edges_s.size();
  using Rates = std::array<double, bins>;  ///< events per second, by bin

  static std::size_t bin(double age_s) {
    const auto after = std::upper_bound(edges_s.begin() + 1, edges_s.end(), age_s);
    return static_cast<std::size_t>(after - edges_s.begin()) - 1;
  }

  void exposed(double age_s, double seconds) { exposure_s_[bin(age_s)] += seconds; }
  void happened(double age_s) { ++events_[bin(age_s)]; }
  /// A spell from its beginning, with its end or (censored) without.
  void spell(double length_s, bool ended) {
    for (std::size_t b = 0; b < bins && edges_s[b] < length_s; ++b) {
      const double until = b + 1 < bins ? std::min(length_s, edges_s[b + 1]) : length_s;
      exposure_s_[b] += until - edges_s[b];
    }
    if (ended) happened(length_s);
  }

  /// What is older than `memory` counts 1/e. In steps of an hour: a table need not be touched with every event.
  void fade(Instant now, Duration memory) {
    const auto passed = now - faded_;
    if (passed < std::chrono::hours(1)) return;
    faded_ = now;
    if (passed > memory * 20) return clear();
    const double keep = std::exp(-to_seconds(passed) / to_seconds(memory));
    for (auto& e : events_) e *= keep;
    for (auto& e : exposure_s_) e *= keep;
  }

  /// Rates with `weight` events of the prior mixed into each bin.
  Rates rates(const Rates& prior_per_s, double weight) const {
    Rates r;
    for (std::size_t b = 0; b < bins; ++b) r[b] = (events_[b] + weight) / (exposure_s_[b] + weight / prior_per_s[b]);
    return r;
  }

  template <class A>
  void fields(A& a) {
    a(events_, exposure_s_, faded_);
  }

 private:
  void clear() { events_ = {}, exposure_s_ = {}; }

  Rates events_{}, exposure_s_{};
  Instant faded_{};
};

using ServiceHazard = Hazard<service_edges_s>;
using IdleHazard = Hazard<idle_edges_s>;
using PatienceHazard = Hazard<patience_edges_s>;

}  // namespace truewait::domain::learned
