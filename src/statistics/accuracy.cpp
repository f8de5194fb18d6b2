#include "truewait/statistics/accuracy.hpp"

#include <cmath>

namespace truewait::statistics {
namespace {

double share_of(std::uint64_t part, std::uint64_t n) {
  return n == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(n);
}

double mean_of(double sum, std::uint64_t n) {
  return n == 0 ? 0.0 : sum / static_cast<double>(n);
}

}  // namespace

void Accuracy::add(double predicted_s, double measured_s) {
  const double error = predicted_s - measured_s, size = std::abs(error);
  ++n_;
  abs_ += size;
  squared_ += error * error;
  signed_ += error;
  measured_ += measured_s;
  if (size <= 0.30 * measured_s) ++near_percent_;
  if (size <= 30.0) ++near_seconds_;
}

void Accuracy::merge(const Accuracy& other) {
  n_ += other.n_;
  near_percent_ += other.near_percent_;
  near_seconds_ += other.near_seconds_;
  abs_ += other.abs_;
  squared_ += other.squared_;
  signed_ += other.signed_;
  measured_ += other.measured_;
}

double Accuracy::mae_s() const {
  return mean_of(abs_, n_);
}
double Accuracy::rmse_s() const {
  return std::sqrt(mean_of(squared_, n_));
}
double Accuracy::rrmse() const {
  return measured_ > 0 ? rmse_s() / mean_measured_s() : 0.0;
}
double Accuracy::bias_s() const {
  return mean_of(signed_, n_);
}
double Accuracy::mean_measured_s() const {
  return mean_of(measured_, n_);
}
double Accuracy::within_30_percent() const {
  return share_of(near_percent_, n_);
}
double Accuracy::within_30_s() const {
  return share_of(near_seconds_, n_);
}

void Coverage::add(double low_s, double high_s, double measured_s) {
  ++n_;
  width_ += high_s - low_s;
  if (low_s <= measured_s && measured_s <= high_s) ++covered_;
}

void Coverage::merge(const Coverage& other) {
  n_ += other.n_;
  covered_ += other.covered_;
  width_ += other.width_;
}

double Coverage::share() const {
  return share_of(covered_, n_);
}
double Coverage::mean_width_s() const {
  return mean_of(width_, n_);
}

}  // namespace truewait::statistics
