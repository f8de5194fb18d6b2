#include "truewait/statistics/power_law.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/contract.hpp"

namespace truewait::statistics {

std::optional<PowerLaw> fit_power_law(std::span<const Point> points) {
  double sum_x = 0, sum_y = 0;
  for (const Point& p : points) {
    require(p.x > 0 && p.y > 0 && std::isfinite(p.x) && std::isfinite(p.y), "a power law needs positive points");
    sum_x += std::log(p.x);
    sum_y += std::log(p.y);
  }
  // Asked of the points and not of their spread, which rounding can leave above zero for equal ones.
  const bool differ =
      std::any_of(points.begin(), points.end(), [&](const Point& p) { return p.x != points.front().x; });
  if (!differ) return std::nullopt;
  const double n = static_cast<double>(points.size()), mean_x = sum_x / n, mean_y = sum_y / n;
  double xx = 0, xy = 0;
  for (const Point& p : points) {
    const double dx = std::log(p.x) - mean_x;
    xx += dx * dx;
    xy += dx * (std::log(p.y) - mean_y);
  }
  if (!(xx > 0)) return std::nullopt;
  const double exponent = xy / xx;
  return PowerLaw{std::exp(mean_y - exponent * mean_x), exponent, points.size()};
}

}  // namespace truewait::statistics
