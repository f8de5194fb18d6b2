// Mean waits of Erlang A: by Little's law where it applies, else averages over the density of the virtual wait V > 0,
// proportional to exp(lambda (1 - e^(-theta v)) / theta - s mu v) (Baccelli & Hebuterne 1981).
#include <cmath>

#include "queueing/tilted_density.hpp"
#include "truewait/queueing/erlang_a.hpp"

namespace truewait::queueing {
namespace {

/// 1 - e^-z (1 + z), accurate for small z.
double hung_up_moment(double z) {
  if (z > 0.5) return 1 - std::exp(-z) * (1 + z);
  double power = z, sum = 0;
  for (int n = 2; n < 20; ++n) {
    power *= -z / n;
    sum -= power * (n - 1);
  }
  return sum;
}

}  // namespace

double ErlangA::mean_wait_of_waiting_s() const {
  return rate_ == 0 ? 1 / (servers_ / mean_service_s_ + theta_) : queue_mean_ / rate_;
}

double ErlangA::mean_wait_s() const {
  return waiting_ * mean_wait_of_waiting_s();
}

double ErlangA::mean_virtual_wait_s() const {
  return waiting_ * TiltedDensity(gap_rate_ / theta_, argument_).mean() / theta_;
}

double ErlangA::mean_wait_of_served_s() const {
  const double share = waiting_ * served_of_waiting() / served();
  return share * TiltedDensity(gap_rate_ / theta_ + 1, argument_).mean() / theta_;
}

double ErlangA::wait_variance_of_served_s2() const {
  const double share = waiting_ * served_of_waiting() / served();
  const TiltedDensity density(gap_rate_ / theta_ + 1, argument_);
  const double mean = density.mean();
  return share * (density.variance() + (1 - share) * mean * mean) / (theta_ * theta_);
}

double ErlangA::mean_wait_of_abandoned_s() const {
  const TiltedDensity density(gap_rate_ / theta_, argument_);
  const double share = density.average([](double z) { return -std::expm1(-z); });
  return density.average(hung_up_moment) / share / theta_;
}

}  // namespace truewait::queueing
