// Incomplete gamma functions divided by the Poisson mass they are sums of: neither underflows where both parts do.
// Source of the uniform expansion: N. M. Temme, SIAM J. Math. Anal. 10 (1979) 757-766; DLMF 8.12.
#pragma once

namespace truewait::queueing {

/// From this shape on the expansion below is exact to the last digits.
inline constexpr double large_shape = 300;

/// Q(shape, x) / mass and P(shape, x) / mass, mass = exp(-x) x^shape / Gamma(shape + 1), for shape >= large_shape,
/// difference = shape - x. Meant for the side where the function is not small: at most 4 sqrt(shape) beyond the middle.
/// Infinite where the mass underflows.
double upper_over_mass(double shape, double x, double difference);
double lower_over_mass(double shape, double x, double difference);

/// P(shape, x) / mass for shape < large_shape, x >= 0.
double lower_over_mass_small(double shape, double x);

}  // namespace truewait::queueing
