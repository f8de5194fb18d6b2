// Averages over the density proportional to exp(-alpha z - beta (e^-z - 1 + z)) on z >= 0: the wait of Erlang A times
// the abandonment rate, given that there is one. By Gauss-Legendre panels around the peak: the cost does not depend on
// scale.
#pragma once

#include <functional>
#include <vector>

namespace truewait::queueing {

class TiltedDensity {
 public:
  /// beta >= 0, alpha + beta > 0.
  TiltedDensity(double alpha, double beta);

  double mean() const;
  double variance() const;
  /// Average of `f(z)`, f smooth and at most polynomial.
  double average(const std::function<double(double)>& f) const;

 private:
  double exponent(double u) const;
  void add_panels(double sign, double end);
  double integrate(const std::function<double(double)>& f) const;  ///< f of u, the distance from the peak

  double peak_ = 0, alpha_, beta_;
  std::vector<double> edges_;  ///< pairs (from, to)
  double mass_ = 0;
};

}  // namespace truewait::queueing
