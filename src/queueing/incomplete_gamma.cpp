#include "queueing/incomplete_gamma.hpp"

#include <array>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "queueing/poisson.hpp"

namespace truewait::queueing {
namespace {

constexpr double half_pi = 1.5707963267948966192313216916398;

// Taylor coefficients of c_k(eta), k = 0..5: c_0 = 1 / mu - 1 / eta and c_k = c_(k-1)' / eta + g_k / mu, where
// eta^2 / 2 = mu - log(1 + mu) and g_k are the coefficients of the reciprocal gamma function (1, -1/12, 1/288, ...).
// Each row goes as far as it matters for shape >= large_shape and |eta| <= 4.2 / sqrt(shape).
constexpr std::array<double, 15> c0{-0.3333333333333333,    0.08333333333333333,     -0.014814814814814815,
                                    0.0011574074074074073,  0.0003527336860670194,   -0.0001787551440329218,
                                    3.919263178522438e-05,  -2.185448510679992e-06,  -1.85406221071516e-06,
                                    8.296711340953087e-07,  -1.7665952736826078e-07, 6.707853543401498e-09,
                                    1.0261809784240309e-08, -4.382036018453353e-09,  9.14769958223679e-10};
constexpr std::array<double, 12> c1{-0.001851851851851852,   -0.003472222222222222,  0.0026455026455026454,
                                    -0.0009902263374485596,  0.00020576131687242798, -4.018775720164609e-07,
                                    -1.8098550334489977e-05, 7.64916091608111e-06,   -1.6120900894563446e-06,
                                    4.647127802807434e-09,   1.378633446915721e-07,  -5.752545603517705e-08};
constexpr std::array<double, 10> c2{0.004133597883597883,    -0.0026813271604938273, 0.0007716049382716049,
                                    2.0093878600823047e-06,  -0.0001073665322636516, 5.2923448829120125e-05,
                                    -1.2760635188618728e-05, 3.423578734096138e-08,  1.3721957309062934e-06,
                                    -6.298992138380055e-07};
constexpr std::array<double, 8> c3{0.0006494341563786008,  0.00022947209362139917, -0.0004691894943952557,
                                   0.00026772063206283885, -7.561801671883977e-05, -2.396505113867297e-07,
                                   1.1082654115347302e-05, -5.6749528269915965e-06};
constexpr std::array<double, 6> c4{-0.0008618882909167117,  0.0007840392217200666, -0.0002990724803031902,
                                   -1.4638452578843418e-06, 6.641498215465122e-05, -3.968365047179435e-05};
constexpr std::array<double, 3> c5{-0.00033679855336635813, -6.972813758365857e-05, 0.0002772753244959392};

template <std::size_t n>
double polynomial(const std::array<double, n>& c, double x) {
  double value = c[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) value = value * x + c[i];
  return value;
}

/// The expansion's correction to the error function, without its exponential factor.
double correction(double shape, double eta) {
  const double r = 1 / shape;
  double sum = polynomial(c5, eta);
  sum = sum * r + polynomial(c4, eta);
  sum = sum * r + polynomial(c3, eta);
  sum = sum * r + polynomial(c2, eta);
  sum = sum * r + polynomial(c1, eta);
  return sum * r + polynomial(c0, eta);
}

/// sign = 1: upper, -1: lower.
double over_mass(double sign, double shape, double x, double difference) {
  const double dev = deviance(shape, x, difference), stirling = stirling_error(shape);
  const double root = std::copysign(std::sqrt(dev), -sign * difference);
  const double scale = std::sqrt(half_pi * shape) * std::exp(dev + stirling);
  // Far on the side where the function is 1 to the last digit, only the mass is left.
  if (root < 0 && dev > 42) return 2 * scale;
  const double eta = sign * root * std::sqrt(2 / shape);
  return scale * std::erfc(root) + sign * (1 + stirling * (1 + stirling / 2)) * correction(shape, eta);
}

}  // namespace

double upper_over_mass(double shape, double x, double difference) {
  return over_mass(1, shape, x, difference);
}

double lower_over_mass(double shape, double x, double difference) {
  return over_mass(-1, shape, x, difference);
}

double lower_over_mass_small(double shape, double x) {
  namespace policies = boost::math::policies;
  using Fast = policies::policy<policies::promote_double<false>, policies::overflow_error<policies::ignore_error>,
                                policies::evaluation_error<policies::ignore_error>>;
  if (x == 0) return 1;
  return boost::math::gamma_p(shape, x, Fast{}) / poisson_mass(shape, x, shape - x);
}

}  // namespace truewait::queueing
