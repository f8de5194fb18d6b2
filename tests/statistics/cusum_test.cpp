#include "truewait/statistics/cusum.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace truewait::statistics {
namespace {

/// Mean number of cases until a sum of whole steps reaches `limit`, from 0, by its Markov chain: what a case adds that
/// went wrong is `up`, what one takes away that went right `down`; solved by elimination.
double run_length(int up, int down, int limit, double wrong) {
  const auto n = static_cast<std::size_t>(limit);
  std::vector<std::vector<double>> rows(n, std::vector<double>(n + 1));
  for (std::size_t s = 0; s < n; ++s) {
    auto& row = rows[s];
    row[s] += 1;
    row[n] = 1;
    const auto above = s + static_cast<std::size_t>(up), step = static_cast<std::size_t>(down);
    if (above < n) row[above] -= wrong;
    row[s > step ? s - step : 0] -= 1 - wrong;
  }
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t best = i;
    for (std::size_t r = i + 1; r < n; ++r) {
      if (std::abs(rows[r][i]) > std::abs(rows[best][i])) best = r;
    }
    std::swap(rows[i], rows[best]);
    for (std::size_t r = i + 1; r < n; ++r) {
      const double times = rows[r][i] / rows[i][i];
      if (times == 0) continue;
      for (std::size_t c = i; c <= n; ++c) rows[r][c] -= times * rows[i][c];
    }
  }
  std::vector<double> mean(n);
  for (std::size_t i = n; i-- > 0;) {
    double rest = rows[i][n];
    for (std::size_t c = i + 1; c < n; ++c) rest -= rows[i][c] * mean[c];
    mean[i] = rest / rows[i][i];
  }
  return mean[0];
}

TEST(Cusum, AgreesWithValuesWorkedOutElsewhere) {
  BernoulliCusum sum({.20, .40, 2.5});
  const std::array<bool, 10> wrong{false, true, false, true, true, false, true, true, true, true};
  const std::array<double, 10> values{0,        .693147,  .405465,  1.098612, 1.791759,
                                      1.504077, 2.197225, 2.890372, 3.583519, 4.276666};
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    sum.add(wrong[i]);
    EXPECT_NEAR(sum.value(), values[i], 1e-6) << i;
    EXPECT_EQ(sum.alarm(), i >= 7) << i;
  }
  EXPECT_EQ(sum.n(), 10u);
  EXPECT_EQ(sum.wrong(), 7u);
}

TEST(Cusum, AnAlarmEndsWhenEnoughWentRight) {
  BernoulliCusum sum({.20, .40, 2});
  for (int i = 0; i < 3; ++i) sum.add(true);  // 2.079
  EXPECT_TRUE(sum.alarm());
  sum.add(false);
  EXPECT_FALSE(sum.alarm());
  for (int i = 0; i < 20; ++i) sum.add(false);
  EXPECT_EQ(sum.value(), 0) << "it has no memory of better times";
}

TEST(Cusum, RunLengthsAgreeWithValuesWorkedOutElsewhere) {
  EXPECT_NEAR(run_length(1, 1, 2, .5), 6, 1e-9);
  EXPECT_NEAR(run_length(1, 1, 2, .2), 30, 1e-9);
  EXPECT_NEAR(run_length(7, 3, 20, .20), 79.7340, 1e-4);
  EXPECT_NEAR(run_length(7, 3, 40, .25), 222.0697, 1e-4);
  EXPECT_NEAR(run_length(7, 3, 40, .40), 32.9655, 1e-4);
}

TEST(Cusum, ThePlanRaisesAsManyAlarmsAsItSays) {
  const CusumPlan plan;
  BernoulliCusum sum;
  sum.add(true);
  const double up = sum.value();
  sum.add(false);
  const double down = up - sum.value(), grid = down / 5;
  const int steps_up = static_cast<int>(std::lround(up / grid));
  const int limit = static_cast<int>(std::ceil(plan.threshold / grid));
  EXPECT_EQ(limit, 87);
  EXPECT_NEAR(run_length(steps_up, 5, limit, plan.usual), 2400, 50);
  EXPECT_NEAR(run_length(steps_up, 5, limit, plan.feared), 42, 1);
}

TEST(CusumDeathTest, RefusesSharesOutOfOrder) {
  EXPECT_DEATH(BernoulliCusum({.40, .20, 5}), "usual share < feared share");
  EXPECT_DEATH(BernoulliCusum({.20, .40, 0}), "a threshold is finite");
}

}  // namespace
}  // namespace truewait::statistics
