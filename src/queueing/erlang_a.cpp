#include "truewait/queueing/erlang_a.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "queueing/contract.hpp"
#include "queueing/poisson.hpp"
#include "queueing/stability.hpp"
#include "queueing/state_sums.hpp"

namespace truewait::queueing {
namespace {

/// P(index, y), the regularised lower incomplete gamma function, gap = index - y. In overload so deep that the sum over
/// the queue has no double, the virtual wait is -log(Y / argument) / theta with Y of this law, uncut.
double lower_gamma(double index, double y, double gap) {
  const double sum = sum_above(index, y, gap).sum;
  return std::isinf(sum) ? 1.0 : sum * poisson_mass(index, y, gap);
}

}  // namespace

ErlangA::ErlangA(const Demand& demand, int servers, double mean_patience_s)
    : rate_(demand.arrival_rate_per_s),
      mean_service_s_(demand.mean_service_s),
      load_(demand.load_erlangs()),
      servers_(servers),
      theta_(1 / mean_patience_s) {
  require(valid(demand), "ErlangA: demand");
  require(servers >= 1 && servers <= max_servers, "ErlangA: servers");
  require(valid_patience(demand, mean_patience_s), "ErlangA: patience");
  gap_rate_ = spare_servers(demand, servers) / mean_service_s_;
  index_ = servers_ / mean_service_s_ / theta_;
  argument_ = rate_ / theta_;
  const QueueSum above = sum_above(index_, argument_, gap_rate_ / theta_);
  sum_ = above.sum;
  queue_mean_ = above.mean;
  queue_variance_ = above.variance;
  // States with a free agent, relative to the one with all busy and nobody waiting: 1 / B(s) - 1 = s / (a B(s - 1)).
  const double below =
      load_ > 0 ? servers_ / load_ * sum_below(servers - 1, load_) : std::numeric_limits<double>::infinity();
  waiting_ = 1 / (1 + below / sum_);
  not_waiting_ = 1 / (1 + sum_ / below);
}

double ErlangA::served_of_waiting() const {
  if (rate_ == 0) return index_ / (index_ + 1);
  const double abandoned = queue_mean_ / argument_;
  return abandoned < 0.5 ? 1 - abandoned : served_survival(0);
}

double ErlangA::abandonment() const {
  return rate_ == 0 ? 0.0 : waiting_ * queue_mean_ / argument_;
}

double ErlangA::served() const {
  return not_waiting_ + waiting_ * served_of_waiting();
}

double ErlangA::occupancy() const {
  return std::min(1.0, load_ * served() / servers_);
}

double ErlangA::mean_queue_length() const {
  return waiting_ * queue_mean_;
}

double ErlangA::queue_length_variance() const {
  return waiting_ * (queue_variance_ + not_waiting_ * queue_mean_ * queue_mean_);
}

double ErlangA::mean_in_system() const {
  return mean_queue_length() + load_ * served();
}

double ErlangA::survival(double t_s) const {
  const double z = theta_ * t_s, y = argument_ * std::exp(-z);
  const double gap = gap_rate_ / theta_ - argument_ * std::expm1(-z);
  if (std::isinf(sum_)) return lower_gamma(index_, y, gap);
  const double drop = gap_rate_ * t_s + argument_ * exponential_excess(z);
  if (!(drop < 1000)) return 0;
  return std::exp(-drop) * sum_above(index_, y, gap).sum / sum_;
}

double ErlangA::served_survival(double t_s) const {
  // A served caller's patience outlasted the wait: one more rate theta on top of s mu.
  const double z = theta_ * t_s, y = argument_ * std::exp(-z);
  const double gap = gap_rate_ / theta_ - argument_ * std::expm1(-z) + 1;
  if (std::isinf(sum_)) return index_ / argument_ * lower_gamma(index_ + 1, y, gap);
  const double drop = gap_rate_ * t_s + argument_ * exponential_excess(z) + z;
  if (!(drop < 1000)) return 0;
  return std::exp(-drop) * index_ / (index_ + 1) * sum_above(index_ + 1, y, gap).sum / sum_;
}

double ErlangA::probability_virtual_wait_exceeds(double t_s) const {
  require(t_s >= 0, "ErlangA: negative time");
  return waiting_ * survival(t_s);
}

double ErlangA::probability_wait_exceeds(double t_s) const {
  return probability_virtual_wait_exceeds(t_s) * std::exp(-theta_ * t_s);
}

double ErlangA::probability_served_wait_exceeds(double t_s) const {
  require(t_s >= 0, "ErlangA: negative time");
  return waiting_ * served_survival(t_s) / served();
}

double ErlangA::service_level(double t_s) const {
  require(t_s >= 0, "ErlangA: negative time");
  return not_waiting_ + waiting_ * std::max(0.0, served_of_waiting() - served_survival(t_s));
}

double ErlangA::solve(double (ErlangA::*exceeds)(double) const, double level) const {
  require(level >= 0 && level < 1, "ErlangA: level");
  const double target = 1 - level;
  if ((this->*exceeds)(0) <= target) return 0;
  double low = 0, high = mean_service_s_ / servers_;
  for (; (this->*exceeds)(high) > target; high *= 2) low = high;
  for (;;) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    ((this->*exceeds)(middle) > target ? low : high) = middle;
  }
}

double ErlangA::wait_quantile_s(double level) const {
  return solve(&ErlangA::probability_wait_exceeds, level);
}

double ErlangA::served_wait_quantile_s(double level) const {
  return solve(&ErlangA::probability_served_wait_exceeds, level);
}

double ErlangA::virtual_wait_quantile_s(double level) const {
  return solve(&ErlangA::probability_virtual_wait_exceeds, level);
}

}  // namespace truewait::queueing
