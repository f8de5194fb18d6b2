#include "truewait/queueing/virtual_wait.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "queueing/contract.hpp"

namespace truewait::queueing {
namespace {

namespace policies = boost::math::policies;
using Quiet = policies::policy<policies::overflow_error<policies::ignore_error>,
                               policies::evaluation_error<policies::ignore_error>>;
/// Every arrival is told by several quantiles: evaluated in long double they would cost as much as its journal entry.
using Fast = policies::policy<policies::promote_double<false>, policies::overflow_error<policies::ignore_error>,
                              policies::evaluation_error<policies::ignore_error>>;

/// Above this s mu / theta the callers ahead hang up too seldom to be told from endless patience by the gamma quantile.
constexpr double nearly_patient = 1e9;

void check(int ahead, int servers, double service_rate, double abandonment_rate) {
  require(ahead >= 0 && servers >= 1, "virtual wait: ahead, servers");
  require(std::isfinite(service_rate) && service_rate > 0, "virtual wait: service rate");
  require(std::isfinite(abandonment_rate) && abandonment_rate >= 0, "virtual wait: abandonment rate");
}

}  // namespace

double virtual_wait_s(int ahead, int servers, double service_rate, double abandonment_rate) {
  check(ahead, servers, service_rate, abandonment_rate);
  const double first = servers * service_rate;
  constexpr int summed = 64;
  double sum = 0;
  for (int i = std::min(ahead, summed); i >= 0; --i) sum += 1 / (first + i * abandonment_rate);
  if (ahead <= summed) return sum;
  if (abandonment_rate * ahead <= 1e-17 * first) return (ahead + 1.0) / first;
  // The rest of the sum is a difference of digamma functions, here by its asymptotic series around the midpoint.
  const double from = first / abandonment_rate + summed + 0.5, to = first / abandonment_rate + ahead + 0.5;
  const auto correction = [](double x) { return (1.0 / 24 - 7.0 / (960 * x * x)) / (x * x); };
  return sum + (std::log1p((ahead - summed) / from) + correction(to) - correction(from)) / abandonment_rate;
}

double virtual_wait_quantile_s(int ahead, int servers, double service_rate, double abandonment_rate, double level) {
  check(ahead, servers, service_rate, abandonment_rate);
  require(level >= 0 && level < 1, "virtual wait: level");
  const double first = servers * service_rate;
  if (abandonment_rate * nearly_patient <= first) {
    return gamma_quantile(ahead + 1.0, virtual_wait_s(ahead, servers, service_rate, abandonment_rate), level);
  }
  // e^(-theta V) is Beta(s mu / theta, ahead + 1): its Mellin transform is the product of (c + i) / (c + i + x).
  const double shape = first / abandonment_rate, places = ahead + 1.0;
  // Whichever of x = e^(-theta V) and 1 - x is the smaller carries the digits.
  double rest = 0;
  const double x = boost::math::ibeta_inv(shape, places, 1 - level, &rest, Quiet{});
  return (x < 0.5 ? -std::log(x) : -std::log1p(-rest)) / abandonment_rate;
}

double gamma_quantile(double shape, double mean, double level) {
  require(std::isfinite(shape) && shape > 0, "gamma_quantile: shape");
  require(std::isfinite(mean) && mean >= 0, "gamma_quantile: mean");
  require(level >= 0 && level < 1, "gamma_quantile: level");
  return boost::math::gamma_p_inv(shape, level, Fast{}) * (mean / shape);
}

}  // namespace truewait::queueing
