#include "centre/sampling.hpp"

#include <boost/math/special_functions/erf.hpp>
#include <cmath>

namespace truewait::centre {

double Sampler::uniform() {
  return (static_cast<double>(bits_() >> 11U) + 0.5) * 0x1p-53;
}

double Sampler::exponential(double mean) {
  return -mean * std::log(uniform());
}

double Sampler::lognormal(double mean, double cv) {
  const double variance = std::log1p(cv * cv);
  const double normal = -std::sqrt(2.0) * boost::math::erfc_inv(2.0 * uniform());
  return mean * std::exp(std::sqrt(variance) * normal - variance / 2);
}

std::uint64_t stream_seed(std::uint64_t seed, std::uint64_t stream) {
  std::uint64_t z = seed + (stream + 1) * 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

}  // namespace truewait::centre
