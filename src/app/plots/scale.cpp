#include "app/plots/scale.hpp"

#include <algorithm>
#include <cmath>

namespace truewait::app::plots {

Scale::Scale(Spacing spacing, double from, double to, double from_px, double to_px)
    : spacing_(spacing), from_(from), to_(to), from_px_(from_px), to_px_(to_px) {}

double Scale::stretched(double value) const {
  return spacing_ == Spacing::linear ? value : std::sqrt(std::max(0.0, value));
}

double Scale::px(double value) const {
  const double low = stretched(from_), high = stretched(to_);
  const double share = (stretched(std::clamp(value, from_, to_)) - low) / (high - low);
  return from_px_ + share * (to_px_ - from_px_);
}

std::vector<double> Scale::ticks() const {
  if (spacing_ == Spacing::square_root) return round_times();
  constexpr double most = 8;
  const double least_step = (to_ - from_) / most;
  const double decade = std::pow(10, std::floor(std::log10(least_step)));
  double step = 10 * decade;
  for (const double round : {5.0, 2.0, 1.0}) {
    if (round * decade >= least_step * (1 - 1e-9)) step = round * decade;
  }
  std::vector<double> values;
  const double first = std::ceil(from_ / step - 1e-9), last = std::floor(to_ / step + 1e-9);
  for (double i = first; i <= last; ++i) values.push_back(i * step);
  return values;
}

std::vector<double> Scale::round_times() const {
  constexpr double least_apart_px = 34;
  std::vector<double> values;
  for (const double s : {0., 10., 30., 60., 120., 180., 300., 600., 900., 1200., 1800., 3600., 7200., 14400.}) {
    if (s < from_ || s > to_) continue;
    if (values.empty() || std::abs(px(s) - px(values.back())) >= least_apart_px) values.push_back(s);
  }
  return values;
}

}  // namespace truewait::app::plots
