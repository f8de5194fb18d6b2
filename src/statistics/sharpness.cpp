#include "truewait/statistics/sharpness.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/contract.hpp"
#include "statistics/median.hpp"

namespace truewait::statistics {
namespace {

void append(std::vector<double>& to, const std::vector<double>& from) {
  const auto own = to.size();
  to.resize(own + from.size());  // first, so that appending a set to itself copies what is there
  for (std::size_t i = 0; own + i < to.size(); ++i) to[own + i] = from[i];
}

}  // namespace

double pinball_s(double tau, double said_s, double wait_s) {
  require(tau > 0 && tau < 1, "tau is a level between 0 and 1");
  return wait_s >= said_s ? tau * (wait_s - said_s) : (1 - tau) * (said_s - wait_s);
}

void Sharpness::add_left(SpokenBounds said) {
  require(std::isfinite(said.upper_s) && said.lower_s >= 0 && said.lower_s <= said.upper_s, "bounds are in order");
  uppers_s_.push_back(said.upper_s);
  widths_s_ += said.upper_s - said.lower_s;
}

void Sharpness::add_served(SpokenBounds said, double wait_s, bool kept, double tau) {
  require(std::isfinite(wait_s) && wait_s >= 0, "a wait is finite and not negative");
  add_left(said);
  ++served_;
  pinball_sum_s_ += pinball_s(tau, said.upper_s, wait_s);
  if (kept) slacks_s_.push_back(std::max(0.0, said.upper_s - wait_s));
}

void Sharpness::merge(const Sharpness& other) {
  append(uppers_s_, other.uppers_s_);
  append(slacks_s_, other.slacks_s_);
  widths_s_ += other.widths_s_;
  pinball_sum_s_ += other.pinball_sum_s_;
  served_ += other.served_;
}

std::optional<double> Sharpness::median_upper_s() const {
  return median(uppers_s_);
}

std::optional<double> Sharpness::mean_width_s() const {
  if (uppers_s_.empty()) return std::nullopt;
  return widths_s_ / static_cast<double>(uppers_s_.size());
}

std::optional<double> Sharpness::median_slack_s() const {
  return median(slacks_s_);
}

std::optional<double> Sharpness::mean_pinball_s() const {
  if (served_ == 0) return std::nullopt;
  return pinball_sum_s_ / static_cast<double>(served_);
}

}  // namespace truewait::statistics
