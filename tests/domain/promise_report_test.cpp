// What became of a spoken bound: kept, broken late, broken left, never tested, void, still open.
#include "truewait/domain/promise_report.hpp"

#include "domain/said_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

PromiseFigures promises_of(const std::vector<Fact>& facts, ReportQuery query = first_hours()) {
  PromiseReport report(std::move(query));
  for (const auto& f : facts) report.add(f);
  return report.result().all;
}

/// One caller who is told "less than `upper`" 5 s after joining.
SaidWorld told(Duration upper) {
  SaidWorld w;
  w.queued(0, "c1");
  w.say(5, "c1", upper);
  return w;
}

TEST(PromiseReport, KeptCountsFromTheWordsToTheAnswer) {
  auto w = told(120s);
  w.answered(125, "c1");  // 120 s after the words
  const auto f = promises_of(w.facts);
  EXPECT_EQ(f.counts.kept, 1u);
  EXPECT_EQ(f.calls, 1u);
  EXPECT_EQ(f.quoted, 1u);
  EXPECT_DOUBLE_EQ(*f.sharpness.median_upper_s(), 120);
  EXPECT_DOUBLE_EQ(*f.kept_had_nobody_left(), 1);
}

TEST(PromiseReport, ServedAfterItIsBrokenLate) {
  auto w = told(120s);
  w.answered(126, "c1");
  const auto f = promises_of(w.facts);
  EXPECT_EQ(f.counts.broken_late, 1u);
  EXPECT_EQ(f.counts.kept, 0u);
  EXPECT_DOUBLE_EQ(*f.kept_had_nobody_left(), 0);
}

TEST(PromiseReport, GivingUpAfterItIsBrokenBeforeItIsNoTest) {
  auto late = told(120s);
  late.abandoned(130, "c1");
  EXPECT_EQ(promises_of(late.facts).counts.broken_left, 1u);
  auto early = told(120s);
  early.abandoned(60, "c1");
  const auto f = promises_of(early.facts);
  EXPECT_EQ(f.counts.censored, 1u);
  EXPECT_EQ(f.counts.kept_share().n, 0);
  EXPECT_DOUBLE_EQ(f.counts.bounds()->low, 0);
  EXPECT_DOUBLE_EQ(f.counts.bounds()->high, 1);
}

TEST(PromiseReport, ACallbackTakenInTimeLeavesTheWordsUntested) {
  auto w = told(120s);
  w.accept(100, "cb", "c1");
  w.left(130, "c1");  // hung up later than the bound, but had decided before
  const auto f = promises_of(w.facts);
  EXPECT_EQ(f.counts.censored, 1u);
  auto after = told(120s);
  after.accept(140, "cb", "c1");
  after.left(141, "c1");
  EXPECT_EQ(promises_of(after.facts).counts.broken_left, 1u) << "the words had failed before";
}

TEST(PromiseReport, WhoStillWaitsIsOpenWhateverTheDeadline) {
  auto w = told(120s);
  w.queued(500, "c2");
  const auto f = promises_of(w.facts);
  EXPECT_EQ(f.open, 1u);
  EXPECT_EQ(f.counts.kept + f.counts.broken_late + f.counts.broken_left + f.counts.censored + f.counts.voided, 0u);
  EXPECT_FALSE(f.kept_had_nobody_left());
}

TEST(PromiseReport, WhatTheCentreDidItselfIsVoid) {
  auto moved = told(120s);
  moved.send(300, Departure{"c1", "", LeftReason::transferred});
  EXPECT_EQ(promises_of(moved.facts).counts.voided, 1u);
  auto dropped = told(120s);
  dropped.send(300, QueueSnapshot{"support", {}, {}});
  EXPECT_EQ(promises_of(dropped.facts).counts.voided, 1u);
  auto lost = told(120s);
  lost.wake(3 * 3600);
  const auto f = promises_of(lost.facts);
  EXPECT_EQ(f.counts.voided, 1u);
  EXPECT_EQ(f.sharpness.n(), 0u);
}

