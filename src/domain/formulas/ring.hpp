// The last N values, oldest first.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace truewait::domain {

template <class T, std::size_t N>
class Ring {
 public:
  void push(const T& value) {
    if (values_.size() < N) {
      values_.push_back(value);
    } else {
      values_[oldest_] = value;
      oldest_ = (oldest_ + 1) % N;
    }
  }
  std::size_t size() const { return values_.size(); }
  bool empty() const { return values_.empty(); }
  bool full() const { return values_.size() == N; }
  const T& oldest() const { return values_[oldest_]; }
  const std::vector<T>& values() const { return values_; }  ///< in no particular order
  const T& by_age(std::size_t i) const {                    ///< 0 is the oldest
    const auto at = oldest_ + i;
    return values_[at < values_.size() ? at : at - values_.size()];
  }

  template <class A>
  void fields(A& a) {
    // Oldest first, so that equal contents give equal bytes wherever the ring happens to start.
    auto in_order = values_;
    std::rotate(in_order.begin(), in_order.begin() + static_cast<std::ptrdiff_t>(oldest_), in_order.end());
    a(in_order);
    if constexpr (!A::reading) return;
    if (in_order.size() > N) in_order.resize(N);
    values_ = std::move(in_order);
    oldest_ = 0;
  }

 private:
  std::vector<T> values_;
  std::size_t oldest_ = 0;
};

/// Mean and quantiles of the last N values.
template <std::size_t N>
class RecentValues {
 public:
  void push(double value) { ring_.push(value); }
  bool empty() const { return ring_.empty(); }
  std::size_t size() const { return ring_.size(); }
  /// Summed anew each time, as a running sum would drift away from the values it stands for, and oldest first: the
  /// order decides the last bits, and it must be the same after a restart.
  double mean() const {
    double sum = 0;
    for (std::size_t i = 0; i < ring_.size(); ++i) sum += ring_.by_age(i);
    return sum / static_cast<double>(ring_.size());
  }
  /// The value below which a share of `level` lies, 0 when empty.
  double quantile(double level) const {
    if (ring_.empty()) return 0;
    auto sorted = ring_.values();
    const auto at = static_cast<std::size_t>(level * static_cast<double>(sorted.size() - 1) + 0.5);
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(at), sorted.end());
    return sorted[at];
  }
  template <class A>
  void fields(A& a) {
    a(ring_);
  }

 private:
  Ring<double, N> ring_;
};

}  // namespace truewait::domain
