#include "truewait/queueing/virtual_wait.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace truewait::queueing {
namespace {

long double summed(int ahead, int servers, long double mu, long double theta) {
  long double sum = 0;
  for (int i = ahead; i >= 0; --i) sum += 1 / (servers * mu + i * theta);
  return sum;
}

/// P(V > t) by the death process that counts the steps done by t; independent of the beta function.
double exceeds(int ahead, int servers, double mu, double theta, double t) {
  const double shape = servers * mu / theta, x = std::exp(-theta * t);
  double mass = std::exp(-theta * t * shape), sum = 0;
  for (int j = 0; j <= ahead; ++j) {
    sum += mass;
    mass *= (1 - x) * (shape + j) / (j + 1);
  }
  return sum;
}

TEST(VirtualWait, IsTheSumOfTheMeans) {
  EXPECT_DOUBLE_EQ(virtual_wait_s(0, 10, 0.01, 0.005), 10);
  EXPECT_DOUBLE_EQ(virtual_wait_s(1, 10, 0.01, 0.005), 10 + 1 / 0.105);
  EXPECT_DOUBLE_EQ(virtual_wait_s(4, 2, 0.5, 0), 5);
  for (const int ahead : {63, 64, 65, 66, 100, 5000, 1'000'000}) {
    for (const int servers : {1, 10, 100'000}) {
      for (const double theta : {0.0, 1e-15, 1e-6, 0.002, 0.5, 20.0}) {
        const double exact = static_cast<double>(summed(ahead, servers, 1.0 / 180, theta));
        EXPECT_NEAR(virtual_wait_s(ahead, servers, 1.0 / 180, theta) / exact, 1, 2e-12)
            << ahead << " " << servers << " " << theta;
      }
    }
  }
}

TEST(VirtualWait, QuantilesInvertTheTail) {
  for (const int ahead : {0, 3, 40}) {
    for (const int servers : {1, 20}) {
      for (const double theta : {1e-4, 0.003, 0.1}) {
        for (const double level : {0.05, 0.5, 0.8, 0.95}) {
          const double t = virtual_wait_quantile_s(ahead, servers, 1.0 / 180, theta, level);
          EXPECT_NEAR(exceeds(ahead, servers, 1.0 / 180, theta, t), 1 - level, 1e-10);
        }
      }
    }
  }
}

TEST(VirtualWait, QuantilesJoinTheGammaLawWhenNobodyHangsUp) {
  for (const double theta : {0.0, 1e-12, 1e-9}) {
    EXPECT_NEAR(virtual_wait_quantile_s(7, 5, 0.01, theta, 0.9), gamma_quantile(8, 160, 0.9), 1e-3);
  }
  EXPECT_EQ(virtual_wait_quantile_s(7, 5, 0.01, 0.001, 0), 0.0);
}

TEST(GammaQuantile, KnowsSimpleCases) {
  EXPECT_NEAR(gamma_quantile(1, 100, 0.5), 100 * std::log(2), 1e-11);  // exponential
  EXPECT_NEAR(gamma_quantile(1, 100, 0.95), 100 * std::log(20), 1e-11);
  const double t = gamma_quantile(2, 50, 0.8) / 25;  // Erlang(2): 1 - e^-t (1 + t)
  EXPECT_NEAR(1 - std::exp(-t) * (1 + t), 0.8, 1e-14);
  EXPECT_NEAR(gamma_quantile(1e8, 60, 0.5), 60, 1e-5);  // hardly any spread
  EXPECT_EQ(gamma_quantile(3, 0, 0.9), 0.0);
  EXPECT_EQ(gamma_quantile(3, 10, 0), 0.0);
}

TEST(GammaQuantile, NeverCrosses) {
  for (const double shape : {0.05, 0.5, 1.0, 4.0, 50.0, 3000.0}) {
    double before = 0;
    for (const double level : {0.10, 0.20, 0.50, 0.80, 0.90, 0.95}) {
      const double q = gamma_quantile(shape, 60, level);
      EXPECT_GT(q, before) << shape << " " << level;
      before = q;
    }
  }
}

TEST(VirtualWaitDeathTest, ABrokenContractEndsTheProcess) {
  EXPECT_DEATH(virtual_wait_s(-1, 3, 0.1, 0), "broken contract");
  EXPECT_DEATH(virtual_wait_s(1, 0, 0.1, 0), "broken contract");
  EXPECT_DEATH(virtual_wait_s(1, 3, 0, 0), "broken contract");
  EXPECT_DEATH(virtual_wait_quantile_s(1, 3, 0.1, 0.1, 1), "broken contract");
  EXPECT_DEATH(gamma_quantile(0, 3, 0.5), "broken contract");
}

}  // namespace
}  // namespace truewait::queueing