TEST(PromiseReport, ASnapshotThatStillListsTheCallVoidsNothing) {
  auto w = told(120s);
  w.send(30, QueueSnapshot{"support", {{"c1", start, 0, ""}}, {}});
  w.answered(60, "c1");
  EXPECT_EQ(promises_of(w.facts).counts.kept, 1u);
}

TEST(PromiseReport, OnlyTheFirstWordsCountAndOnlyIfTheyPromise) {
  SaidWorld w;
  w.queued(0, "c1");
  w.say(5, "c1", 60s);
  w.say(50, "c1", 300s);
  w.answered(200, "c1");
  w.queued(300, "c2");
  w.say(301, "c2", {}, QuoteMode::position);
  w.say(330, "c2", 60s);
  w.answered(340, "c2");
  w.serve(400, "c3", 10, 10);
  const auto f = promises_of(w.facts);
  EXPECT_EQ(f.counts.broken_late, 1u) << "the second, longer quote changes nothing";
  EXPECT_EQ(f.counts.kept, 0u);
  EXPECT_EQ(f.calls, 3u);
  EXPECT_EQ(f.quoted, 2u);
}

TEST(PromiseReport, ACorrectionDoesNotMendTheFirstWords) {
  auto in_time = told(120s);
  const auto corrected = in_time.say(130, "c1", 300s, QuoteMode::about);
  ASSERT_FALSE(fact<QuoteGiven>(corrected)->supersedes.empty());
  in_time.answered(200, "c1");  // within the correction
  const auto f = promises_of(in_time.facts);
  EXPECT_EQ(f.counts.broken_late, 1u);
  EXPECT_EQ(f.counts.kept, 0u);
  auto left = told(120s);
  left.say(130, "c1", 300s, QuoteMode::about);
  left.abandoned(200, "c1");
  EXPECT_EQ(promises_of(left.facts).counts.broken_left, 1u) << "not censored: the first words had failed";
}

TEST(PromiseReport, TheLevelIsThatOfTheQueuesWhosePromisesCount) {
  SaidWorld w;
  for (const auto* call : {"a", "b", "c"}) w.queued(0, call, call[0] == 'c' ? "sales" : "support");
  for (const auto* call : {"a", "b", "c"}) w.say(5, call, 120s);
  w.answered(100, "a");
  w.answered(300, "b");
  w.answered(400, "c");
  w.queued(500, "d", "sales");
  w.say(501, "d", 120s);
  w.abandoned(510, "d");  // never tested: its level does not count
  PromiseReport report(first_hours(), PromiseLevels{{{"support", 0.9}}});
  for (const auto& f : w.facts) report.add(f);
  const auto promises = report.result();
  EXPECT_NEAR(promises.all.level(), (0.9 + 0.9 + 0.8) / 3, 1e-12);
  for (const auto& row : promises.rows) {
    EXPECT_NEAR(row.figures.level(), row.queue == "support" ? 0.9 : 0.8, 1e-12) << row.queue;
  }
  EXPECT_EQ(PromiseFigures{}.level(), 0.8);
}

TEST(PromiseReport, WidthIsWhatWasLeftOpen) {
  SaidWorld w;
  w.queued(0, "c1");
  w.say(5, "c1", 300s, QuoteMode::range, 120s);
  w.answered(200, "c1");
  EXPECT_DOUBLE_EQ(*promises_of(w.facts).sharpness.mean_width_s(), 180);
}

TEST(PromiseReport, AMoveWithinTheGroupDoesNotWashThePromiseAway) {
  auto w = told(120s);
  w.send(20, Move{"c1", "sales", {}});
  w.send(40, QueueSnapshot{"support", {}, {}});  // the queue it is no longer in
  w.answered(300, "c1");
  EXPECT_EQ(promises_of(w.facts).counts.broken_late, 1u);
}

TEST(PromiseReport, TheLegOfACallbackIsNoCallOfItsOwn) {
  SaidWorld w;
  w.accept(20, "cb");
  w.call_back(200, "cb", "leg");
  const auto f = promises_of(w.facts);
  EXPECT_EQ(f.calls, 0u);
  EXPECT_EQ(f.counts.kept, 0u);
}

