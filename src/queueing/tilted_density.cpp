#include "queueing/tilted_density.hpp"

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <limits>

#include "queueing/poisson.hpp"

namespace truewait::queueing {
namespace {

constexpr double negligible = 45;  // e^-45: below the last digit of what was summed before

}  // namespace

TiltedDensity::TiltedDensity(double alpha, double beta) : alpha_(alpha), beta_(beta) {
  if (alpha < 0) {
    // Around the peak the linear part vanishes, and with it the cancellation of two large exponents.
    peak_ = -std::log1p(alpha / beta);
    beta_ = alpha + beta;
    alpha_ = 0;
    add_panels(-1, peak_);
  }
  add_panels(1, std::numeric_limits<double>::infinity());
  mass_ = integrate([](double) { return 1.0; });
}

double TiltedDensity::exponent(double u) const {
  return alpha_ * u + beta_ * exponential_excess(u);
}

void TiltedDensity::add_panels(double sign, double end) {
  // No wider at first than 1, where e^-z bends, however flat the density is.
  double width = std::min(1.0, 1 / (alpha_ + beta_ + std::sqrt(beta_)));
  while (exponent(sign * width) < 1 && width < std::min(end, 1.0)) width *= 1.3;
  double from = 0;
  while (from < end && exponent(sign * from) < negligible) {
    const double to = std::min(end, from + width);
    edges_.push_back(sign * from);
    edges_.push_back(sign * to);
    from = to;
    width *= 1.4;
  }
}

double TiltedDensity::integrate(const std::function<double(double)>& f) const {
  const auto weighted = [&](double u) { return f(u) * std::exp(-exponent(u)); };
  double sum = 0;
  for (std::size_t i = 0; i < edges_.size(); i += 2) {
    sum += boost::math::quadrature::gauss<double, 30>::integrate(weighted, std::min(edges_[i], edges_[i + 1]),
                                                                 std::max(edges_[i], edges_[i + 1]));
  }
  return sum;
}

double TiltedDensity::mean() const {
  return peak_ + integrate([](double u) { return u; }) / mass_;
}

double TiltedDensity::variance() const {
  const double mean = integrate([](double u) { return u; }) / mass_;
  return integrate([mean](double u) { return (u - mean) * (u - mean); }) / mass_;
}

double TiltedDensity::average(const std::function<double(double)>& f) const {
  return integrate([&](double u) { return f(std::max(0.0, peak_ + u)); }) / mass_;
}

}  // namespace truewait::queueing
