// Whether said distributions and probabilities hold: interval score, histogram of probability integral transforms,
// reliability of a probability. Running counts; merging equals adding together. Never judges: the reader compares.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace truewait::statistics {

/// Score of the central interval [low_s, high_s] of `level` (0 < level < 1), in seconds, less is better: its width, and
/// 2 / (1 - level) for each second by which the wait missed it. T. Gneiting and A. E. Raftery, JASA 102 (2007) 359-378.
double interval_score_s(double low_s, double high_s, double wait_s, double level);

/// Where waits fell in the distributions said about them: F(wait) in ten bins of equal width, the upper end of a bin
/// counting to it. Level where the distributions hold; a U is said too narrow, a hump too wide, a slope too low or
/// high. A. P. Dawid, JRSS A 147 (1984) 278-292.
class PitHistogram {
 public:
  static constexpr std::size_t bin_count = 10;

  /// `pit` is taken as lying in [0, 1].
  void add(double pit);
  void merge(const PitHistogram& other);

  std::uint64_t n() const { return n_; }
  const std::array<std::uint64_t, bin_count>& bins() const { return bins_; }
  /// Pearson's statistic against level bins; above 16.919 by chance in one of twenty (9 degrees of freedom). Absent
  /// without a case.
  std::optional<double> chi_square() const;

 private:
  std::uint64_t n_ = 0;
  std::array<std::uint64_t, bin_count> bins_{};
};

/// Said probabilities of an event against how often it happened, in five bins of equal width of what was said, the
/// upper end of a bin counting to it. A. H. Murphy and R. L. Winkler, Applied Statistics 26 (1977) 41-47.
class Reliability {
 public:
  static constexpr std::size_t bin_count = 5;
  struct Bin {
    std::uint64_t n = 0, happened = 0;
    double said = 0;  ///< sum of the probabilities
    /// Absent without a case.
    std::optional<double> mean_said() const;
  };

  /// `said` is taken as lying in [0, 1].
  void add(double said, bool happened);
  void merge(const Reliability& other);

  const std::array<Bin, bin_count>& bins() const { return bins_; }

 private:
  std::array<Bin, bin_count> bins_{};
};

}  // namespace truewait::statistics
