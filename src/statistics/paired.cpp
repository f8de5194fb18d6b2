#include "truewait/statistics/paired.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "truewait/statistics/wilson.hpp"

namespace truewait::statistics {
namespace {

/// Correlation of the two answers with Newcombe's continuity correction; 0 where it is undefined.
double corrected_phi(const PairedCounts& c) {
  const double a = static_cast<double>(c.both), b = static_cast<double>(c.first_only);
  const double e = static_cast<double>(c.second_only), f = static_cast<double>(c.neither);
  const double spread = (a + b) * (e + f) * (a + e) * (b + f);
  if (!(spread > 0)) return 0;
  double product = a * f - b * e;
  if (product > 0) product = std::max(product - (a + b + e + f) / 2, 0.0);
  return product / std::sqrt(spread);
}

double combined(double x, double y, double phi) {
  return std::sqrt(std::max(0.0, x * x - 2 * phi * x * y + y * y));
}

}  // namespace

Proportion agreement(const PairedCounts& c) {
  return proportion(c.both + c.neither, c.n());
}

std::optional<double> kappa(const PairedCounts& c) {
  if (c.n() == 0) return std::nullopt;
  const double first = proportion(c.both + c.first_only, c.n()).share;
  const double second = proportion(c.both + c.second_only, c.n()).share;
  const double chance = first * second + (1 - first) * (1 - second);
  if (!(chance < 1)) return std::nullopt;
  return (agreement(c).share - chance) / (1 - chance);
}

McNemar mcnemar(const PairedCounts& c) {
  const double b = static_cast<double>(c.first_only), e = static_cast<double>(c.second_only), differing = b + e;
  if (differing == 0) return {};
  const double fewer = std::min(b, e);
  // Twice P(X <= fewer) for X binomial(differing, 1/2); the middle case is in both tails.
  const double tail = fewer == differing ? 1.0 : boost::math::ibeta(differing - fewer, fewer + 1, 0.5);
  return {(b - e) * (b - e) / differing, std::min(1.0, 2 * tail)};
}

std::optional<Difference> newcombe_paired(const PairedCounts& c) {
  if (c.n() == 0) return std::nullopt;
  const auto first = proportion(c.both + c.first_only, c.n()), second = proportion(c.both + c.second_only, c.n());
  const Interval a = wilson(first), b = wilson(second);
  const double phi = corrected_phi(c), d = first.share - second.share;
  return Difference{d,
                    {d - combined(first.share - a.low, b.high - second.share, phi),
                     d + combined(a.high - first.share, second.share - b.low, phi)}};
}

}  // namespace truewait::statistics
