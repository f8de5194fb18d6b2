// The calibration report against counts made by hand; the drift of broken promises.
#include "truewait/domain/calibration_report.hpp"

#include <cmath>

#include "domain/world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

/// Facts as an engine would have written them, with the quantiles the test wants.
class CalibrationFacts {
 public:
  void add(double at_s, FactBody body) {
    facts.push_back({1, facts.size() + 1, start + from_seconds(at_s), std::move(body)});
  }
  void queued(double at_s, const std::string& call, const std::string& queue = "support") {
    CallQueued f;
    f.origin.source = "pbx";
    f.call_id = call;
    f.queue = queue;
    f.joined = f.rank = start + from_seconds(at_s);
    add(at_s, f);
  }
  void predicted(double at_s, const std::string& call, EstimateStatus status = EstimateStatus::ok,
                 PredictionOccasion occasion = PredictionOccasion::joined) {
    PredictionRecorded f;
    f.source = "pbx";
    f.call_id = call;
    f.occasion = occasion;
    f.estimate.status = status;
    f.estimate.quantiles_s = {10, 20, 50, 80, 90, 100};
    if (occasion != PredictionOccasion::joined) f.estimate.quantiles_s.fill(1);
    add(at_s, f);
  }
  void answered(double at_s, const std::string& call, double wait_s) {
    add(at_s, CallAnswered{{"pbx", ""}, call, "", "", start + from_seconds(at_s), {}, from_seconds(wait_s)});
  }
  void abandoned(double at_s, const std::string& call, double wait_s) {
    add(at_s, CallAbandoned{{"pbx", ""}, call, "", start + from_seconds(at_s), from_seconds(wait_s)});
  }
  /// A caller who was told "less than a minute" at joining and waited `wait_s`.
  void promised(double at_s, const std::string& call, double wait_s, const std::string& queue = "support") {
    queued(at_s, call, queue);
    quote(at_s, call);
    answered(at_s + wait_s, call, wait_s);
    ended(at_s + wait_s + 1, call);
  }
  void quote(double at_s, const std::string& call) {
    QuoteGiven f;
    f.source = "pbx";
    f.call_id = call;
    f.mode = QuoteMode::less_than;
    f.upper = 60s;
    f.spoken = start + from_seconds(at_s);
    f.first = true;
    add(at_s, f);
  }
  void ended(double at_s, const std::string& call) {
    add(at_s, CallEnded{{"pbx", ""}, call, "", start + from_seconds(at_s), {}});
  }
  Calibration read(ReportQuery query = {start - 1h, start + 24h, ""}) const {
    CalibrationReport report(std::move(query), {{{"support", 65s}}, 120s});
    for (const auto& f : facts) report.add(f);
    return report.result();
  }

  std::vector<Fact> facts;
};

CalibrationFacts five_answers() {
  CalibrationFacts w;
  int n = 0;
  for (const double wait : {10.0, 50.0, 85.0, 95.0, 200.0}) {
    const auto call = "c" + std::to_string(n++);
    w.queued(n, call);
    w.predicted(n, call);
    w.answered(n + wait, call, wait);
  }
  return w;
}

TEST(CalibrationReport, CountsEachFigureAsWorkedOutByHand) {
  const auto out = five_answers().read();
  ASSERT_EQ(out.rows.size(), 1u);
  EXPECT_EQ(out.rows[0].queue, "support");
  EXPECT_EQ(out.rows[0].hour, start);
  const auto& f = out.rows[0].figures;
  EXPECT_EQ(f.n(), 5u);
  EXPECT_EQ(f.at_or_under, (std::array<std::uint64_t, 6>{1, 1, 2, 2, 3, 4}));
  EXPECT_EQ(f.p10_p90.covered(), 3u);
  EXPECT_DOUBLE_EQ(f.p10_p90.mean_width_s(), 80);
  EXPECT_NEAR(*f.interval_score_s.value(), 80 + 10 * (5 + 110) / 5.0, 1e-9);
  EXPECT_EQ(f.pit.bins(), (std::array<std::uint64_t, 10>{1, 0, 0, 0, 1, 0, 0, 0, 1, 2}));
  const auto& said = f.above.bins()[1];  // P(W > 65 s) = .35 between the median at 50 s and p80 at 80 s
  EXPECT_EQ(said.n, 5u);
  EXPECT_EQ(said.happened, 3u);
  EXPECT_NEAR(*said.mean_said(), .35, 1e-9);
}

TEST(CalibrationReport, ATotalIsTheSumOfItsHoursAndTIsTheQueuesOwn) {
  auto w = five_answers();
  w.queued(3700, "late");
  w.predicted(3700, "late");
  w.answered(3730, "late", 30);
  w.queued(3700, "other", "billing");
  w.predicted(3700, "other");
  w.answered(3730, "other", 30);
  const auto out = w.read();
  ASSERT_EQ(out.rows.size(), 3u);
  EXPECT_EQ(out.rows[0].queue, "billing");
  EXPECT_EQ(out.rows[2].hour, start + 1h);
  ASSERT_EQ(out.queues.size(), 2u);
  EXPECT_EQ(out.queues[0].offer_above, Duration(120s));
  EXPECT_EQ(out.queues[1].offer_above, Duration(65s));
  EXPECT_EQ(out.queues[1].figures.n(), 6u);
  EXPECT_EQ(out.queues[1].figures.at_or_under[2], 3u);
  EXPECT_EQ(out.queues[1].figures.pit.n(), 6u);
  EXPECT_EQ(out.queues[0].figures.above.bins()[0].n, 1u) << "P(W > 120 s) is the tail beyond p95";
  EXPECT_EQ(w.read({start, start + 1h, "support"}).queues.size(), 1u);
}

