// Each formula by itself, on numbers small enough to work out by hand.
#include <gtest/gtest.h>

#include "domain/formulas/arrival_rate.hpp"
#include "domain/formulas/asterisk.hpp"
#include "domain/formulas/avg_les.hpp"
#include "domain/formulas/avgc_les.hpp"
#include "domain/formulas/erlang_c.hpp"
#include "domain/formulas/google.hpp"
#include "domain/formulas/les.hpp"
#include "domain/formulas/qla.hpp"
#include "domain/formulas/rcs.hpp"
#include "domain/formulas/webex.hpp"
#include "domain/world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

TEST(Formulas, AsteriskShiftsWholeSeconds) {
  Asterisk f;
  EXPECT_EQ(f.estimate_s(), 60);
  f.answered(0);
  EXPECT_EQ(f.estimate_s(), 45);
  f.answered(100);
  EXPECT_EQ(f.estimate_s(), 58);  // 235 / 4 = 58.75
}

TEST(Formulas, GoogleCountsThoseAhead) {
  Situation at;
  at.ahead = 3;
  at.mean_service_s = 200;
  at.active_agents = 4;
  EXPECT_EQ(google_s(at), 160);
}

TEST(Formulas, WebexAveragesMinutesNotCalls) {
  Webex f;
  EXPECT_EQ(f.estimate_s(start), 60);
  f.answered(start, 0);
  f.answered(start + 10s, 0);
  f.answered(start + 20s, 30);
  f.answered(start + 70s, 50);
  EXPECT_EQ(f.estimate_s(start + 80s), 30);  // (10 + 50) / 2
  EXPECT_EQ(f.estimate_s(start + 30min), 50) << "the first minute is half an hour ago";
  EXPECT_EQ(f.estimate_s(start + 31min), 60);
}

TEST(Formulas, LesAndHol) {
  Les les;
  les.answered_after_wait(33);
  Situation at;
  EXPECT_EQ(hol_s(at, les), 33) << "nobody waits: the last wait";
  at.oldest_wait_s = 12;
  EXPECT_EQ(hol_s(at, les), 12);
}

TEST(Formulas, AvgLesTakesTheLastTen) {
  AvgLes f;
  EXPECT_EQ(f.estimate_s(), 60);
  for (int i = 1; i <= 12; ++i) f.answered_after_wait(i);
  EXPECT_EQ(f.estimate_s(), 7.5);  // 3..12
}

TEST(Formulas, AvgcLesKeepsPlacesAndPrioritiesApart) {
  AvgcLes f;
  Situation at;
  at.ahead = 2;
  at.mean_service_s = 90;
  at.servers = 3;
  EXPECT_EQ(f.estimate_s(at), 90) << "nothing seen: three services among three";
  f.answered_after_wait(0, 2, 40);
  f.answered_after_wait(0, 2, 60);
  f.answered_after_wait(1, 2, 5);
  EXPECT_EQ(f.estimate_s(at), 50);
  at.priority = 1;
  EXPECT_EQ(f.estimate_s(at), 5);
  f.answered_after_wait(0, 25, 300);
  at.priority = 0;
  at.ahead = 400;
  EXPECT_EQ(f.estimate_s(at), 300) << "from 25 on, one key for all";
}

TEST(Formulas, QlaLetsThoseAheadGiveUp) {
  Situation at;
  at.servers = 2;
  at.mean_service_s = 100;
  at.ahead = 1;
  EXPECT_NEAR(qla_s(at), 100, 1e-12);
  at.abandonment_per_s = 0.01;
  EXPECT_NEAR(qla_s(at), 50 + 1 / 0.03, 1e-12);
}

TEST(Formulas, ErlangCKnowsItsLimits) {
  Situation at;
  at.mean_service_s = 100;
  at.active_named_agents = 5;
  at.arrivals_per_s = 0.04;
  EXPECT_NEAR(erlang_c_s(at), 100, 1e-9);
  at.arrivals_per_s = 0.05;
  EXPECT_EQ(erlang_c_s(at), 600) << "no steady state";
  at.arrivals_per_s = 0.04999;
  EXPECT_EQ(erlang_c_s(at), 1800) << "capped";
}

TEST(Formulas, RcsRemembersTheLastCompleted) {
  Rcs f;
  f.completed_after_wait(17);
  EXPECT_EQ(f.estimate_s(), 17);
}

TEST(ArrivalRate, CountsTheLastHalfHour) {
  ArrivalRate rate;
  rate.arrived(start);
  EXPECT_NEAR(rate.per_s(start, 0), 1 / 60.0, 1e-12) << "a window of less than a minute counts as a minute";
  rate.arrived(start + 1000s);
  EXPECT_NEAR(rate.per_s(start + 1199s, 0), 2 / 1200.0, 1e-12);
  EXPECT_NEAR(rate.per_s(start + 1199s, 1), 3 / 1200.0, 1e-12) << "with the caller who asks";
  EXPECT_NEAR(rate.per_s(start + 1801s, 0), 1 / 802.0, 1e-12) << "the first has left the window";
  EXPECT_NEAR(rate.per_s(start + 9999s, 0), 0, 1e-12);
}

}  // namespace
}  // namespace truewait::domain
