// How far callbacks came, whether they rang when it was promised, how often and when customers were dialled.
#include "truewait/domain/callback_report.hpp"

#include "domain/hand_made.hpp"
#include "domain/said_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;
using O = DialOutcome;
using S = CallbackState;

CallbackFigures callbacks_of(const HandMade& told, ReportQuery query = first_hours(), LocalTimes times = {}) {
  return folded(CallbackReport(std::move(query), std::move(times)), told.facts()).all;
}

std::uint64_t ended_as(const CallbackFigures& f, S state) {
  return f.ends[static_cast<std::size_t>(state)];
}

/// Rung, answered, in line and with an agent, ten seconds apart from the order on.
void call_and_serve(HandMade& told, double at_s, const std::string& id, double wait_s) {
  told.dialled(at_s, id);
  told.outcome(at_s + 10, id, O::ringing);
  told.outcome(at_s + 20, id, O::answered);
  told.outcome(at_s + 21, id, O::accepted);
  told.leg(at_s + 22, "leg of " + id, id, 0);
  told.answered(at_s + 30, "leg of " + id);
  told.connected(at_s + 30, id, "leg of " + id, wait_s);
}

TEST(CallbackReport, TheFunnelCountsHowFarEachCame) {
  HandMade told;
  for (int i = 1; i <= 4; ++i) told.offered(i * 10, "c" + std::to_string(i));
  told.accepted(15, "served", "c1", 5);
  told.accepted(25, "missed", "c2", 5);
  told.accepted(35, "cancelled", "c3", 5);
  told.accepted(50, "from the web");
  call_and_serve(told, 100, "served", 125);
  told.changed(300, "served", S::completed);
  told.dialled(100, "missed");
  told.outcome(101, "missed", O::congestion);
  told.dialled(200, "missed", "d2");
  told.outcome(230, "missed", O::no_answer, "d2");
  told.changed(230, "missed", S::exhausted);
  told.dialled(100, "cancelled");
  told.outcome(101, "cancelled", O::failed);
  told.changed(150, "cancelled", S::cancelled);
  const auto f = callbacks_of(told);
  EXPECT_EQ(f.offered, 4u);
  EXPECT_EQ(f.taken, 3u);
  EXPECT_EQ(f.accepted, 4u) << "one was never offered";
  EXPECT_EQ(f.dialled, 2u) << "an order that found no line rang nowhere";
  EXPECT_EQ(f.reached, 1u);
  EXPECT_EQ(f.connected, 1u);
  EXPECT_EQ(f.completed, 1u);
  EXPECT_EQ(f.open, 1u);
  EXPECT_EQ(ended_as(f, S::completed), 1u);
  EXPECT_EQ(ended_as(f, S::exhausted), 1u);
  EXPECT_EQ(ended_as(f, S::cancelled), 1u);
  EXPECT_EQ(f.dials.n(), 3u) << "the open one may yet be dialled";
  EXPECT_DOUBLE_EQ(*f.dials.value(), 2.0 / 3);
  EXPECT_EQ(f.by_dials[0], 1u);
  EXPECT_EQ(f.by_dials[1], 2u);
}

HandMade with_window(std::optional<double> rung_s, std::optional<S> end = {}, double end_s = 0) {
  HandMade told;
  told.accepted(0, "cb").window = Window{HandMade::at(300), HandMade::at(600)};
  if (rung_s) told.outcome(*rung_s, "cb", O::ringing);
  if (end) told.changed(end_s, "cb", *end);
  return told;
}

