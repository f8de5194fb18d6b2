// Erlang B and C in fifty digits by the recursion over every server: slow, and beyond doubt.
#pragma once

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>

namespace truewait::queueing::test {

using Digits50 = boost::multiprecision::cpp_bin_float_50;

inline Digits50 inverse_erlang_b(int servers, double load) {
  const Digits50 per_server = 1 / Digits50(load);
  Digits50 inverse = 1;
  for (int k = 1; k <= servers; ++k) {
    inverse *= per_server;
    inverse *= k;
    inverse += 1;
  }
  return inverse;
}

inline Digits50 exact_erlang_c(int servers, double load, const Digits50& inverse_b) {
  return servers / (load + (servers - Digits50(load)) * inverse_b);
}

inline double relative_error(double value, const Digits50& exact) {
  return std::abs(static_cast<double>((Digits50(value) - exact) / exact));
}

}  // namespace truewait::queueing::test
