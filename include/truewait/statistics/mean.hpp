// A mean with its interval, kept as running sums (Welford 1962; merged after Chan, Golub and LeVeque 1979).
// Keeps no values: the size is the same for one case and for a million.
#pragma once

#include <cstdint>
#include <optional>

#include "truewait/statistics/interval.hpp"

namespace truewait::statistics {

class Mean {
 public:
  /// `value` finite.
  void add(double value);
  void merge(const Mean& other);

  std::uint64_t n() const { return n_; }
  /// Absent without a case.
  std::optional<double> value() const;
  /// 95 %, Student's t; absent with fewer than two cases.
  std::optional<Interval> interval() const;

 private:
  std::uint64_t n_ = 0;
  double mean_ = 0, squares_ = 0;  // squares: of the distances from the mean
};

}  // namespace truewait::statistics
