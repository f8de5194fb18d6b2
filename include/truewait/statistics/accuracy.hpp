// How well predicted waits agree with measured ones: MAE, RMSE, bias, shares within a tolerance, coverage of an
// interval. Pure arithmetic on pairs; seconds in, seconds and fractions out.
#pragma once

#include <cstdint>

namespace truewait::statistics {

/// Running sums over pairs (predicted, measured). Every figure is 0 when n is 0; callers print n beside it.
class Accuracy {
 public:
  /// `predicted_s` and `measured_s` must be finite, measured_s >= 0.
  void add(double predicted_s, double measured_s);
  void merge(const Accuracy& other);

  std::uint64_t n() const { return n_; }
  double mae_s() const;
  double rmse_s() const;
  double rrmse() const;   ///< RMSE divided by the mean measured wait
  double bias_s() const;  ///< mean of predicted - measured
  double mean_measured_s() const;
  double within_30_percent() const;  ///< share with |predicted - measured| <= 0.30 measured
  double within_30_s() const;        ///< share with |predicted - measured| <= 30 s

 private:
  std::uint64_t n_ = 0, near_percent_ = 0, near_seconds_ = 0;
  double abs_ = 0, squared_ = 0, signed_ = 0, measured_ = 0;
};

/// Coverage and mean width of an interval [low, high], ends included.
class Coverage {
 public:
  void add(double low_s, double high_s, double measured_s);
  void merge(const Coverage& other);
  std::uint64_t n() const { return n_; }
  std::uint64_t covered() const { return covered_; }
  double share() const;
  double mean_width_s() const;

 private:
  std::uint64_t n_ = 0, covered_ = 0;
  double width_ = 0;
};

}  // namespace truewait::statistics