/// Facts of one callback with a window from 5 to 10 minutes after the start, rung at `rung_s` if at all.
std::vector<Fact> windowed(std::optional<double> rung_s, std::optional<CallbackState> end, double end_s = 0) {
  std::vector<Fact> facts;
  const auto add = [&](double at_s, FactBody body) {
    facts.push_back({1, facts.size() + 1, start + from_seconds(at_s), std::move(body)});
  };
  CallbackAccepted accepted;
  accepted.callback_id = "cb";
  accepted.queue = "support";
  accepted.accepted = start;
  accepted.window = Window{start + 5min, start + 10min};
  add(0, accepted);
  if (rung_s) add(*rung_s, DialProgressed{"cb", "d", DialOutcome::ringing, start + from_seconds(*rung_s), {}, {}});
  if (end) add(end_s, CallbackChanged{"cb", *end, "", {}});
  return facts;
}

TEST(PromiseReport, AWindowIsKeptByTheFirstRing) {
  EXPECT_EQ(promises_of(windowed(400, {})).callbacks.kept, 1u);
  EXPECT_EQ(promises_of(windowed(200, {})).callbacks.too_early, 1u);
  EXPECT_EQ(promises_of(windowed(700, {})).callbacks.broken, 1u);
  EXPECT_EQ(promises_of(windowed({}, {})).callbacks.open, 1u);
  EXPECT_EQ(promises_of(windowed({}, CallbackState::expired, 5000)).callbacks.broken, 1u) << "it never rang";
  EXPECT_EQ(promises_of(windowed({}, CallbackState::cancelled, 100)).callbacks.censored, 1u);
  EXPECT_EQ(promises_of(windowed({}, CallbackState::cancelled, 900)).callbacks.broken, 1u) << "after the window";
  EXPECT_EQ(promises_of(windowed(400, CallbackState::completed, 900)).callbacks.kept, 1u);
}

TEST(PromiseReport, AnEarlyRingBreaksTheWindowToo) {
  WindowCounts counts;
  counts.kept = 3;
  counts.too_early = 1;
  counts.censored = 5;
  EXPECT_DOUBLE_EQ(counts.kept_share().share, 0.75);
  EXPECT_DOUBLE_EQ(counts.kept_share().n, 4);
}

TEST(PromiseReport, AnAnswerWithoutAReportedRingIsARing) {
  auto facts = windowed({}, {});
  facts.push_back({1, 2, start + 400s, DialProgressed{"cb", "d", DialOutcome::busy, start + 310s, {}, {}}});
  EXPECT_EQ(promises_of(facts).callbacks.open, 1u) << "busy: it did not ring";
  facts.push_back({1, 3, start + 500s, DialProgressed{"cb", "d2", DialOutcome::answered, start + 500s, {}, {}}});
  EXPECT_EQ(promises_of(facts).callbacks.kept, 1u);
}

TEST(PromiseReport, ARingThatNobodyTimedCountsFromItsOrderOn) {
  auto facts = windowed({}, {});
  facts.push_back({1, 2, start + 590s, DialIntended{"cb", "d", "ivr", start + 680s}});
  facts.push_back({1, 3, start + 620s, DialProgressed{"cb", "d", DialOutcome::no_answer, start + 620s, {}, {}}});
  EXPECT_EQ(promises_of(facts).callbacks.kept, 1u);
}

TEST(PromiseReport, TotalsAreTheSumsOfRows) {
  SaidWorld w;
  for (int i = 0; i < 6; ++i) {
    const auto id = "c" + std::to_string(i);
    w.queued(i * 1000, id, i % 2 == 0 ? "support" : "billing");
    w.say(i * 1000 + 1, id, 60s);
    w.answered(i * 1000 + (i < 3 ? 30 : 90), id);
    w.ended(i * 1000 + 200, id);
  }
  PromiseReport report(first_hours());
  for (const auto& f : w.facts) report.add(f);
  const auto out = report.result();
  EXPECT_EQ(out.rows.size(), 4u);
  EXPECT_EQ(out.all.counts.kept, 3u);
  EXPECT_EQ(out.all.counts.broken_late, 3u);
  EXPECT_EQ(out.all.calls, 6u);
  EXPECT_EQ(out.all.sharpness.n(), 6u);
}

}  // namespace
}  // namespace truewait::domain
