#include "queueing/poisson.hpp"

#include <array>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

namespace truewait::queueing {
namespace {

namespace policies = boost::math::policies;
// Plain double throughout: long double costs five times as much and the digits are not needed.
using Fast = policies::policy<policies::promote_double<false>, policies::overflow_error<policies::ignore_error>,
                              policies::evaluation_error<policies::ignore_error>,
                              policies::rounding_error<policies::ignore_error>>;

constexpr double two_pi = 6.283185307179586476925286766559;

/// 1/3, 1/5, ...: enough for the series of the deviance, whose terms shrink at least 25-fold.
constexpr auto odd_reciprocals = [] {
  std::array<double, 16> values{};
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = 1.0 / static_cast<double>(2 * i + 3);
  return values;
}();

}  // namespace

double stirling_error(double x) {
  const double r = 1 / (x * x);
  // The first term left out is below 1.1e-16 at x = 16.
  return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - r / 1188) * r) * r) * r) / x;
}

double deviance(double x, double mean, double difference) {
  if (std::abs(difference) >= 0.2 * (x + mean)) return x * std::log(x / mean) - difference;
  const double v = difference / (x + mean), v2 = v * v;
  double sum = difference * v, term = 2 * x * v;
  for (const double reciprocal : odd_reciprocals) {
    term *= v2;
    const double next = sum + term * reciprocal;
    if (next == sum) break;
    sum = next;
  }
  return sum;
}

double poisson_mass(double x, double mean, double difference) {
  if (mean == 0) return x == 0 ? 1.0 : 0.0;
  if (x < 16) return boost::math::gamma_p_derivative(x + 1, mean, Fast{});
  return std::exp(-deviance(x, mean, difference) - stirling_error(x)) / std::sqrt(two_pi * x);
}

double exponential_excess(double z) {
  if (std::abs(z) > 0.5) return std::expm1(-z) + z;
  double term = 0.5 * z * z, sum = term;
  for (int k = 3; std::abs(term) > std::numeric_limits<double>::epsilon() * 0.1 * sum; ++k) {
    term *= -z / k;
    sum += term;
  }
  return sum;
}

}  // namespace truewait::queueing
