// Two yes/no answers about the same cases, such as "promise kept" by the clock and by the customer: how far they agree,
// and the difference of their shares. Newcombe's paired method 10: Statistics in Medicine 17 (1998) 2635-2650.
// Never treats the two as independent; for those see newcombe.hpp.
#pragma once

#include <cstdint>
#include <optional>

#include "truewait/statistics/newcombe.hpp"

namespace truewait::statistics {

struct PairedCounts {
  std::uint64_t both = 0, first_only = 0, second_only = 0, neither = 0;
  std::uint64_t n() const { return both + first_only + second_only + neither; }
};

/// Share of cases in which the two say the same; n in the result is 0 without a case.
Proportion agreement(const PairedCounts& c);

/// Cohen's kappa (1960): agreement beyond chance; nothing without a case or when chance alone explains everything.
std::optional<double> kappa(const PairedCounts& c);

struct McNemar {
  double chi2 = 0;     ///< (b - c)^2 / (b + c), one degree of freedom, no continuity correction
  double exact_p = 1;  ///< two-sided, binomial with 1/2
};
/// Do the two differ? chi2 0 and p 1 when no case differs.
McNemar mcnemar(const PairedCounts& c);

/// Share of the first minus share of the second, 95 % interval; nothing without a case.
std::optional<Difference> newcombe_paired(const PairedCounts& c);

}  // namespace truewait::statistics
