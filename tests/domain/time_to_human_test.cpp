// Time to a human over holding and callbacks: nobody's wait is nothing because it was off the line, and nobody's is
// short because they gave up.
#include "domain/hand_made.hpp"
#include "domain/said_world.hpp"
#include "truewait/domain/time_to_human_report.hpp"
#include "truewait/statistics/time_to_event.hpp"

namespace truewait::domain {
namespace {

using namespace testing;
using S = CallbackState;

TimeToHumanFigures humans(const HandMade& told, ReportQuery query = first_hours()) {
  return folded(TimeToHumanReport(std::move(query)), told.facts()).all;
}

statistics::TimeToEvent curve(const HumanFigures& f) {
  return statistics::time_to_event(f.seen).value();
}

/// Joined at `joined_s`, took a callback, and spoke with an agent `wait_s` after joining, as `leg`.
void called_back(HandMade& told, double joined_s, const std::string& id, double wait_s) {
  const auto call = "call of " + id, leg = "leg of " + id;
  told.queued(joined_s, call);
  told.accepted(joined_s + 30, id, call, joined_s);
  told.left(joined_s + 31, call);
  told.dialled(joined_s + wait_s - 20, id);
  told.leg(joined_s + wait_s - 5, leg, id, joined_s);
  told.answered(joined_s + wait_s, leg);
  told.connected(joined_s + wait_s, id, leg, wait_s);
  told.changed(joined_s + wait_s + 100, id, S::completed);
}

/// An agency told the public 15.9 minutes, over calls of which those called back, after an hour and 51 minutes, counted
/// as no wait.
TEST(TimeToHuman, Pain11CallbacksAreNeverCountedAsNoWait) {
  HandMade told;
  constexpr double on_hold_s = 15.9 * 60, off_the_line_s = 111 * 60;
  for (int i = 0; i < 20; ++i) {
    const auto call = "c" + std::to_string(i);
    told.queued(i * 60, call);
    told.answered(i * 60 + on_hold_s, call);
  }
  for (int i = 0; i < 10; ++i) called_back(told, i * 60, "cb" + std::to_string(i), off_the_line_s);
  const auto f = humans(told);
  EXPECT_EQ(f.hold.served, 20u);
  EXPECT_EQ(f.callback.served, 10u) << "each once: the leg is no contact of its own";
  EXPECT_NEAR(*f.hold.served_s.value(), on_hold_s, 1e-6);
  EXPECT_NEAR(*f.callback.served_s.value(), off_the_line_s, 1e-6);
  EXPECT_NEAR(curve(f.all()).mean, (20 * on_hold_s + 10 * off_the_line_s) / 30, 1e-6);
  EXPECT_GT(curve(f.all()).mean, 2 * on_hold_s);
  EXPECT_NEAR(*curve(f.all()).median.value, on_hold_s, 1e-6);
  EXPECT_NEAR(*curve(f.all()).p90.value, off_the_line_s, 1e-6);
  for (const auto& seen : f.callback.seen) EXPECT_GT(seen.time, 0);
}

TEST(TimeToHuman, GivingUpEarlyMakesNothingShorter) {
  HandMade told;
  told.queued(0, "a");
  told.answered(30, "a");
  told.queued(0, "b");
  told.abandoned(60, "b");
  told.queued(0, "c");
  told.answered(120, "c");
  const auto f = humans(told).hold;
  EXPECT_EQ(f.served, 2u);
  EXPECT_EQ(f.abandoned, 1u);
  EXPECT_DOUBLE_EQ(f.abandoned_share().share, 1.0 / 3);
  EXPECT_DOUBLE_EQ(*f.served_s.value(), 75);
  EXPECT_NEAR(curve(f).mean, 30 + 2.0 / 3 * 90, 1e-9);
  EXPECT_FALSE(curve(f).mean_is_floor);
}

TEST(TimeToHuman, ACallbackThatEndsUnservedIsAbandoned) {
  HandMade told;
  told.accepted(0, "expired");
  told.changed(14'400, "expired", S::expired);
  told.accepted(100, "declined");
  told.changed(1100, "declined", S::declined);
  told.accepted(400, "open");
  const auto f = humans(told).callback;
  EXPECT_EQ(f.abandoned, 2u);
  EXPECT_EQ(f.open, 1u);
  EXPECT_EQ(f.served, 0u);
  EXPECT_EQ(f.contacts(), 3u);
  const auto t = curve(f);
  EXPECT_EQ(t.events, 0u);
  EXPECT_DOUBLE_EQ(t.mean, 14'400) << "nobody was served: all that is known is that it takes longer";
  EXPECT_TRUE(t.mean_is_floor);
  EXPECT_FALSE(t.median.value);
}

TEST(TimeToHuman, WhoStillWaitsCountsForAsLongAsWasSeen) {
  HandMade told;
  told.queued(0, "waits");
  told.queued(500, "other");
  told.answered(600, "other");
  const auto f = humans(told).hold;
  EXPECT_EQ(f.open, 1u);
  EXPECT_NEAR(curve(f).mean, 100 + 0.5 * 500, 1e-9) << "seen for 600 s, to the newest fact";
  EXPECT_TRUE(curve(f).mean_is_floor);
}

TEST(TimeToHuman, ATakenOverCallbackIsOneContactFromItsBeginning) {
  for (const bool ended_first : {false, true}) {
    HandMade told;
    told.queued(0, "c1");
    told.accepted(20, "cb", "c1", 0);
    told.left(21, "c1");
    if (ended_first) told.changed(1000, "cb", S::superseded);
    told.queued(1000, "c2").inherited = "callback cb";
    if (!ended_first) told.changed(1000, "cb", S::superseded);
    told.answered(1100, "c2");
    const auto f = humans(told);
    EXPECT_EQ(f.hold.contacts(), 0u);
    ASSERT_EQ(f.callback.contacts(), 1u) << "neither lost nor counted twice";
    EXPECT_DOUBLE_EQ(*f.callback.served_s.value(), 1100);
  }
}

TEST(TimeToHuman, AnAnswerOnTheLineEndsTheWaitOfWhoeverHadAskedForACallback) {
  HandMade told;
  told.queued(0, "c1");
  told.accepted(20, "cb", "c1", 0);
  told.answered(40, "c1");
  told.changed(40, "cb", S::superseded);
  const auto f = humans(told).callback;
  EXPECT_EQ(f.served, 1u);
  EXPECT_DOUBLE_EQ(*f.served_s.value(), 40);
}

TEST(TimeToHuman, WhoWasTakenOutByTheCentreDidNotGiveUp) {
  HandMade told;
  told.queued(0, "c1");
  told.left(50, "c1", LeftReason::transferred);
  const auto f = humans(told).hold;
  EXPECT_EQ(f.removed, 1u);
  EXPECT_EQ(f.abandoned, 0u);
  EXPECT_EQ(f.abandoned_share().n, 0);
}

TEST(TimeToHuman, RowsAreByQueueOfJoining) {
  HandMade told;
  told.queued(0, "a", "sales");
  told.answered(30, "a", "anna", "sales");
  called_back(told, 0, "cb", 300);
  const auto out = folded(TimeToHumanReport(first_hours()), told.facts());
  ASSERT_EQ(out.rows.size(), 2u);
  EXPECT_EQ(out.rows[0].queue, "sales");
  EXPECT_EQ(out.rows[0].figures.hold.served, 1u);
  EXPECT_EQ(out.rows[1].figures.callback.served, 1u);
  EXPECT_EQ(out.all.all().contacts(), 2u);
  EXPECT_EQ(humans(told, first_hours("sales")).callback.contacts(), 0u);
}

TEST(TimeToHuman, TheEnginesOwnFactsTellTheSameStory) {
  SaidWorld w;
  w.queued(10, "c1");
  w.accept(20, "cb", "c1");
  w.left(21, "c1");
  w.call_back(200, "cb", "leg");  // with anna at 220
  const auto f = folded(TimeToHumanReport(first_hours()), w.facts).all;
  EXPECT_EQ(f.hold.contacts(), 0u);
  ASSERT_EQ(f.callback.served, 1u);
  EXPECT_DOUBLE_EQ(*f.callback.served_s.value(), 210);
}

}  // namespace
}  // namespace truewait::domain
