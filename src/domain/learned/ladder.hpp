// Quantiles of a wait by online quantile regression (pinball loss, steps by AdaGrad: Duchi, Hazan, Singer 2011), then
// held at their levels by adaptive conformal factors (Gibbs and Candes 2021). They never cross.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "truewait/domain/estimate.hpp"

namespace truewait::domain::learned {

/// Each level has a first guess of its own and shares the other values with all.
template <std::size_t Z>
class Ladder {
 public:
  using Row = std::array<double, Z>;
  struct Values {
    Quantiles guess{};
    Row shared{};
  };

  Ladder() {
    for (auto& steps : steps_) steps.fill(1e-3);
    for (auto& w : w_) w[0] = 1;  // of the guess
  }

  /// In the unit of the values, not below zero, rising.
  Quantiles quantiles(const Values& z) const {
    Quantiles q;
    for (std::size_t l = 0; l < levels; ++l) q[l] = std::max(0.0, raw(l, z));
    std::sort(q.begin(), q.end());
    return q;
  }

  void learn(const Values& z, double measured) {
    double size = measured;
    for (const double v : z.guess) size += std::abs(v);
    for (const double v : z.shared) size += std::abs(v);
    if (!std::isfinite(size)) return;
    for (std::size_t l = 0; l < levels; ++l) {
      const double pull = (measured <= raw(l, z) ? 1.0 : 0.0) - quantile_levels[l];
      follow(l, 0, pull * z.guess[l]);
      for (std::size_t i = 0; i < Z; ++i) follow(l, i + 1, pull * z.shared[i]);
    }
  }

  template <class A>
  void fields(A& a) {
    a(w_, steps_);
  }

 private:
  static constexpr std::size_t levels = quantile_levels.size();
  double raw(std::size_t level, const Values& z) const {
    double sum = w_[level][0] * z.guess[level];
    for (std::size_t i = 0; i < Z; ++i) sum += w_[level][i + 1] * z.shared[i];
    return sum;
  }
  void follow(std::size_t level, std::size_t i, double gradient) {
    constexpr double rate = 0.05;
    steps_[level][i] += gradient * gradient;
    w_[level][i] -= rate * gradient / std::sqrt(steps_[level][i]);
  }
  std::array<std::array<double, Z + 1>, levels> w_{}, steps_{};
};

/// Factors that keep each quantile at its level whatever drifts; bold while little is known.
class Levels {
 public:
  Quantiles held(Quantiles q) const {
    for (std::size_t l = 0; l < q.size(); ++l) q[l] *= std::exp(log_[l]);
    std::sort(q.begin(), q.end());
    return q;
  }
  /// `told`: what was held against this wait when it was told.
  void learn(const Quantiles& told, double measured) {
    constexpr double most = 1.5, least_step = 0.003, first_step = 0.02, fades_over = 60;
    const double step = std::max(least_step, first_step * fades_over / (fades_over + static_cast<double>(seen_)));
    if (seen_ < 1'000'000) ++seen_;
    for (std::size_t l = 0; l < told.size(); ++l) {
      const bool under = measured <= told[l];
      log_[l] = std::clamp(log_[l] + step * (quantile_levels[l] - (under ? 1.0 : 0.0)), -most, most);
    }
  }
  template <class A>
  void fields(A& a) {
    a(log_, seen_);
  }

 private:
  Quantiles log_{};
  std::uint32_t seen_ = 0;
};

}  // namespace truewait::domain::learned