TEST(CallbackReport, TheFirstRingDecidesAboutTheWindow) {
  EXPECT_EQ(callbacks_of(with_window(300)).windows.inside, 1u);
  EXPECT_EQ(callbacks_of(with_window(600)).windows.inside, 1u);
  EXPECT_EQ(callbacks_of(with_window(299)).windows.early, 1u);
  const auto late = callbacks_of(with_window(700)).windows;
  EXPECT_EQ(late.late, 1u);
  EXPECT_EQ(late.late_s, std::vector<double>{100});
  EXPECT_EQ(callbacks_of(with_window({})).windows.open, 1u);
  EXPECT_EQ(callbacks_of(with_window({}, S::expired, 5000)).windows.never, 1u);
  EXPECT_EQ(callbacks_of(with_window({}, S::cancelled, 100)).windows.untested, 1u);
  EXPECT_EQ(callbacks_of(with_window({}, S::superseded, 600)).windows.untested, 1u);
  EXPECT_EQ(callbacks_of(with_window({}, S::cancelled, 601)).windows.never, 1u) << "the window was over";
  EXPECT_EQ(callbacks_of(with_window(400, S::cancelled, 500)).windows.inside, 1u);
  EXPECT_EQ(callbacks_of(with_window({}, S::expired, 400)).windows.tested(), 1u);
}

TEST(CallbackReport, AnOutcomeProvesTheRingFromItsOrderOn) {
  auto told = with_window({});
  told.dialled(595, "cb");
  told.outcome(625, "cb", O::no_answer);
  EXPECT_EQ(callbacks_of(told).windows.inside, 1u) << "it rang from 595 on, at the earliest";
  auto busy = with_window({});
  busy.dialled(500, "cb");
  busy.outcome(502, "cb", O::busy);
  EXPECT_EQ(callbacks_of(busy).windows.open, 1u) << "busy: it did not ring";
  auto unheard = with_window({});
  unheard.dialled(590, "cb");
  unheard.leg(650, "leg", "cb", 0);
  const auto f = callbacks_of(unheard);
  EXPECT_EQ(f.windows.inside, 1u) << "in line: the customer took the call, though no outcome was reported";
  EXPECT_EQ(f.reached, 1u);
}

TEST(CallbackReport, ReachedAndConnectedStandBesideTheFirstRing) {
  auto told = with_window({});
  told.dialled(500, "cb");
  told.outcome(505, "cb", O::ringing);
  told.outcome(530, "cb", O::no_answer);
  call_and_serve(told, 575, "cb", 605);
  const auto w = callbacks_of(told).windows;
  EXPECT_EQ(w.inside, 1u);
  EXPECT_EQ(w.reached_inside, 1u) << "at 596";
  EXPECT_EQ(w.connected_inside, 0u) << "at 605";
}

TEST(CallbackReport, SavedIsTheTimeOffTheLineLessTheHoldAfterTheAnswer) {
  HandMade told;
  told.accepted(20, "cb", "c1", 5);
  call_and_serve(told, 1200, "cb", 1225);  // rings at 1210, answered 1220, agent at 5 + 1225
  const auto f = callbacks_of(told);
  EXPECT_DOUBLE_EQ(*f.offline_s.value(), 1190);
  EXPECT_DOUBLE_EQ(*f.held_s.value(), 10);
  EXPECT_DOUBLE_EQ(f.saved_s(), 1180);
  EXPECT_EQ(f.open, 1u) << "still talks";
  EXPECT_EQ(f.connected, 1u);
  EXPECT_EQ(f.completed, 0u);
  HandMade unreached;
  unreached.accepted(20, "cb");
  unreached.outcome(900, "cb", O::ringing);
  unreached.changed(930, "cb", S::exhausted);
  EXPECT_EQ(callbacks_of(unreached).offline_s.n(), 0u) << "who was not served was saved nothing";
}

TEST(CallbackReport, ASecondDialNeitherMovesTheFirstRingNorTheHold) {
  HandMade told;
  told.accepted(0, "cb");
  told.dialled(100, "cb");
  told.outcome(105, "cb", O::answered);
  told.outcome(110, "cb", O::machine);
  call_and_serve(told, 1000, "cb", 1030);
  told.changed(1100, "cb", S::completed);
  const auto f = callbacks_of(told);
  EXPECT_DOUBLE_EQ(*f.offline_s.value(), 105);
  EXPECT_DOUBLE_EQ(*f.held_s.value(), 10) << "from the second answer";
  EXPECT_EQ(f.by_dials[2], 1u);
}

