// The mean and Student's interval of it, added one by one and merged.
#include "truewait/statistics/mean.hpp"

#include <gtest/gtest.h>

namespace truewait::statistics {
namespace {

Mean of(std::initializer_list<double> values) {
  Mean m;
  for (const double v : values) m.add(v);
  return m;
}

TEST(Mean, IntervalByHand) {
  // 1 to 5: mean 3, standard deviation sqrt(2.5), t with 4 degrees of freedom 2.776445105.
  const auto m = of({1, 2, 3, 4, 5});
  EXPECT_DOUBLE_EQ(*m.value(), 3);
  EXPECT_NEAR(m.interval()->low, 3 - 1.963243161, 1e-8);
  EXPECT_NEAR(m.interval()->high, 3 + 1.963243161, 1e-8);
}

TEST(Mean, OneCaseHasNoIntervalAndNoneNoMean) {
  EXPECT_FALSE(of({}).value());
  EXPECT_FALSE(of({7}).interval());
  EXPECT_DOUBLE_EQ(*of({7}).value(), 7);
}

TEST(Mean, MergedIsAsAddedTogether) {
  auto parts = of({1e6, 1e6 + 1});
  parts.merge(of({}));
  parts.merge(of({1e6 + 2, 1e6 + 9, 1e6 - 4}));
  const auto whole = of({1e6, 1e6 + 1, 1e6 + 2, 1e6 + 9, 1e6 - 4});
  EXPECT_EQ(parts.n(), 5u);
  EXPECT_NEAR(*parts.value(), *whole.value(), 1e-9);
  EXPECT_NEAR(parts.interval()->high, whole.interval()->high, 1e-6);
  auto twice = of({1, 3});
  twice.merge(twice);
  EXPECT_EQ(twice.n(), 4u);
  EXPECT_NEAR(twice.interval()->low, of({1, 3, 1, 3}).interval()->low, 1e-12);
}

}  // namespace
}  // namespace truewait::statistics
