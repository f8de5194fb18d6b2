// A cumulative sum that notices when more cases go wrong than should: each case adds the logarithm of how much likelier
// it is under a feared share than under the usual one, and the sum never falls below 0. E. S. Page, Biometrika 41
// (1954) 100-115; for yes and no, one case at a time: M. R. Reynolds and Z. G. Stoumbos, Journal of Quality Technology
// 31 (1999) 87-108. It tells that something changed, not how much; cases that go wrong together raise more false
// alarms.
#pragma once

#include <cstdint>

namespace truewait::statistics {

/// 0 < usual < feared < 1, threshold > 0. With these values and independent cases: one false alarm in about 2,400
/// cases, and 42 cases until the feared share is noticed (exact, by the Markov chain of the sum on a grid of 87 steps).
struct CusumPlan {
  double usual = 0.20;   ///< share that goes wrong when all is well
  double feared = 0.40;  ///< share that is to be noticed soon
  double threshold = 5;  ///< of the sum, in units of natural logarithms: higher is slower and raises fewer false alarms
};

class BernoulliCusum {
 public:
  BernoulliCusum() : BernoulliCusum(CusumPlan{}) {}
  explicit BernoulliCusum(CusumPlan plan);

  /// One more case. The sum goes on after an alarm: it falls below the threshold again when enough cases went right.
  void add(bool wrong);

  double value() const { return value_; }
  double threshold() const { return threshold_; }
  bool alarm() const { return value_ >= threshold_; }
  std::uint64_t n() const { return n_; }
  std::uint64_t wrong() const { return wrong_; }

 private:
  double threshold_, up_, down_;  ///< what a case adds that went wrong, that went right (negative)
  double value_ = 0;
  std::uint64_t n_ = 0, wrong_ = 0;
};

}  // namespace truewait::statistics
