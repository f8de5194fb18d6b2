// The window promised with a callback: around the turn of a place that never hangs up, less the dial-ahead, in whole
// minutes, and no wider than a customer can use.
#include <gtest/gtest.h>

#include "domain/callback_rules.hpp"

namespace truewait::domain {
namespace {

using namespace std::chrono_literals;

constexpr Instant asked_at = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 9h;

Estimate a_wait_of(const Quantiles& quantiles_s) {
  Estimate e;
  e.status = EstimateStatus::ok;
  e.quantiles_s = quantiles_s;
  e.mean_s = e.patient_mean_s = quantiles_s[2];
  return e;
}

struct MinutesAhead {
  std::chrono::milliseconds from, to;
  bool operator==(const MinutesAhead&) const = default;
};

MinutesAhead minutes_promised(const Estimate& e, const DialRule& dial = {}) {
  const auto window = window_of(e, asked_at, dial);
  return {window->from - asked_at, window->to - asked_at};
}

TEST(PromisedWindow, NothingIsPromisedFromNothing) {
  EXPECT_FALSE(window_of(Estimate{}, asked_at, {}));
}

TEST(PromisedWindow, HoldsTheRingBetweenTheTenthAndTheNinetyFifth) {
  EXPECT_EQ(minutes_promised(a_wait_of({230, 280, 400, 520, 570, 610})), (MinutesAhead{3min, 11min}));
}

TEST(PromisedWindow, TheCustomerIsRungAheadOfTheTurn) {
  const auto e = a_wait_of({250, 280, 400, 520, 570, 610});
  EXPECT_EQ(minutes_promised(e).from, 3min) << "20 s before the turn";
  DialRule agent_first;
  agent_first.mode = DialMode::agent_first;
  EXPECT_EQ(minutes_promised(e, agent_first).from, 4min) << "nobody is rung before an agent is free";
}

TEST(PromisedWindow, APlaceThatNeverHangsUpWaitsLonger) {
  auto e = a_wait_of({230, 280, 400, 520, 570, 610});
  e.patient_mean_s = 1.1 * e.mean_s;
  EXPECT_EQ(minutes_promised(e), (MinutesAhead{3min, 12min}));
  e.patient_mean_s = 0.5 * e.mean_s;
  EXPECT_EQ(minutes_promised(e), (MinutesAhead{3min, 11min})) << "never less than what is said of those who are served";
}

TEST(PromisedWindow, NeverNarrowerThanOneTimeIs) {
  EXPECT_EQ(minutes_promised(a_wait_of({100, 110, 120, 130, 140, 150})), (MinutesAhead{1min, 6min}));
  EXPECT_EQ(minutes_promised(a_wait_of({0, 0, 0, 0, 0, 0})), (MinutesAhead{0min, 5min}));
  EXPECT_EQ(minutes_promised(a_wait_of({1000, 1005, 1010, 1015, 1020, 1025})), (MinutesAhead{16min, 26min}));
  EXPECT_EQ(minutes_promised(a_wait_of({2000, 2005, 2010, 2015, 2020, 2025})), (MinutesAhead{33min, 48min}));
}

TEST(PromisedWindow, NeverWiderThanFifteenMinutesAndWhereTheRingIsLikeliest) {
  // Half of all between 20 and 30 minutes, the rest far around it.
  const auto window = minutes_promised(a_wait_of({300, 1200, 1500, 1800, 3000, 4000}));
  EXPECT_EQ(window.to - window.from, 15min);
  EXPECT_GE(window.from, 15min);
  EXPECT_LE(window.from, 20min);
}

}  // namespace
}  // namespace truewait::domain
