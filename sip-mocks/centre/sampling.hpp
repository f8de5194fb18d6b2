// Random numbers by inverting the distribution function, so that a seed gives the same calls with every standard
// library (its engines are defined bit for bit, its distributions are not).
#pragma once

#include <cstdint>
#include <random>

namespace truewait::centre {

class Sampler {
 public:
  explicit Sampler(std::uint64_t seed) : bits_(seed) {}
  double uniform();  ///< in (0, 1), both ends excluded
  double exponential(double mean);
  double lognormal(double mean, double cv);  ///< cv: standard deviation over mean

 private:
  std::mt19937_64 bits_;
};

/// A seed for one of several independent streams of a simulation (SplitMix64 of Steele, Lea and Flood 2014).
std::uint64_t stream_seed(std::uint64_t seed, std::uint64_t stream);

}  // namespace truewait::centre
