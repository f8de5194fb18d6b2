// Recursive least squares with a leak, in information form: what was learned fades towards the prior weights at the
// rate at which it is replaced, so that the matrix keeps its ridge and cannot wind up. Solved by Cholesky's method.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace truewait::domain::learned {

template <std::size_t K>
class LeastSquares {
 public:
  using Row = std::array<double, K>;

  /// `ridge`: how many unit observations the prior weights are worth. `keep`: of the old information at each new one.
  LeastSquares(const Row& prior, double ridge, double keep) : prior_(prior), ridge_(ridge), keep_(keep) { reset(); }

  const Row& weights() const { return w_; }
  double predict(const Row& x) const {
    double sum = 0;
    for (std::size_t i = 0; i < K; ++i) sum += w_[i] * x[i];
    return sum;
  }

  /// One observation of `y` at `x`, counted `weight` times. What is not finite is not learned.
  void learn(const Row& x, double y, double weight) {
    double size = y * weight;
    for (const double v : x) size += v * v * weight;
    if (!std::isfinite(size)) return;
    const double fresh = (1 - keep_) * ridge_;
    for (std::size_t i = 0; i < K; ++i) {
      for (std::size_t j = 0; j <= i; ++j) a_[i * K + j] = keep_ * a_[i * K + j] + weight * x[i] * x[j];
      a_[i * K + i] += fresh;
      b_[i] = keep_ * b_[i] + weight * x[i] * y + fresh * prior_[i];
    }
    if (!solve()) reset();
  }

  template <class A>
  void fields(A& a) {
    a(a_, b_);
    if constexpr (A::reading) {
      if (!solve()) reset();
    }
  }

 private:
  void reset() {
    a_ = {};
    for (std::size_t i = 0; i < K; ++i) {
      a_[i * K + i] = ridge_;
      b_[i] = ridge_ * prior_[i];
    }
    solve();
  }

  /// a w = b with a = l l'. False when a is not positive definite or a weight is not finite.
  bool solve() {
    std::array<double, K * K> l;
    Row y;
    for (std::size_t i = 0; i < K; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        double sum = a_[i * K + j];
        for (std::size_t k = 0; k < j; ++k) sum -= l[i * K + k] * l[j * K + k];
        if (i != j) {
          l[i * K + j] = sum / l[j * K + j];
        } else if (sum > 0) {
          l[i * K + i] = std::sqrt(sum);
        } else {
          return false;
        }
      }
      double sum = b_[i];
      for (std::size_t k = 0; k < i; ++k) sum -= l[i * K + k] * y[k];
      y[i] = sum / l[i * K + i];
    }
    double size = 0;
    for (std::size_t i = K; i-- > 0;) {
      double sum = y[i];
      for (std::size_t k = i + 1; k < K; ++k) sum -= l[k * K + i] * w_[k];
      w_[i] = sum / l[i * K + i];
      size += w_[i] * w_[i];
    }
    return std::isfinite(size);
  }

  Row prior_;
  double ridge_, keep_;
  std::array<double, K * K> a_{};  ///< lower triangle
  Row b_{};
  Row w_{};
};

}  // namespace truewait::domain::learned
