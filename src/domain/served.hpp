// Which formula is served, and how far it was off lately. Over the queue's last 500 callers who waited and were
// answered, the formula with the least RMSE is served; its quantiles come from the ratios measured / predicted of those
// callers that found about as many ahead. Another source of served estimates can stand behind the same two questions.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "domain/formulas/ring.hpp"
#include "truewait/domain/estimate.hpp"

namespace truewait::domain {

class Served {
 public:
  /// One answered caller: what every formula had said at joining with `ahead` callers ahead, and the measured wait.
  void scored(int ahead, const FormulaAnswers& said, double wait_s);

  std::size_t samples() const { return scores_.size(); }
  /// The formula with the least RMSE; QLA before anything was scored.
  Formula best() const { return best_; }

  /// Root mean square error of the formula over the callers that were scored; nothing before the first.
  std::optional<double> rmse_s(Formula f) const;

  struct Spread {
    Quantiles quantiles_s{};
    double mean_s = 0;  ///< mean of the same callers' waits, conditional on `elapsed_s`
    int samples = 0;
  };
  /// Quantiles of the remaining wait for a caller to whom the best formula says `predicted_s` in all and who has waited
  /// `elapsed_s` of it. Needs samples() > 0.
  Spread spread(int ahead, double predicted_s, double elapsed_s) const;

  template <class A>
  void fields(A& a) {
    a(scores_, squared_);
    if constexpr (A::reading) rebuild();
  }

 private:
  static constexpr std::size_t window = 500;
  static constexpr std::size_t bands = 7;  // of callers ahead: 0, 1, 2, 3-4, 5-7, 8-12, more
  static std::size_t band(int ahead);

  struct Score {
    std::uint8_t band = 0;
    double wait_s = 0;
    FormulaAnswers said{};
    template <class A>
    void fields(A& a) {
      a(band, wait_s, said);
    }
  };
  double ratio(const Score& s) const;
  void insert(const Score& s);
  void remove(const Score& s);
  void choose();
  void rebuild();

  Ring<Score, window> scores_;
  std::array<double, formula_count> squared_{};  ///< sums of squared errors over the window

  // Derived from the above: the ratios of the best formula, sorted, per band.
  Formula best_ = Formula::qla;
  std::array<std::vector<double>, bands> ratios_;
};

}  // namespace truewait::domain
