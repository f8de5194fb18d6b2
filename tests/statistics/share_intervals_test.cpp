// The three intervals of one share against values computed elsewhere, to the last printed digit.
#include <gtest/gtest.h>

#include <cmath>
#include <optional>
#include <ostream>

#include "truewait/statistics/agresti_coull.hpp"
#include "truewait/statistics/clopper_pearson.hpp"
#include "truewait/statistics/wilson.hpp"

namespace truewait::statistics {
namespace {

struct Case {
  std::uint64_t k, n;
  Interval wilson;
  std::optional<Interval> agresti_coull, clopper_pearson;
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.k << " of " << c.n;
}

void expect_near(const Interval& found, const Interval& expected) {
  EXPECT_NEAR(found.low, expected.low, 1e-6);
  EXPECT_NEAR(found.high, expected.high, 1e-6);
}

class ShareIntervals : public testing::TestWithParam<Case> {};

TEST_P(ShareIntervals, AgreeWithPublishedValues) {
  const Case& c = GetParam();
  expect_near(wilson(c.k, c.n), c.wilson);
  if (c.agresti_coull) expect_near(agresti_coull(proportion(c.k, c.n)), *c.agresti_coull);
  if (c.clopper_pearson) expect_near(clopper_pearson(c.k, c.n), *c.clopper_pearson);
}

constexpr auto none = std::nullopt;
using I = Interval;

INSTANTIATE_TEST_SUITE_P(Table, ShareIntervals,
                         testing::Values(Case{36, 80, {.345777, .558805}, I{.345753, .558828}, I{.338486, .565326}},
                                         Case{0, 10, {0, .277533}, I{-.043355, .320887}, I{0, .308497}},
                                         Case{10, 10, {.722467, 1}, I{.679113, 1.043355}, I{.691503, 1}},
                                         Case{1, 1, {.206549, 1}, I{.167499, 1.039050}, I{.025000, 1}},
                                         Case{83, 100, {.744520, .891064}, I{.743547, .892037}, I{.741825, .897735}},
                                         Case{415, 500, {.794588, .860380}, I{.794493, .860475}, I{.794147, .861892}},
                                         Case{166, 200, {.771841, .875721}, none, I{.770628, .879304}},
                                         Case{200, 250, {.746044, .844876}, I{.745839, .845081}, I{.744974, .847760}},
                                         Case{113, 250, {.391497, .513955}, none, I{.389202, .515950}},
                                         Case{112, 250, {.387607, .509967}, none, I{.385299, .511948}},
                                         Case{198, 250, {.737456, .837706}, none, I{.736353, .840579}},
                                         Case{197, 250, {.733173, .834110}, none, none},
                                         Case{195, 250, {.724627, .826898}, none, I{.723476, .829754}},
                                         Case{145, 250, {.518061, .639518}, none, I{.516173, .641907}},
                                         Case{290, 362, {.756918, .838969}, none, I{.756208, .840997}},
                                         Case{29, 362, {.056355, .112684}, none, I{.054306, .113026}},
                                         Case{211, 227, {.888584, .956152}, none, I{.888060, .959178}},
                                         Case{14, 227, {.037090, .100847}, none, I{.034125, .101314}},
                                         Case{2, 227, {.002420, .031550}, none, I{.001069, .031463}},
                                         Case{181, 210, {.808708, .902099}, none, I{.807729, .905526}},
                                         Case{126, 210, {.532518, .663889}, none, I{.530332, .666803}}));

TEST(ShareIntervalsAtTheEdge, WithoutACaseSayNothing) {
  for (const Interval i : {wilson(Proportion{}), agresti_coull(Proportion{}), clopper_pearson(0, 0)}) {
    EXPECT_EQ(i.low, 0);
    EXPECT_EQ(i.high, 1);
  }
}

TEST(ShareIntervalsAtTheEdge, ClippedStaysAShare) {
  EXPECT_EQ(clipped(agresti_coull(proportion(0, 10))).low, 0);
  EXPECT_NEAR(clipped(agresti_coull(proportion(0, 10))).high, .320887, 1e-6);
  EXPECT_EQ(clipped(agresti_coull(proportion(1, 1))).high, 1);
}

TEST(ShareIntervalsAtTheEdge, AShareNeedNotComeFromAWholeCount) {
  // 79 % of 250 is 197.5: between the intervals of its neighbours.
  const auto below = wilson(197, 250), between = wilson(Proportion{.79, 250}), above = wilson(198, 250);
  EXPECT_LT(below.low, between.low);
  EXPECT_LT(between.low, above.low);
  EXPECT_LT(below.high, between.high);
  EXPECT_LT(between.high, above.high);
}

TEST(ShareIntervalsAtTheEdge, ClopperPearsonIsExactAtTheEnds) {
  // k = 0: the bound p solves (1 - p)^n = 0.025.
  for (const std::uint64_t n : {1u, 7u, 100'000u}) {
    EXPECT_NEAR(std::pow(1 - clopper_pearson(0, n).high, static_cast<double>(n)), .025, 1e-9) << n;
    EXPECT_EQ(clopper_pearson(0, n).low, 0) << n;
    EXPECT_EQ(clopper_pearson(n, n).high, 1) << n;
  }
}

TEST(ProportionDeathTest, MoreSuccessesThanCasesEndTheProcess) {
  EXPECT_DEATH((void)proportion(3, 2), "more successes than cases");
  EXPECT_DEATH((void)clopper_pearson(3, 2), "more successes than cases");
  EXPECT_DEATH((void)wilson(Proportion{1.01, 5}), "a share is within 0 and 1");
  EXPECT_DEATH((void)agresti_coull(Proportion{std::nan(""), 5}), "a share is within 0 and 1");
}

}  // namespace
}  // namespace truewait::statistics
