#include "queueing/state_sums.hpp"

#include <cmath>
#include <limits>

#include "queueing/incomplete_gamma.hpp"

namespace truewait::queueing {
namespace {

/// b(0) + a(1) / (b(1) + a(2) / (b(2) + ...)) of positive terms, by Lentz's method; `next(n)` gives {a(n), b(n)}.
struct Term {
  double numerator, denominator;
};

template <class Next>
double continued_fraction(double first, Next next) {
  double value = first, c = first, d = 0;
  for (int n = 1;; ++n) {
    const Term t = next(n);
    if (t.numerator <= 0) return value;
    d = 1 / (t.denominator + t.numerator * d);
    c = t.denominator + t.numerator / c;
    const double factor = c * d;
    value *= factor;
    if (std::abs(factor - 1) < 2 * std::numeric_limits<double>::epsilon()) return value;
  }
}

/// Standard deviations from the middle beyond which a few dozen steps of the continued fraction suffice.
constexpr double far = 4.0;

/// The same for the queue, nearer because means and variances cancel where the sum is taken from the special functions.
constexpr double far_above = 2.0;

/// 1 + s/a + s(s-1)/a^2 + ... from the full state down. Four terms at a time: one chained multiplication for the four.
double sum_of_few(int servers, double load) {
  const double per_erlang = 1 / load;
  double sum = 0, term = 1, busy = servers;
  for (; busy >= 4; busy -= 4) {
    const double f0 = busy * per_erlang, f1 = f0 * ((busy - 1) * per_erlang);
    const double f2 = (busy - 2) * per_erlang, f3 = f2 * ((busy - 3) * per_erlang);
    const double next = sum + term * ((1 + f0) + f1 * (1 + f2));
    if (next == sum && busy < load) return sum;
    sum = next;
    term *= f1 * f3;
  }
  for (; busy > 0; --busy) {
    sum += term;
    term *= busy * per_erlang;
  }
  return sum + term;
}

}  // namespace

double sum_below(int servers, double load) {
  const double s = servers, excess = load - s;
  if (servers < large_shape) return sum_of_few(servers, load);
  if (excess <= far * std::sqrt(s)) return 1 + upper_over_mass(s, load, -excess);
  // Legendre's fraction for the upper incomplete gamma function; finite, as its numerators end at n = servers.
  return load / continued_fraction(excess, [=](int n) { return Term{n * (s + 1 - n), excess + 2 * n}; });
}

QueueSum sum_above(double index, double argument, double gap) {
  if (gap > 0 && (index < 1000 || gap > far_above * std::sqrt(index))) {
    // sum = index / (gap + F), mean = F, mean square = F (1 + G), where F = argument / (gap + 1 + G) and G goes on with
    // G = 2 argument / (gap + 2 + ...): every term positive, so no digit is lost.
    const double g = 2 * argument / continued_fraction(gap + 2, [=](int n) {
                       return Term{(n + 2) * argument, gap + 2 + n};
                     });
    const double f = argument / (gap + 1 + g);
    return {index / (gap + f), f, f * (1 + g - f)};
  }
  const double sum =
      index < large_shape ? lower_over_mass_small(index, argument) : lower_over_mass(index, argument, gap);
  const double share = index / sum, mean = share - gap;
  return {sum, mean, argument - share * mean};
}

}  // namespace truewait::queueing
