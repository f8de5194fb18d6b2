#include "truewait/statistics/clopper_pearson.hpp"

#include <boost/math/special_functions/beta.hpp>

#include "statistics/contract.hpp"

namespace truewait::statistics {

Interval clopper_pearson(std::uint64_t k, std::uint64_t n) {
  require(k <= n, "more successes than cases");
  if (n == 0) return {};
  const double successes = static_cast<double>(k), failures = static_cast<double>(n - k);
  return {k == 0 ? 0.0 : boost::math::ibeta_inv(successes, failures + 1, 0.025),
          k == n ? 1.0 : boost::math::ibeta_inv(successes + 1, failures, 0.975)};
}

}  // namespace truewait::statistics
