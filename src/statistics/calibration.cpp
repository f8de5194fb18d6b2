#include "truewait/statistics/calibration.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/contract.hpp"

namespace truewait::statistics {
namespace {

/// Which of `count` bins of [0, 1] holds `share`, upper ends included, whatever was lost in rounding.
std::size_t bin_of(double share, std::size_t count) {
  constexpr double rounding = 1e-9;
  const double upper = std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(count) - rounding);
  return static_cast<std::size_t>(std::max(upper, 1.0)) - 1;
}

}  // namespace

double interval_score_s(double low_s, double high_s, double wait_s, double level) {
  require(low_s <= high_s, "an interval's ends are in order");
  require(level > 0 && level < 1, "the level of an interval is between 0 and 1");
  const double missed = std::max({0.0, low_s - wait_s, wait_s - high_s});
  return high_s - low_s + 2 / (1 - level) * missed;
}

void PitHistogram::add(double pit) {
  require(!std::isnan(pit), "a probability is a number");
  ++n_;
  ++bins_[bin_of(pit, bin_count)];
}

void PitHistogram::merge(const PitHistogram& other) {
  n_ += other.n_;
  for (std::size_t i = 0; i < bin_count; ++i) bins_[i] += other.bins_[i];
}

std::optional<double> PitHistogram::chi_square() const {
  if (n_ == 0) return std::nullopt;
  const double expected = static_cast<double>(n_) / static_cast<double>(bin_count);
  double sum = 0;
  for (const auto count : bins_) {
    const double apart = static_cast<double>(count) - expected;
    sum += apart * apart / expected;
  }
  return sum;
}

std::optional<double> Reliability::Bin::mean_said() const {
  if (n == 0) return std::nullopt;
  return said / static_cast<double>(n);
}

void Reliability::add(double said, bool happened) {
  require(!std::isnan(said), "a probability is a number");
  Bin& bin = bins_[bin_of(said, bin_count)];
  ++bin.n;
  bin.happened += happened ? 1 : 0;
  bin.said += std::clamp(said, 0.0, 1.0);
}

void Reliability::merge(const Reliability& other) {
  for (std::size_t i = 0; i < bin_count; ++i) {
    bins_[i].n += other.bins_[i].n;
    bins_[i].happened += other.bins_[i].happened;
    bins_[i].said += other.bins_[i].said;
  }
}

}  // namespace truewait::statistics
