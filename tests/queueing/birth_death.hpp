// Erlang A in fifty digits straight from its definition: the states of a birth-death process, and for a caller who
// finds j waiting a sum of exponential times. Shares no formula with the code under test, and loops over every state.
#pragma once

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <vector>

namespace truewait::queueing::test {

using Digits50 = boost::multiprecision::cpp_bin_float_50;

/// M/M/s+M with service rate 1: `rate` is the load, `theta` the abandonment rate per mean service time.
class BirthDeath {
 public:
  BirthDeath(double rate, int servers, double theta) : rate_(rate), servers_(servers), theta_(theta) {
    Digits50 weight = 1, queue = 0;
    below_ = 1;
    for (int k = 1; k < servers; ++k) below_ += weight *= rate_ / k;
    for (int j = 0;; ++j) {
      weight *= rate_ / (servers_ + j * theta_);
      queue_.push_back(weight);
      queue += weight;
      if (weight < queue * 1e-45 && 2 * rate_ < 2 * servers_ + j * theta_) break;
    }
    const Digits50 total = below_ + queue;
    below_ /= total;
    for (Digits50& w : queue_) w /= total;
  }

  double waiting() const {
    return sum([](int) { return Digits50(1); });
  }
  double abandonment() const { return static_cast<double>(theta_ * mean_queue() / rate_); }
  double mean_queue_length() const { return static_cast<double>(mean_queue()); }
  double queue_variance() const {
    const Digits50 mean = mean_queue();
    Digits50 variance = below_ * mean * mean;
    for (std::size_t j = 0; j < queue_.size(); ++j) variance += queue_[j] * (Digits50(j) - mean) * (Digits50(j) - mean);
    return static_cast<double>(variance);
  }
  double mean_served_wait() const { return static_cast<double>(served_moment(1) / served()); }
  double served_wait_variance() const {
    const Digits50 mean = served_moment(1) / served();
    return static_cast<double>(served_moment(2) / served() - mean * mean);
  }
  double mean_abandoned_wait() const {
    return static_cast<double>((mean_queue() / rate_ - served_moment(1)) / (theta_ * mean_queue() / rate_));
  }
  double mean_virtual_wait() const {
    Digits50 mean = 0, sum = 0;
    for (std::size_t j = 0; j < queue_.size(); ++j) sum += queue_[j] * (mean += 1 / (servers_ + Digits50(j) * theta_));
    return static_cast<double>(sum);
  }
  double virtual_exceeds(double t) const { return static_cast<double>(exceeds(t, 0)); }
  double served_exceeds(double t) const { return static_cast<double>(exceeds(t, 1) / served()); }
  double answered_within(double t) const { return static_cast<double>(served() - exceeds(t, 1)); }

 private:
  template <class F>
  double sum(F f) const {
    Digits50 total = 0;
    for (std::size_t j = 0; j < queue_.size(); ++j) total += queue_[j] * f(static_cast<int>(j));
    return static_cast<double>(total);
  }

  Digits50 mean_queue() const {
    Digits50 total = 0;
    for (std::size_t j = 0; j < queue_.size(); ++j) total += queue_[j] * j;
    return total;
  }

  /// A caller who finds j waiting is served with probability c / (c + j + 1), c = s / theta.
  Digits50 served_share(std::size_t j) const { return servers_ / (servers_ + (j + 1) * theta_); }
  Digits50 served() const {
    Digits50 total = below_;
    for (std::size_t j = 0; j < queue_.size(); ++j) total += queue_[j] * served_share(j);
    return total;
  }

  Digits50 served_moment(int power) const {
    Digits50 mean = 0, variance = 0, total = 0;
    for (std::size_t j = 0; j < queue_.size(); ++j) {
      const Digits50 step = 1 / (servers_ + (j + 1) * theta_);
      mean += step;
      variance += step * step;
      total += queue_[j] * served_share(j) * (power == 1 ? mean : variance + mean * mean);
    }
    return total;
  }

  /// P(V > t), or with extra = 1 P(served and V > t): by time t fewer than j + 1 of the j + 1 steps are done, and steps
  /// with rates theta (c + extra + i) are counted by a negative binomial law (a pure death process).
  Digits50 exceeds(double t, int extra) const {
    const Digits50 shape = servers_ / theta_ + extra, x = exp(-theta_ * Digits50(t));
    Digits50 mass = exp(-theta_ * Digits50(t) * shape), done = 0, total = 0;
    for (std::size_t j = 0; j < queue_.size(); ++j) {
      done += mass;
      mass *= (1 - x) * (shape + j) / (j + 1);
      total += queue_[j] * done * (extra == 1 ? served_share(j) : Digits50(1));
    }
    return total;
  }

  Digits50 rate_, servers_, theta_, below_;
  std::vector<Digits50> queue_;  ///< P(all agents busy and j waiting)
};

}  // namespace truewait::queueing::test
