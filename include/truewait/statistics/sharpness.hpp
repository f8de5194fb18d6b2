// How tight the spoken bounds were. A promise of an hour is always kept; printed beside the share kept, these figures
// show the price of keeping it. Seconds in, seconds out; every figure absent without a case.
// Never counts quotes without an upper bound ("more than 30 minutes"), nor void ones: the caller leaves them out.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace truewait::statistics {

/// Cost of having said the tau-quantile `said_s` when the wait was `wait_s`; 0 < tau < 1. Koenker and Bassett 1978.
double pinball_s(double tau, double said_s, double wait_s);

struct SpokenBounds {
  double lower_s = 0, upper_s = 0;  ///< lower <= upper; lower 0 when none was said
};

class Sharpness {
 public:
  /// A quote whose wait stayed unknown: its caller left.
  void add_left(SpokenBounds said);
  /// A quote whose caller was served `wait_s` after it. `kept` is the promise's outcome: a grace may stretch it.
  void add_served(SpokenBounds said, double wait_s, bool kept, double tau);
  void merge(const Sharpness& other);

  std::uint64_t n() const { return uppers_s_.size(); }
  std::optional<double> median_upper_s() const;
  std::optional<double> mean_width_s() const;
  std::optional<double> median_slack_s() const;  ///< (U - W)+ among kept promises
  std::optional<double> mean_pinball_s() const;  ///< of the served, each at its own tau

 private:
  std::vector<double> uppers_s_, slacks_s_;
  double widths_s_ = 0, pinball_sum_s_ = 0;
  std::uint64_t served_ = 0;
};

}  // namespace truewait::statistics
