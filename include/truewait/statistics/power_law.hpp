// The power law y = a x^b by least squares on logarithms. For felt against real minutes b < 1 means that long waits are
// compressed. Regress the felt on the measured, never the reverse: the error is in the answer.
// Never extrapolates; the fit holds over the x it saw.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace truewait::statistics {

struct Point {
  double x = 0, y = 0;  ///< both > 0, finite
};

struct PowerLaw {
  double factor = 1;    ///< a, in the unit of y at x = 1
  double exponent = 1;  ///< b
  std::uint64_t n = 0;
};

/// Nothing unless two points differ in x.
std::optional<PowerLaw> fit_power_law(std::span<const Point> points);

}  // namespace truewait::statistics
