// What was learned from measured waits: how far to follow the forward model and the formulas, for callers who join and
// for callers who wait already, and the quantiles around the mean. Slopes common to the group, each queue's own on top
// of them, shrunk towards none.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/learned/ladder.hpp"
#include "domain/learned/least_squares.hpp"
#include "truewait/domain/evidence.hpp"
#include "truewait/domain/learner_parts.hpp"

namespace truewait::domain::learned {

inline constexpr std::uint8_t evidence_version = 2;

class Correction {
 public:
  /// What is not among `parts` counts as zero, in learning as in telling.
  explicit Correction(const LearnerParts& parts = {});

  /// Fills in the mean remaining wait with the contributions that add up to it, and the quantiles.
  void judge(std::uint32_t line, Evidence& e) const;

  /// `e`: from joining, or from a while after it; `remaining_s`: measured since then, of a caller who was answered.
  void learn(std::uint32_t line, const Evidence& e, double remaining_s);
  /// Answered callers of the queue that were learned from.
  std::uint64_t samples(std::uint32_t line) const { return line < lines_.size() ? lines_[line].samples : 0; }

  /// Root mean square error of what it said at joining, each caller weighing 0.2 % less than the next one;
  /// nothing before the first answered caller of the queue.
  std::optional<double> rmse_s(std::uint32_t line) const;

  /// It has seen enough of the queue, and the formula with the least recent error has not done better lately.
  bool trusted(std::uint32_t line) const;
  /// A formula's answer that the forward model finds possible: after an outage formulas can be off by an hour.
  static bool possible(const Evidence& e, double formula_s);

  template <class A>
  void fields(A& a) {
    a(joining_, waiting_, joining_ladder_, waiting_ladder_, lines_);
  }

 private:
  static constexpr std::size_t ladder_values = 8;
  using Joining = LeastSquares<joining_feature_count>;
  using Waiting = LeastSquares<feature_count>;
  using OwnSlopes = LeastSquares<2>;  // constant, forward
  struct Line {
    OwnSlopes own{{0, 0}, 100, 0.9995};
    Levels joining, waiting;
    std::uint64_t samples = 0;
    double squared = 0, formula_squared = 0;  ///< recent errors of the learner and of the best formula
    template <class A>
    void fields(A& a) {
      a(own, joining, waiting, samples, squared, formula_squared);
    }
  };

  static void compare(Line& own, const Evidence& said, double wait_s);
  double mean_s(std::uint32_t line, Evidence& e) const;
  Quantiles quantiles_s(std::uint32_t line, const Evidence& e) const;
  static double waited_share(const Evidence& e);
  double used(const Evidence& e, Feature f) const;
  template <std::size_t K>
  std::array<double, K> row(const Evidence& e) const;
  Ladder<ladder_values>::Values ladder_values_of(const Evidence& e) const;

  std::array<double, feature_count> kept_;  ///< 1, or 0 for a value of a part that was taken away
  bool own_slopes_;

  Joining joining_;
  Waiting waiting_;
  Ladder<ladder_values> joining_ladder_, waiting_ladder_;
  std::vector<Line> lines_;
};

}  // namespace truewait::domain::learned
