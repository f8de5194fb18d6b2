#include <gtest/gtest.h>

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "queueing/high_precision.hpp"
#include "sanitized.hpp"
#include "truewait/queueing/erlang_b.hpp"
#include "truewait/queueing/erlang_c.hpp"

namespace truewait::queueing {
namespace {

constexpr double bound = 1e-12;

/// Loads far from, near and a hair beside the servers.
std::vector<double> loads_around(double n) {
  std::vector<double> loads{
      n, n * (1 - 1e-12), n * (1 + 1e-12), n * (1 - 1e-9), n * (1 + 1e-9), std::nextafter(n, 0.0)};
  for (const double share : {1e-9, 0.1, 0.5, 0.9, 0.98, 1.02, 1.2, 3.0, 100.0}) loads.push_back(share * n);
  for (const double deviations : {-9.2, -9.0, -4.1, -2.0, 2.0, 3.99, 4.01, 8.0}) {
    const double load = n + deviations * std::sqrt(n);
    if (load > 0) loads.push_back(load);
  }
  return loads;
}

void expect_exact(int servers, double load) {
  const auto inverse = test::inverse_erlang_b(servers, load);
  if (inverse > 1e300) {
    EXPECT_LT(erlang_b(servers, load), 1e-299);
    return;
  }
  EXPECT_LT(test::relative_error(erlang_b(servers, load), 1 / inverse), bound) << servers << " " << load;
  if (load >= servers) return;
  EXPECT_LT(test::relative_error(erlang_c(servers, load), test::exact_erlang_c(servers, load, inverse)), bound)
      << servers << " " << load;
}

TEST(ErlangBC, AgreeWithFiftyDigits) {
  for (const int servers : {1, 2, 3, 4, 7, 12, 40, 100, 299, 300, 301, 1000, 5000}) {
    for (const double load : loads_around(servers)) expect_exact(servers, load);
  }
}

TEST(ErlangBC, AgreeWithFiftyDigitsForAMillionServers) {
  constexpr int servers = sanitized ? 100'000 : 1'000'000;
  for (const double load : {servers * (1 - 1e-12), servers * (1 + 1e-9), 0.97 * servers, 1.2 * servers}) {
    expect_exact(servers, load);
  }
}

TEST(ErlangB, AgreesWithTheIncompleteGammaFunctions) {
  using boost::math::gamma_p_derivative;
  using boost::math::gamma_q;
  for (const int servers : {5, 50, 170}) {
    for (const double load : {0.5 * servers, 1.0 * servers, 1.4 * servers}) {
      const double expected = gamma_p_derivative(servers + 1.0, load) / gamma_q(servers + 1.0, load);
      EXPECT_NEAR(erlang_b(servers, load) / expected, 1, 1e-11);
    }
  }
}

TEST(ErlangB, KnowsItsEnds) {
  EXPECT_EQ(erlang_b(0, 0), 1.0);
  EXPECT_EQ(erlang_b(0, 7), 1.0);
  EXPECT_EQ(erlang_b(3, 0), 0.0);
  EXPECT_DOUBLE_EQ(erlang_b(1, 1), 0.5);
  EXPECT_EQ(erlang_b(1'000'000, 1e-3), 0.0);  // below the least double
  EXPECT_NEAR(erlang_b(1, 1e7), 1 - 1e-7, 1e-13);
}

TEST(ErlangB, FallsWithServersAcrossEveryChangeOfMethod) {
  for (const double load : {5.0, 296.0, 300.0, 304.0, 1000.0}) {
    double before = erlang_b(0, load);
    for (int servers = 1; servers < 1500; ++servers) {
      const double b = erlang_b(servers, load), step = load * before / (servers + load * before);
      if (step < 1e-290) break;
      ASSERT_NEAR(b / step, 1, 1e-12) << servers << " " << load;
      before = b;
    }
  }
}

TEST(ErlangC, IsAValueInOverload) {
  for (const double load : {12.0, 12.0 * (1 + 1e-9), 14.4, 1e6}) {
    const ErlangC queue({load / 300, 300}, 12);
    EXPECT_FALSE(queue.stable()) << load;
    EXPECT_EQ(queue.probability_of_waiting(), 1.0);
    EXPECT_EQ(queue.occupancy(), 1.0);
    EXPECT_TRUE(std::isinf(queue.mean_wait_s()));
    EXPECT_TRUE(std::isinf(queue.mean_wait_of_waiting_s()));
    EXPECT_TRUE(std::isinf(queue.mean_queue_length()));
    EXPECT_TRUE(std::isinf(queue.queue_length_variance()));
    EXPECT_TRUE(std::isinf(queue.wait_quantile_s(0.5)));
    EXPECT_EQ(queue.service_level(20), 0.0);
    EXPECT_EQ(queue.probability_wait_exceeds(1e9), 1.0);
  }
}

TEST(ErlangC, AFullLoadOfRoundedNumbersIsNotStable) {
  // 144/h of 300 s are 12 erlangs; the double next to 144/3600 must not make them less.
  for (const double per_hour : {144.0, 120.0, 90.0, 7.0, 13.0}) {
    const double service = 12 * 3600 / per_hour;
    EXPECT_FALSE(ErlangC({per_hour / 3600, service}, 12).stable()) << per_hour;
  }
  EXPECT_TRUE(ErlangC({12 * (1 - 1e-12), 1}, 12).stable());
}

TEST(ErlangC, MeasuresFollowFromTheFormulas) {
  const ErlangC queue({100.0 / 3600, 300}, 12);
  const double load = 100.0 / 12,
               c = static_cast<double>(test::exact_erlang_c(12, load, test::inverse_erlang_b(12, load)));
  EXPECT_TRUE(queue.stable());
  EXPECT_NEAR(queue.load_erlangs(), load, 1e-14);
  EXPECT_NEAR(queue.occupancy(), load / 12, 1e-15);
  EXPECT_NEAR(queue.probability_of_waiting(), c, 1e-15);
  EXPECT_NEAR(queue.mean_wait_of_waiting_s(), 300 / (12 - load), 1e-11);
  EXPECT_NEAR(queue.mean_wait_s(), c * 300 / (12 - load), 1e-11);
  EXPECT_NEAR(queue.mean_queue_length(), queue.mean_wait_s() * 100 / 3600, 1e-13);  // Little
  EXPECT_NEAR(queue.mean_in_system(), queue.mean_queue_length() + load, 1e-13);
  EXPECT_NEAR(queue.service_level(20), 1 - c * std::exp(-20 * (12 - load) / 300), 1e-14);
  EXPECT_NEAR(queue.service_level(20) + queue.probability_wait_exceeds(20), 1, 1e-15);
  EXPECT_EQ(queue.wait_quantile_s(0.5), 0.0);
  for (const double level : {0.9, 0.95, 0.999}) {
    EXPECT_NEAR(queue.service_level(queue.wait_quantile_s(level)), level, 1e-14);
  }
}

TEST(ErlangC, VarianceOfTheQueueAgreesWithTheStates) {
  const double load = 4.5, rho = load / 5;
  const ErlangC queue({load, 1}, 5);
  double weight = queue.probability_of_waiting() * (1 - rho), mean = 0, square = 0;
  for (int j = 0; j < 2000; ++j, weight *= rho) {
    mean += weight * j;
    square += weight * j * j;
  }
  EXPECT_NEAR(queue.mean_queue_length(), mean, 1e-11);
  EXPECT_NEAR(queue.queue_length_variance(), square - mean * mean, 1e-9);
}

TEST(ErlangC, AHairUnderTheServersKeepsItsDigits) {
  // Near full load C is 1 - (1 - rho)(1/B - 1) to first order; the wait is governed by the gap alone.
  for (const int servers : {1, 100, 1'000'000}) {
    const double rate = servers * (1 - 1e-12);
    const double gap = servers - rate;
    const ErlangC queue({rate, 1}, servers);
    ASSERT_TRUE(queue.stable());
    EXPECT_NEAR(queue.mean_wait_of_waiting_s() * gap, 1, 1e-14);
    EXPECT_NEAR(1 - queue.probability_of_waiting(), gap / servers * (1 / erlang_b(servers, rate) - 1), 1e-15);
  }
}

TEST(ErlangC, NobodyCallsNobodyWaits) {
  const ErlangC queue({0, 300}, 3);
  EXPECT_TRUE(queue.stable());
  EXPECT_EQ(queue.probability_of_waiting(), 0.0);
  EXPECT_EQ(queue.mean_wait_s(), 0.0);
  EXPECT_EQ(queue.service_level(0), 1.0);
  EXPECT_EQ(queue.wait_quantile_s(0.999), 0.0);
}

TEST(ErlangCDeathTest, ABrokenContractEndsTheProcess) {
  EXPECT_DEATH(erlang_b(-1, 3), "broken contract");
  EXPECT_DEATH(erlang_b(3, -1), "broken contract");
  EXPECT_DEATH(erlang_b(3, std::numeric_limits<double>::quiet_NaN()), "broken contract");
  EXPECT_DEATH(erlang_c(0, 1), "broken contract");
  EXPECT_DEATH(ErlangC({1, -5}, 3), "broken contract");
  EXPECT_DEATH(ErlangC({1, 1}, 3).wait_quantile_s(1), "broken contract");
}

}  // namespace
}  // namespace truewait::queueing
