// Predicted, measured and perceived of the same contacts, and the share of fast answers seen from three sides.
#include "truewait/domain/experience_report.hpp"

#include <algorithm>

#include "domain/said_world.hpp"
#include "truewait/statistics/newcombe.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

Experience experience(const std::vector<Fact>& facts, ReportQuery query = first_hours(), AnswerTargets targets = {}) {
  ExperienceReport report(std::move(query), std::move(targets));
  for (const auto& f : facts) report.add(f);
  return report.result();
}

double predicted(const Decision& decision) {
  const auto* made = fact<PredictionRecorded>(decision);
  EXPECT_NE(made, nullptr);
  EXPECT_EQ(made->estimate.status, EstimateStatus::ok);
  return made->estimate.mean_s;
}

TEST(ExperienceReport, ACallHasAllThreeNumbers) {
  SaidWorld w;
  const double said = predicted(w.queued(0, "c1"));
  w.answered(120, "c1");
  w.ended(200, "c1");
  w.respond(210, "c1", {{"perceived_wait", 3, ""}, {"fast", 4, ""}});
  const auto out = experience(w.facts);
  ASSERT_EQ(out.rows.size(), 1u);
  EXPECT_EQ(out.rows[0].queue, "support");
  EXPECT_EQ(out.rows[0].hour, start);
  EXPECT_DOUBLE_EQ(*out.all.predicted.value(), said);
  EXPECT_DOUBLE_EQ(*out.all.measured.value(), 120);
  EXPECT_DOUBLE_EQ(*out.all.perceived.value(), 180);
  EXPECT_EQ(out.all.same.perceived.n(), 1u);
  EXPECT_FALSE(out.all.same.perceived.interval()) << "one case has no spread";
  EXPECT_DOUBLE_EQ(out.all.perception.figures()->ratio, 1.5);
  EXPECT_EQ(out.all.fast.k, 1u);
}

TEST(ExperienceReport, ThroughACallbackTheThreeNumbersAreOfTheCallThatAsked) {
  SaidWorld w;
  const double said = predicted(w.queued(10, "c1"));
  w.accept(20, "cb", "c1");
  w.left(21, "c1");
  w.call_back(200, "cb", "leg");  // with anna at 220
  EXPECT_TRUE(taken(w.respond(300, "leg", {{"perceived_wait", 4, ""}, {"fast", 5, ""}})));
  const auto out = experience(w.facts);
  EXPECT_EQ(out.all.contacts, 1u) << "the leg is none of its own";
  EXPECT_EQ(out.all.answered, 1u);
  ASSERT_EQ(out.all.same.measured.n(), 1u);
  EXPECT_DOUBLE_EQ(*out.all.same.predicted.value(), said);
  EXPECT_DOUBLE_EQ(*out.all.same.measured.value(), 210) << "from joining to the agent, not the leg's 10 s";
  EXPECT_DOUBLE_EQ(*out.all.same.perceived.value(), 240);
}

TEST(ExperienceReport, AResponseMayNameTheCallbackAndTheLegDoesNotCountTwice) {
  SaidWorld w;
  w.queued(10, "c1");
  w.accept(20, "cb", "c1");
  w.left(21, "c1");
  w.call_back(200, "cb", "leg");
  EXPECT_TRUE(taken(w.respond(300, "", {{"perceived_wait", 4, ""}}, "cb")));
  w.respond(301, "leg", {{"perceived_wait", 9, ""}});
  const auto out = experience(w.facts);
  EXPECT_EQ(out.all.perceived.n(), 1u);
  EXPECT_DOUBLE_EQ(*out.all.perceived.value(), 240);
}

