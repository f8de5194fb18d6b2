#include "truewait/statistics/mean.hpp"

#include <cmath>

#include "statistics/contract.hpp"
#include "statistics/student_t.hpp"

namespace truewait::statistics {

void Mean::add(double value) {
  require(std::isfinite(value), "a mean is of finite values");
  ++n_;
  const double from_old = value - mean_;
  mean_ += from_old / static_cast<double>(n_);
  squares_ += from_old * (value - mean_);
}

void Mean::merge(const Mean& other) {
  if (other.n_ == 0) return;
  const double own = static_cast<double>(n_), others = static_cast<double>(other.n_), all = own + others;
  const double apart = other.mean_ - mean_;
  mean_ += apart * others / all;
  squares_ += other.squares_ + apart * apart * own * others / all;
  n_ += other.n_;
}

std::optional<double> Mean::value() const {
  if (n_ == 0) return std::nullopt;
  return mean_;
}

std::optional<Interval> Mean::interval() const {
  if (n_ < 2) return std::nullopt;
  const double n = static_cast<double>(n_);
  const double half = student_t_975(n - 1) * std::sqrt(squares_ / (n - 1) / n);
  return Interval{mean_ - half, mean_ + half};
}

}  // namespace truewait::statistics
