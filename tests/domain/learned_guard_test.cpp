// What no centre should do to the learned estimate: a caller forgotten for hours, waits of nothing, numbers that are
// none. And a restored learner goes on as if nothing had been between.
#include <algorithm>
#include <cmath>
#include <limits>

#include "domain/busy_line.hpp"
#include "domain/learned/correction.hpp"
#include "domain/world.hpp"
#include "truewait/domain/codec.hpp"

namespace truewait::domain {
namespace {

using namespace testing;
using learned::Correction;

void expect_sound(double mean_s, const Quantiles& quantiles_s, const char* after) {
  EXPECT_TRUE(std::isfinite(mean_s)) << after;
  EXPECT_GE(mean_s, 0) << after;
  for (const double q : quantiles_s) EXPECT_TRUE(std::isfinite(q)) << after;
  EXPECT_TRUE(std::is_sorted(quantiles_s.begin(), quantiles_s.end())) << after;
  EXPECT_GE(quantiles_s.front(), 0) << after;
}

void expect_sound(const Estimate& e, const char* after) {
  expect_sound(e.mean_s, e.quantiles_s, after);
  expect_sound(e.evidence.mean_s, e.evidence.quantiles_s, after);
  expect_sound(e.patient_mean_s, e.evidence.forward_quantiles_s, after);
}

TEST(LearnedGuard, AWaitOfTenHoursIsSurvived) {
  World w;
  const double end = play(w, 300, 4, 31);
  w.queued(end, "forgotten");
  expect_sound(w.estimate(end + 36'000), "ten hours before it ends");
  w.answered(end + 36'000, "forgotten", "agent0");
  w.ended(end + 36'100, "forgotten");
  expect_sound(w.estimate(end + 36'101), "a wait of ten hours");
  const double later = play(w, 300, 4, 31, true, end + 36'200);
  for (int i = 0; i < 4; ++i) {
    w.queued(later + i, "b" + std::to_string(i));
    w.answered(later + i, "b" + std::to_string(i), "agent" + std::to_string(i));
  }
  const auto e = w.estimate(later + 10);
  expect_sound(e, "three hundred ordinary calls more");
  EXPECT_LT(e.mean_s, 600) << "four agents, services of 120 s: nobody waits for an hour";
}

TEST(LearnedGuard, WaitsOfNothingTeachNothing) {
  World w;
  for (int i = 0; i < 200; ++i) w.serve(100.0 * i, "c" + std::to_string(i), 0, 60);
  const auto e = w.estimate(20'100);
  expect_sound(e, "no caller ever waited");
  EXPECT_NE(e.method, Method::learned);
  w.serve(20'200, "waits", 40, 60);
  expect_sound(w.estimate(20'400), "one caller waited");
  for (int i = 0; i < 40; ++i) w.serve(20'500 + 200.0 * i, "d" + std::to_string(i), i % 2 == 0 ? 1 : 0, 60);
  expect_sound(w.estimate(29'000), "waits of a second and none");
}

Evidence usual_evidence() {
  Evidence e;
  e.version = learned::evidence_version;
  e.usual_wait_s = 80;
  for (std::size_t f = 0; f < joining_feature_count; ++f) e.values_s[f] = 80;
  e.forward_quantiles_s = {10, 20, 50, 90, 130, 180};
  return e;
}

TEST(LearnedGuard, NothingButNoughtsLeavesQuantilesInOrder) {
  Correction correction;
  for (int i = 0; i < 3000; ++i) {
    auto e = usual_evidence();
    if (i % 2 == 1) e.values_s[static_cast<std::size_t>(Feature::elapsed)] = 30;
    correction.judge(0, e);
    expect_sound(e.mean_s, e.quantiles_s, "only noughts");
    correction.learn(0, e, 0);
  }
  auto e = usual_evidence();
  correction.judge(0, e);
  EXPECT_LT(e.mean_s, 8) << "it believes what it sees";
}

TEST(LearnedGuard, NumbersThatAreNoneAreNotLearned) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN(), endless = std::numeric_limits<double>::infinity();
  Correction correction;
  for (int i = 0; i < 500; ++i) {
    auto e = usual_evidence();
    correction.judge(0, e);
    correction.learn(0, e, 60 + i % 40);
  }
  auto before = usual_evidence();
  correction.judge(0, before);
  for (const double bad : {none, endless, -endless}) {
    for (const auto f : {Feature::constant, Feature::forward, Feature::alike, Feature::pace}) {
      auto e = usual_evidence();
      correction.judge(0, e);
      e.values_s[static_cast<std::size_t>(f)] = bad;
      correction.learn(0, e, 80);
    }
    auto e = usual_evidence();
    correction.judge(0, e);
    correction.learn(0, e, bad);
    e.usual_wait_s = bad;
    correction.learn(0, e, 80);
  }
  auto after = usual_evidence();
  correction.judge(0, after);
  expect_sound(after.mean_s, after.quantiles_s, "numbers that are none");
  EXPECT_EQ(after.mean_s, before.mean_s);
}

/// Reports of a line of four agents, the same for every engine; times from `from_s` on.
std::vector<Event> later_reports(double from_s, int calls) {
  struct Report {
    double at_s;
    EventBody body;
  };
  std::vector<Report> reports;
  for (int i = 0; i < calls; ++i) {
    const auto call = "later" + std::to_string(i);
    const double joined = from_s + 35.0 * i, left = joined + 25 + i * 7 % 90;
    reports.push_back({joined, Arrival{call, i % 4 == 0 ? "sales" : "support", i % 3 == 0 ? 1 : 0, "", "", {}, ""}});
    if (i % 6 == 5) {
      reports.push_back({left, Abandonment{call, ""}});
      continue;
    }
    reports.push_back({left, Answer{call, "", "agent" + std::to_string(i % 4)}});
    reports.push_back({left + 100, End{call, ""}});
  }
  std::stable_sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) { return a.at_s < b.at_s; });
  std::vector<Event> events;
  for (const auto& r : reports) {
    const auto id = "later-e" + std::to_string(events.size());
    events.push_back({"default", "pbx", id, start + from_seconds(r.at_s), r.body});
  }
  return events;
}

TEST(LearnedGuard, ARestoredLearnerSaysTheSameToEveryCallerAfterwards) {
  World w;
  const double end = play(w, 400, 4, 31);
  w.queued(end, "open");
  w.queued(end + 1, "too", "sales", 1);
  w.queued(end + 95, "third");  // the first two have been looked at again by now
  Engine restored(three_queues());
  for (const std::uint32_t shard : {1u, 2u}) ASSERT_TRUE(restored.restore(shard, w.engine.snapshot(shard)));
  int predictions = 0, learned = 0;
  for (const auto& event : later_reports(end + 100, 120)) {
    const auto on = w.engine.step(*event.at, event), again = restored.step(*event.at, event);
    ASSERT_EQ(on.facts.size(), again.facts.size()) << event.event_id;
    for (std::size_t i = 0; i < on.facts.size(); ++i) {
      ASSERT_EQ(encode(on.facts[i].body), encode(again.facts[i].body)) << event.event_id;
      const auto* said = std::get_if<PredictionRecorded>(&on.facts[i].body);
      if (said == nullptr) continue;
      ++predictions;
      if (said->estimate.evidence.version != 0) ++learned;
    }
  }
  EXPECT_GE(predictions, 120);
  EXPECT_GT(learned, 0) << "else nothing was compared that matters";
  EXPECT_EQ(restored.digest(), w.engine.digest());
}

}  // namespace
}  // namespace truewait::domain