TEST(CallbackReport, CustomersAreReachedByTheLocalHourOfTheDial) {
  HandMade told;  // begins at 09:00 UTC
  told.accepted(0, "a");
  told.accepted(0, "b");
  call_and_serve(told, 600, "a", 630);
  told.dialled(1000, "b");
  told.outcome(1010, "b", O::busy);
  told.dialled(3000, "b", "d2");
  told.outcome(3010, "b", O::busy, "d2");
  const auto utc = callbacks_of(told);
  EXPECT_EQ(utc.by_hour[9].dialled, 3u);
  EXPECT_EQ(utc.by_hour[9].reached, 1u);
  LocalTimes times;
  times.by_queue["support"] = {{start - 24h, 5h + 30min}, {start + 40min, 6h + 30min}};
  const auto local = callbacks_of(told, first_hours(), times);
  EXPECT_EQ(local.by_hour[14].dialled, 2u);
  EXPECT_EQ(local.by_hour[14].reached, 1u);
  EXPECT_EQ(local.by_hour[16].dialled, 1u) << "the clocks went forward at 15:10";
  EXPECT_EQ(times.hour("sales", start), 9u);
  times.otherwise = {{start - 24h, -10h}};
  EXPECT_EQ(times.hour("sales", start), 23u) << "the day before";
}

TEST(CallbackReport, ADialThatRangCountsThoughItWasTakenBack) {
  HandMade told;
  told.accepted(0, "cb");
  told.dialled(10, "cb");
  told.outcome(12, "cb", O::ringing);
  told.outcome(20, "cb", O::cancelled);
  told.changed(21, "cb", S::cancelled);
  const auto f = callbacks_of(told);
  EXPECT_EQ(f.dialled, 1u);
  EXPECT_EQ(f.by_dials[1], 1u);
}

TEST(CallbackReport, OnlyTheQueueAndTheTimeThatWereAskedFor) {
  HandMade told;
  told.offered(10, "c1");
  told.accepted(15, "a", "c1", 5);
  told.accepted(4000, "later");
  told.accepted(20, "sold").queue = "sales";
  const auto first = callbacks_of(told, {start, start + 1h, "support"});
  EXPECT_EQ(first.offered, 1u);
  EXPECT_EQ(first.taken, 1u);
  EXPECT_EQ(first.accepted, 1u);
  const auto all = folded(CallbackReport(first_hours(), {}), told.facts());
  ASSERT_EQ(all.rows.size(), 2u);
  EXPECT_EQ(all.rows[0].queue, "sales");
  EXPECT_EQ(all.rows[1].figures.accepted, 2u);
  EXPECT_EQ(all.all.accepted, 3u);
  EXPECT_EQ(callbacks_of(told, {start + 2h, start + 3h, ""}).accepted, 0u);
}

TEST(CallbackReport, TheEnginesOwnFactsTellTheSameStory) {
  SaidWorld w;
  w.queued(10, "c1");
  w.accept(20, "cb", "c1");
  w.left(21, "c1");
  w.call_back(200, "cb", "leg");  // rung at 202, answered at 208, with anna at 220
  const auto f = folded(CallbackReport(first_hours(), {}), w.facts).all;
  EXPECT_EQ(f.accepted, 1u);
  EXPECT_EQ(f.completed, 1u);
  EXPECT_EQ(f.open, 0u);
  EXPECT_DOUBLE_EQ(*f.offline_s.value(), 182);
  EXPECT_DOUBLE_EQ(*f.held_s.value(), 12);
  EXPECT_EQ(f.by_hour[9].reached, 1u);
}

}  // namespace
}  // namespace truewait::domain