TEST(ExperienceReport, ACallbackWithoutACallWasNotPredicted) {
  SaidWorld w;
  w.accept(20, "cb");
  w.call_back(200, "cb", "leg");
  w.respond(300, "", {{"perceived_wait", 2, ""}}, "cb");
  const auto out = experience(w.facts);
  EXPECT_EQ(out.all.contacts, 1u);
  EXPECT_EQ(out.all.answered, 1u);
  EXPECT_EQ(out.all.measured.n(), 0u) << "predicted and measured are of the same contacts";
  EXPECT_FALSE(out.all.predicted.value());
  EXPECT_EQ(out.all.same.perceived.n(), 0u);
  EXPECT_DOUBLE_EQ(out.all.perception.figures()->ratio, 120.0 / 200) << "from asking to the agent";
}

TEST(ExperienceReport, NothingKnownIsAbsent) {
  const auto nothing = experience({});
  EXPECT_TRUE(nothing.rows.empty());
  EXPECT_FALSE(nothing.all.perceived.value());
  EXPECT_FALSE(nothing.belief);
  EXPECT_FALSE(nothing.gaps.belief_minus_perceived);
  EXPECT_FALSE(nothing.gaps.measured_minus_perceived);
  SaidWorld w;
  w.queued(0, "c1");
  w.abandoned(50, "c1");
  w.believe(60, "manager", 9, 10);
  const auto out = experience(w.facts);
  EXPECT_EQ(out.all.contacts, 1u);
  EXPECT_FALSE(out.all.measured.value());
  EXPECT_EQ(out.belief->k, 9u);
  EXPECT_FALSE(out.gaps.belief_minus_measured) << "nobody was answered";
}

TEST(ExperienceReport, TheGapAndItsTwoPartsAddUp) {
  SaidWorld w;
  AnswerTargets targets;
  targets.by_queue["support"] = 60s;
  // Ten callers: the clock finds seven fast, of the six who are asked four; three of these say so.
  for (int i = 0; i < 10; ++i) {
    const auto id = "c" + std::to_string(i);
    w.serve(i * 300, id, i < 7 ? 40 : 100, 30);
    if (i % 3 != 2 && i < 9) {
      w.respond(i * 300 + 140, id, {{"perceived_wait", 2, ""}, {"fast", i < 4 ? 4.0 : 3.0, ""}});
    }
  }
  w.believe(3100, "manager", 150, 200);
  w.believe(3101, "agent", 30, 50);
  w.believe(3102, "manager", 160, 200);  // the last word counts
  const auto out = experience(w.facts, first_hours(), targets);
  EXPECT_EQ(out.all.measured_fast.k, 7u);
  EXPECT_EQ(out.all.measured_fast.n, 10u);
  EXPECT_EQ(out.all.asked.n(), 6u);
  EXPECT_EQ(out.all.asked.both, 3u);
  EXPECT_EQ(out.all.asked.first_only, 2u);
  EXPECT_EQ(out.belief->k, 190u);
  EXPECT_EQ(out.belief->n, 250u);
  const auto& gaps = out.gaps;
  EXPECT_DOUBLE_EQ(gaps.belief_minus_perceived->value, 0.76 - 0.5);
  EXPECT_NEAR(gaps.belief_minus_perceived->value,
              gaps.belief_minus_measured->value + gaps.measured_minus_perceived->value, 1e-12);
  const auto expected = statistics::newcombe(statistics::proportion(190, 250), statistics::proportion(3, 6));
  EXPECT_DOUBLE_EQ(gaps.belief_minus_perceived->interval.low, expected->interval.low);
}

TEST(ExperienceReport, OneWhoWasNeverAnsweredWasNotAnsweredFast) {
  SaidWorld w;
  w.queued(0, "c1");
  w.abandoned(30, "c1");
  w.respond(60, "c1", {{"perceived_wait", 1, ""}, {"fast", 1, ""}});
  const auto out = experience(w.facts);
  EXPECT_EQ(out.all.asked.neither, 1u);
  EXPECT_EQ(out.all.measured_fast.n, 0u);
  EXPECT_EQ(out.all.perceived.n(), 1u);
  EXPECT_EQ(out.all.perception.answers(), 0u) << "the wait to an agent is not known";
}