TEST(CalibrationReport, OnlyAnsweredCallsPredictedAtJoiningAreScored) {
  CalibrationFacts w;
  w.queued(0, "left");
  w.predicted(0, "left");
  w.abandoned(40, "left", 40);
  w.queued(1, "unknown");
  w.predicted(1, "unknown", EstimateStatus::insufficient_data);
  w.answered(41, "unknown", 40);
  w.queued(2, "at once");
  w.predicted(2, "at once");
  w.answered(2.5, "at once", .5);
  w.queued(3, "asked again");
  w.predicted(3, "asked again");
  w.predicted(20, "asked again", EstimateStatus::ok, PredictionOccasion::reestimated);
  w.answered(48, "asked again", 45);
  const auto f = w.read().queues.at(0).figures;
  EXPECT_EQ(f.n(), 1u);
  EXPECT_EQ(f.at_or_under[2], 1u) << "what was said at joining counts";
  EXPECT_EQ(f.abandoned, 1u);
  EXPECT_EQ(f.unpredicted, 1u);
}

TEST(CalibrationReport, BrokenPromisesInARowRaiseTheAlarmAndKeptOnesEndIt) {
  CalibrationFacts w;
  int n = 0;
  const auto next = [&](double wait_s) {
    w.promised(1000.0 * n, "c" + std::to_string(n), wait_s);
    ++n;
    return w.read().queues.at(0).drift;
  };
  EXPECT_EQ(next(30).sum.value(), 0) << "kept";
  for (int i = 0; i < 7; ++i) next(90);
  const auto almost = w.read().queues.at(0).drift;
  EXPECT_NEAR(almost.sum.value(), 7 * std::log(2), 1e-9);
  EXPECT_FALSE(almost.above_since);
  const auto above = next(90);
  EXPECT_EQ(above.sum.threshold(), 5);
  EXPECT_EQ(above.sum.wrong(), 8u);
  EXPECT_EQ(above.sum.n(), 9u);
  EXPECT_EQ(above.above_since, start + 8090s) << "when the eighth was answered";
  EXPECT_EQ(next(90).above_since, start + 8090s) << "the alarm lasts";
  for (int i = 0; i < 4; ++i) next(30);
  EXPECT_FALSE(next(30).above_since);
}

TEST(CalibrationReport, APromiseCountsWhenItsOutcomeIsKnownNotWhenItsCallbackEnds) {
  CalibrationFacts w;
  w.queued(0, "taker");
  w.quote(0, "taker");
  CallbackAccepted accepted;
  accepted.source = "pbx";
  accepted.callback_id = "cb";
  accepted.call_id = "taker";
  accepted.queue = "support";
  accepted.accepted = start + 80s;
  accepted.joined = start;
  w.add(80, accepted);
  w.add(81, CallLeft{{"pbx", ""}, "taker", "support", LeftReason::unknown, start + 81s, 81s});
  w.promised(200, "kept", 30);
  const auto drift = w.read().queues.at(0).drift;
  EXPECT_EQ(drift.sum.wrong(), 1u) << "given up after the bound, the callback still open";
  EXPECT_NEAR(drift.sum.value(), std::log(2) - std::log(4.0 / 3), 1e-9) << "broken first, then kept";
}

TEST(CalibrationReport, TheSumIsHeldAgainstTheLevelAtWhichTheQueueSpeaks) {
  CalibrationFacts w;
  w.promised(0, "c1", 90);
  const auto sum = [&](double level) {
    const ReportQuery all{start - 1h, start + 24h, ""};
    CalibrationReport report(all, OfferTimes{}, PromiseLevels{{{"support", level}}});
    for (const auto& fact : w.facts) report.add(fact);
    return report.result().queues.at(0).drift.sum.value();
  };
  EXPECT_NEAR(sum(0.95), std::log(0.10 / 0.05), 1e-9);
  EXPECT_NEAR(sum(0.50), std::log(0.75 / 0.50), 1e-9) << "twice a half would be all";
}

TEST(CalibrationReport, UntestedPromisesDoNotMoveTheSum) {
  CalibrationFacts w;
  w.queued(0, "left");
  w.quote(0, "left");
  w.abandoned(30, "left", 30);
  w.queued(100, "waits");
  w.quote(100, "waits");
  w.promised(200, "kept", 30, "billing");
  const auto out = w.read();
  for (const auto& queue : out.queues) {
    EXPECT_EQ(queue.drift.sum.n(), queue.queue == "billing" ? 1u : 0u) << queue.queue;
    EXPECT_EQ(queue.figures.n(), 0u);
  }
  EXPECT_EQ(out.queues.at(0).queue, "billing") << "spoken to, though nothing was predicted";
}

}  // namespace
}  // namespace truewait::domain
