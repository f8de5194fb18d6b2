#include "truewait/statistics/perception.hpp"

#include <cmath>

#include "statistics/contract.hpp"
#include "statistics/median.hpp"
#include "statistics/student_t.hpp"

namespace truewait::statistics {
namespace {

constexpr double seconds_per_minute = 60;

struct LogSpread {
  double mean = 0, deviation = 0;
};

/// Of ln(y / x). Two passes: ratios near 1 with a small spread would cancel in one.
LogSpread log_spread(const std::vector<Point>& points) {
  const double n = static_cast<double>(points.size());
  double sum = 0, squares = 0;
  for (const Point& p : points) sum += std::log(p.y / p.x);
  const double mean = sum / n;
  for (const Point& p : points) squares += std::pow(std::log(p.y / p.x) - mean, 2);
  return {mean, n < 2 ? 0.0 : std::sqrt(squares / (n - 1))};
}

std::optional<Interval> ratio_interval(const LogSpread& logs, double n) {
  if (n < 2) return std::nullopt;
  const double half = student_t_975(n - 1) * logs.deviation / std::sqrt(n);
  return Interval{std::exp(logs.mean - half), std::exp(logs.mean + half)};
}

}  // namespace

void Perception::add(double measured_s, double perceived_min) {
  require(std::isfinite(measured_s) && measured_s >= 0, "a measured wait is finite and not negative");
  require(std::isfinite(perceived_min) && perceived_min >= 0, "a perceived wait is finite and not negative");
  ++answers_;
  if (perceived_min > 0 && std::fmod(perceived_min, 5) == 0) ++heaped_;
  if (measured_s < shortest_felt_wait_s) return;
  minutes_.push_back({measured_s / seconds_per_minute, perceived_min == 0 ? zero_minutes_means_min : perceived_min});
}

void Perception::merge(const Perception& other) {
  answers_ += other.answers_;
  heaped_ += other.heaped_;
  const auto own = minutes_.size();
  minutes_.resize(own + other.minutes_.size());  // first, so that merging with itself copies what is there
  for (std::size_t i = 0; own + i < minutes_.size(); ++i) minutes_[own + i] = other.minutes_[i];
}

std::optional<double> Perception::heaping_index() const {
  if (answers_ == 0) return std::nullopt;
  return static_cast<double>(heaped_) / static_cast<double>(answers_);
}

std::optional<PerceptionFigures> Perception::figures() const {
  if (minutes_.empty()) return std::nullopt;
  const double n = static_cast<double>(minutes_.size());
  double measured = 0, perceived = 0;
  std::vector<double> ratios;
  ratios.reserve(minutes_.size());
  for (const Point& p : minutes_) {
    measured += p.x;
    perceived += p.y;
    ratios.push_back(p.y / p.x);
  }
  const LogSpread logs = log_spread(minutes_);
  PerceptionFigures f;
  f.n = minutes_.size();
  f.ratio = std::exp(logs.mean);
  f.interval = ratio_interval(logs, n);
  f.mean_log = logs.mean;
  f.sd_log = logs.deviation;
  f.ratio_of_sums = perceived / measured;
  f.median_ratio = *median(std::move(ratios));
  f.mean_signed_error_s = (perceived - measured) * seconds_per_minute / n;
  f.power_law = fit_power_law(minutes_);
  return f;
}

}  // namespace truewait::statistics