TEST(ExperienceReport, BeliefsOfOtherTimesAndQueuesAreNotMixedIn) {
  SaidWorld w;
  w.believe(10, "manager", 5, 10, "support");
  w.believe(11, "manager", 6, 10, "", 48h, 72h);  // about another time
  w.believe(12, "manager", 7, 10);
  EXPECT_EQ(experience(w.facts).belief->k, 7u) << "of all queues: what was said of all";
  EXPECT_EQ(experience(w.facts, first_hours("support")).belief->k, 5u);
  EXPECT_EQ(experience(w.facts, first_hours("billing")).belief->k, 7u) << "nothing was said of billing alone";
}

TEST(ExperienceReport, AMovedCallKeepsItsWaitAndLosesItsPrediction) {
  SaidWorld w;
  w.queued(0, "c1");
  w.send(20, Move{"c1", "sales", {}});
  w.answered(90, "c1");
  const auto out = experience(w.facts);
  EXPECT_EQ(out.all.answered, 1u);
  EXPECT_EQ(out.all.predicted.n(), 0u);
  EXPECT_EQ(out.rows.at(0).queue, "support") << "where it joined";
}

TEST(ExperienceReport, OnlyTheHoursAndTheQueueAskedFor) {
  SaidWorld w;
  for (const double at : {0.0, 3600.0, 7200.0}) {
    w.serve(at, "s" + std::to_string(at), 30, 10);
    w.serve(at + 50, "b" + std::to_string(at), 30, 10, "billing");
  }
  const auto out = experience(w.facts, {start, start + 2h, "billing"});
  ASSERT_EQ(out.rows.size(), 2u);
  EXPECT_EQ(out.rows[1].hour, start + 1h);
  EXPECT_EQ(out.all.contacts, 2u);
}

TEST(ExperienceReport, ACallKnownFromASnapshotOnlyCounts) {
  SaidWorld w;
  w.queued(0, "c1");
  w.send(30, QueueSnapshot{"support", {{"c2", start + 5s, 0, ""}}, {}});
  w.answered(65, "c2");
  const auto out = experience(w.facts);
  EXPECT_EQ(out.all.contacts, 2u);
  EXPECT_EQ(out.all.answered, 1u);
}

TEST(ExperienceReport, TheOrderOfShardsDoesNotMatter) {
  SaidWorld w;
  for (int i = 0; i < 40; ++i) {
    const auto id = std::to_string(i);
    w.serve(i * 100, "s" + id, 20 + i, 30, i % 2 == 0 ? "support" : "billing");
    w.respond(i * 100 + 95, "s" + id, {{"perceived_wait", double(i % 7), ""}, {"fast", 1.0 + i % 5, ""}});
  }
  auto by_shard = w.facts;
  std::stable_sort(by_shard.begin(), by_shard.end(), [](const Fact& a, const Fact& b) { return a.shard > b.shard; });
  const auto one = experience(w.facts), other = experience(by_shard);
  EXPECT_EQ(one.all.contacts, 40u);
  EXPECT_EQ(one.all.same.perceived.n(), other.all.same.perceived.n());
  EXPECT_NEAR(*one.all.perceived.value(), *other.all.perceived.value(), 1e-9);
  EXPECT_EQ(one.all.asked.both, other.all.asked.both);
}

TEST(ContactBook, HandsOverOnceAndForgets) {
  SaidWorld w;
  for (int i = 0; i < 50; ++i) w.serve(i * 100, "c" + std::to_string(i), 20, 30);
  w.queued(6000, "waits");
  ContactBook book(first_hours(), 10min);
  int handed = 0, held = 0;
  for (const auto& f : w.facts) book.add(f, [&](const Contact&) { ++handed; });
  book.each_held([&](const Contact&) { ++held; });
  EXPECT_EQ(handed + held, 51);
  EXPECT_EQ(held, 1) << "those over for ten minutes are gone";
}

}  // namespace
}  // namespace truewait::domain
