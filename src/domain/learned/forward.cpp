#include "domain/learned/forward.hpp"

#include <algorithm>
#include <cmath>

namespace truewait::domain::learned {
namespace {

/// A chance of still waiting that no second of a mean depends on.
constexpr double nobody = 1e-9;

/// P(N <= n) for N Poisson of mean `m`; between whole n on a straight line.
double poisson_upto(double n, double m) {
  if (m <= 0) return 1;
  const int whole = static_cast<int>(n);
  const double part = n - whole;
  if (whole < 60) {
    if (m > 700) return 0;
    double term = std::exp(-m), sum = term;
    for (int i = 1; i <= whole; ++i) sum += term *= m / i;
    return std::min(1.0, sum + part * term * m / (whole + 1));
  }
  // Wilson and Hilferty (1931): the cube root of a gamma variable is nearly normal.
  const double k = n + 1;
  const double x = (std::cbrt(m / k) - (1 - 1 / (9 * k))) * 3 * std::sqrt(k);
  return 0.5 * std::erfc(x / std::sqrt(2.0));
}

/// Callers who still go first at the end of each step: those ahead less those who give up, and those who will pass.
Curve still_ahead(const Outlook& at, const Grid& grid) {
  // Of those who come and would pass, some give up first and some are served by other agents.
  constexpr double passes = 0.85;
  Curve need{};
  for (const auto& caller : at.ahead) {
    double stays = caller.weight;
    std::size_t bin = PatienceHazard::bin(caller.waited_s);
    for (std::size_t i = 0; i < grid_steps; ++i) {
      if (caller.patience != nullptr) {
        const double age = caller.waited_s + grid.middle_s[i];
        while (bin + 1 < PatienceHazard::bins && patience_edges_s[bin + 1] <= age) ++bin;
        stays /= 1 + grid.width_s[i] * (*caller.patience)[bin];
      }
      need[i] += stays;
    }
  }
  for (const auto& p : at.passing) {
    for (std::size_t i = 0; i < grid_steps; ++i) need[i] += passes * p.rate_per_s * std::min(grid.end_s[i], p.window_s);
  }
  return need;
}

/// Probability of still waiting at the end of each step, never rising. The number of calls taken is taken for Poisson:
/// with nobody ahead, of the mean that makes the chance of none exact; the more ahead, of its own mean.
Curve waiting_beyond(const Curve& need, const Taken& taken) {
  Curve p;
  double last = 1;
  for (std::size_t i = 0; i < grid_steps; ++i) {
    p[i] = last;
    if (last < nobody) continue;
    const double mean = taken.mean[i] + (taken.none[i] - taken.mean[i]) / (1 + need[i]);
    p[i] = last = std::min(last, poisson_upto(need[i], mean));
  }
  return p;
}

/// Where a share of `all` has been served; linear within a step.
Quantiles quantiles(const Curve& share, double all, const Grid& grid) {
  Quantiles q;
  q.fill(grid.last_s() * 1.03);
  double below = 0, from = 0;
  std::size_t level = 0;
  for (std::size_t i = 0; i < grid_steps; ++i) {
    for (; level < q.size() && share[i] > 0 && below + share[i] >= quantile_levels[level] * all; ++level)
      q[level] = from + grid.width_s[i] * (quantile_levels[level] * all - below) / share[i];
    below += share[i];
    from = grid.end_s[i];
  }
  return q;
}

}  // namespace

Grid::Grid(double stretch) {
  std::size_t i = 0;
  double end = 0;
  const auto add = [&](int n, double width) {
    for (; n > 0; --n, ++i) {
      width_s[i] = width * stretch;
      middle_s[i] = end + width_s[i] / 2;
      end_s[i] = end += width_s[i];
    }
  };
  add(6, 10);
  add(6, 20);
  add(5, 40);
  add(4, 100);
  add(3, 200);
}

Forecast forecast(const Outlook& at, const Grid& grid) {
  const auto waits = waiting_beyond(still_ahead(at, grid), calls_taken(at, grid));
  Forecast f;
  Curve served{};  // within each step, and not given up before
  double before = 1, stays = 1, all = 0, sum = 0;
  std::size_t bin = PatienceHazard::bin(at.elapsed_s);
  for (std::size_t i = 0; i < grid_steps && before >= nobody; ++i) {
    const double age = at.elapsed_s + grid.middle_s[i];
    while (bin + 1 < PatienceHazard::bins && patience_edges_s[bin + 1] <= age) ++bin;
    const double gives_up = (*at.patience)[bin] * grid.width_s[i];
    const double half = std::exp(-gives_up / 2);
    const double until_middle = stays * half;
    stays = until_middle * half;
    served[i] = (before - waits[i]) * until_middle;
    all += served[i];
    sum += served[i] * grid.middle_s[i];
    f.patient_s += (before + waits[i]) / 2 * grid.width_s[i];
    before = waits[i];
  }
  const double late = before * stays;
  f.mean_s = all + late > 0 ? (sum + 1.087 * grid.last_s() * late) / (all + late) : grid.last_s();
  f.patient_s += before * 0.22 * grid.last_s();
  f.quantiles_s = quantiles(served, all + late, grid);
  return f;
}

}  // namespace truewait::domain::learned
