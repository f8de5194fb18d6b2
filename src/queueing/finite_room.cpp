#include "truewait/queueing/finite_room.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "queueing/contract.hpp"
#include "queueing/stability.hpp"
#include "queueing/state_sums.hpp"

namespace truewait::queueing {
namespace {

namespace policies = boost::math::policies;
using Quiet = policies::policy<policies::overflow_error<policies::ignore_error>,
                               policies::evaluation_error<policies::ignore_error>>;

constexpr double negligible = 1e-22;  // relative to the heaviest state

}  // namespace

FiniteRoom::FiniteRoom(const Demand& demand, int servers, double mean_patience_s, int waiting_room)
    : rate_(demand.arrival_rate_per_s), load_(demand.load_erlangs()), theta_(1 / mean_patience_s), room_(waiting_room) {
  require(valid(demand) && rate_ > 0, "FiniteRoom: demand");
  require(servers >= 1 && servers <= max_servers, "FiniteRoom: servers");
  require(valid_patience(demand, mean_patience_s), "FiniteRoom: patience");
  require(waiting_room >= 0 && waiting_room <= max_waiting_room, "FiniteRoom: waiting room");
  index_ = servers / demand.mean_service_s / theta_;
  const double argument = rate_ / theta_, gap = spare_servers(demand, servers) / demand.mean_service_s / theta_;
  // Weights relative to the heaviest state, so that none overflows and those left out carry nothing.
  const int heaviest = static_cast<int>(std::clamp(std::floor(-gap), 0.0, static_cast<double>(waiting_room)));
  double weight = 1;
  first_ = heaviest;
  while (first_ > 0 && weight > negligible) {
    weights_.push_back(weight *= (index_ + first_) / argument);
    --first_;
  }
  std::reverse(weights_.begin(), weights_.end());
  weights_.push_back(weight = 1);
  for (int j = heaviest + 1; j <= waiting_room && weight > negligible; ++j) {
    weights_.push_back(weight *= argument / (index_ + j));
  }
  // Down to the state without anybody waiting, whose weight the states with a free agent are relative to.
  weight = weights_.front();
  for (int j = first_; j > 0 && weight > 0; --j) weight *= (index_ + j) / argument;
  not_waiting_ = weight > 0 ? weight * servers / load_ * sum_below(servers - 1, load_) : 0.0;
  double total = not_waiting_;
  for (const double w : weights_) total += w;
  not_waiting_ = std::isinf(total) ? 1.0 : not_waiting_ / total;
  for (double& w : weights_) w /= total;
}

double FiniteRoom::blocking() const {
  const bool reached = first_ + static_cast<int>(weights_.size()) - 1 == room_;
  return reached ? weights_.back() : 0.0;
}

double FiniteRoom::probability_no_wait() const {
  return not_waiting_;
}

double FiniteRoom::abandonment() const {
  return theta_ * mean_queue_length() / rate_;
}

double FiniteRoom::served() const {
  return 1 - blocking() - abandonment();
}

double FiniteRoom::mean_queue_length() const {
  double sum = 0, waiting = first_;
  for (const double w : weights_) sum += w * waiting++;
  return sum;
}

double FiniteRoom::queue_length_variance() const {
  const double mean = mean_queue_length();
  double sum = not_waiting_ * mean * mean, waiting = first_;
  for (const double w : weights_) {
    sum += w * (waiting - mean) * (waiting - mean);
    ++waiting;
  }
  return sum;
}

double FiniteRoom::mean_in_system() const {
  return mean_queue_length() + load_ * served();
}

namespace {

/// Moments of the wait of those served, from the states they find: rates theta (index + 1 + i), i = 0..waiting.
struct ServedWait {
  double first_moment = 0, second_moment = 0;
};

ServedWait served_wait(const std::vector<double>& weights, int first, int room, double index, double theta) {
  double mean = 0, variance = 0;
  ServedWait wait;
  for (int found = 0, last = first + static_cast<int>(weights.size()); found < std::min(last, room); ++found) {
    const double step = 1 / (theta * (index + 1 + found));
    mean += step;
    variance += step * step;
    if (found < first) continue;
    const double served = weights[static_cast<std::size_t>(found - first)] * index / (index + found + 1);
    wait.first_moment += served * mean;
    wait.second_moment += served * (variance + mean * mean);
  }
  return wait;
}

}  // namespace

double FiniteRoom::mean_wait_of_served_s() const {
  return served_wait(weights_, first_, room_, index_, theta_).first_moment / served();
}

double FiniteRoom::wait_variance_of_served_s2() const {
  const ServedWait wait = served_wait(weights_, first_, room_, index_, theta_);
  const double mean = wait.first_moment / served();
  return wait.second_moment / served() - mean * mean;
}

double FiniteRoom::mean_wait_of_abandoned_s() const {
  const double share = abandonment();
  if (share == 0) return 0;
  return (mean_queue_length() / rate_ - served_wait(weights_, first_, room_, index_, theta_).first_moment) / share;
}

double FiniteRoom::served_within(double t_s) const {
  require(t_s >= 0, "FiniteRoom: negative time");
  const double x = std::exp(-theta_ * t_s);
  double sum = not_waiting_;
  for (std::size_t i = 0; i < weights_.size() && first_ + static_cast<int>(i) < room_; ++i) {
    const double found = first_ + static_cast<double>(i);
    // e^(-theta wait) of a served caller who found so many waiting is Beta(index + 1, found + 1).
    sum += weights_[i] * index_ / (index_ + found + 1) * boost::math::ibetac(index_ + 1, found + 1, x, Quiet{});
  }
  return sum / served();
}

}  // namespace truewait::queueing
