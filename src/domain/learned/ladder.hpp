// Quantiles of a wait by online quantile regression (pinball loss, steps by AdaGrad: Duchi, Hazan, Singer 2011), then
// held at their levels by adaptive conformal factors (Gibbs and Candes 2021). They never cross.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "truewait/domain/estimate.hpp"

namespace truewait::domain::learned {

template <std::size_t Z>
class Ladder {
 public:
  using Row = std::array<double, Z>;

  /// `first`: weights of the first value before anything was learned, by level.
  explicit Ladder(const Quantiles& first) {
    for (std::size_t l = 0; l < levels; ++l) {
      w_[l][0] = first[l];
      steps_[l].fill(1e-3);
    }
  }

  /// In the unit of `z`, not below zero, rising.
  Quantiles quantiles(const Row& z) const {
    Quantiles q;
    for (std::size_t l = 0; l < levels; ++l) q[l] = std::max(0.0, raw(l, z));
    std::sort(q.begin(), q.end());
    return q;
  }

  void learn(const Row& z, double measured) {
    double size = measured;
    for (const double v : z) size += std::abs(v);
    if (!std::isfinite(size)) return;
    for (std::size_t l = 0; l < levels; ++l) {
      const double pull = quantile_levels[l] - (measured <= raw(l, z) ? 1.0 : 0.0);
      for (std::size_t i = 0; i < Z; ++i) {
        const double g = -pull * z[i];
        steps_[l][i] += g * g;
        w_[l][i] -= 0.03 * g / std::sqrt(steps_[l][i]);
      }
    }
  }

  template <class A>
  void fields(A& a) {
    a(w_, steps_);
  }

 private:
  static constexpr std::size_t levels = quantile_levels.size();
  double raw(std::size_t level, const Row& z) const {
    double sum = 0;
    for (std::size_t i = 0; i < Z; ++i) sum += w_[level][i] * z[i];
    return sum;
  }
  std::array<Row, levels> w_{}, steps_{};
};

/// Factors that keep each quantile at its level whatever drifts.
class Levels {
 public:
  Quantiles held(Quantiles q) const {
    for (std::size_t l = 0; l < q.size(); ++l) q[l] *= std::exp(log_[l]);
    std::sort(q.begin(), q.end());
    return q;
  }
  void learn(const Quantiles& raw, double measured) {
    constexpr double step = 0.003, most = 1.5;
    for (std::size_t l = 0; l < raw.size(); ++l) {
      const bool under = measured <= raw[l] * std::exp(log_[l]);
      log_[l] = std::clamp(log_[l] + step * (quantile_levels[l] - (under ? 1.0 : 0.0)), -most, most);
    }
  }
  template <class A>
  void fields(A& a) {
    a(log_);
  }

 private:
  Quantiles log_{};
};

}  // namespace truewait::domain::learned
