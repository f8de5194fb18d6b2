// How long waits feel against how long they were, over pairs of one caller each (measured seconds, answered minutes).
// Waits below 30 s are left out of the ratios, an answer of 0 minutes counts as half a minute.
// Speaks of groups only: one caller's minutes are too noisy to be held against anyone.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "truewait/statistics/interval.hpp"
#include "truewait/statistics/power_law.hpp"

namespace truewait::statistics {

inline constexpr double shortest_felt_wait_s = 30;
inline constexpr double zero_minutes_means_min = 0.5;

struct PerceptionFigures {
  std::uint64_t n = 0;               ///< answers about waits of at least 30 s
  double ratio = 1;                  ///< exp of the mean of ln(perceived / measured)
  std::optional<Interval> interval;  ///< of `ratio`: 95 %, Student's t on the log scale; absent when n is 1
  double mean_log = 0;               ///< of perceived / measured
  double sd_log = 0;                 ///< sample standard deviation, 0 when n is 1
  double ratio_of_sums = 1;
  double median_ratio = 1;
  double mean_signed_error_s = 0;     ///< mean of perceived - measured
  std::optional<PowerLaw> power_law;  ///< perceived on measured, both in minutes
};

class Perception {
 public:
  /// `measured_s` and `perceived_min` finite and >= 0.
  void add(double measured_s, double perceived_min);
  void merge(const Perception& other);

  std::uint64_t answers() const { return answers_; }
  /// Share of all answers that are a multiple of five minutes, 0 itself not counted as one; absent without an answer.
  std::optional<double> heaping_index() const;
  /// Absent without an answer about a wait of at least 30 s.
  std::optional<PerceptionFigures> figures() const;

 private:
  std::uint64_t answers_ = 0, heaped_ = 0;
  std::vector<Point> minutes_;  // x measured, y perceived
};

}  // namespace truewait::statistics
