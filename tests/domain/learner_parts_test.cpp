// A part of the learned estimate that was taken away: it adds nothing, from what is learned as from what is told.
#include "truewait/domain/learner_parts.hpp"

#include <algorithm>
#include <cmath>

#include "domain/busy_line.hpp"
#include "domain/world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

EngineConfig without(Part part) {
  auto config = three_queues();
  config.parts = LearnerParts::without(part);
  return config;
}

double forward_s(const Estimate& e) {
  return e.evidence.values_s[static_cast<std::size_t>(Feature::forward)];
}

/// Sum of what the values of the part added to the mean, each counted as positive.
double added_s(const Estimate& e, Part part) {
  double sum = part == Part::own_queue ? std::abs(e.evidence.queue_s) : 0;
  for (std::size_t f = 0; f < feature_count; ++f) {
    if (part_of(static_cast<Feature>(f)) == part) sum += std::abs(e.evidence.contributions_s[f]);
  }
  return sum;
}

/// Four hundred callers, then five busy agents, four callers who wait, and one behind them who has waited 15 s: half of
/// the weights are those for joining.
Estimate after_a_morning(World& w) {
  const double end = play(w, 400, 5, 27);
  for (int i = 0; i < 9; ++i) w.queued(end + i, "b" + std::to_string(i));
  for (int i = 0; i < 5; ++i) w.answered(end + 10, "b" + std::to_string(i), "agent" + std::to_string(i));
  w.queued(end + 11, "me");
  return *w.estimate_call(end + 26, "me");
}

TEST(LearnerParts, WhatIsTakenAwayAddsNothingToTheMean) {
  World whole;
  const auto all = after_a_morning(whole);
  for (const auto part : {Part::usual_wait, Part::agents_and_line, Part::others_waits, Part::pace, Part::formulas,
                          Part::elapsed, Part::own_queue}) {
    World w(without(part));
    const auto e = after_a_morning(w);
    const auto name = part_names[static_cast<std::size_t>(part)];
    EXPECT_EQ(added_s(e, part), 0) << name;
    EXPECT_GT(added_s(all, part), 0) << name;
    EXPECT_NE(e.evidence.mean_s, all.evidence.mean_s) << name;
    EXPECT_EQ(e.formulas_s, all.formulas_s) << name << ": the formulas are what they were";
    EXPECT_TRUE(std::is_sorted(e.quantiles_s.begin(), e.quantiles_s.end())) << name;
    double sum = e.evidence.queue_s + e.evidence.bounds_s;
    for (const double c : e.evidence.contributions_s) sum += c;
    EXPECT_NEAR(sum, e.evidence.mean_s, 1e-9) << name;
  }
}

TEST(LearnerParts, WithoutTheForwardModelNobodyKnowsTheAgents) {
  World w(without(Part::agents_and_line));
  const auto quiet = after_a_morning(w);
  w.agent(20'000, "newcomer", AgentState::available);
  const auto e = w.estimate(20'000);
  EXPECT_EQ(e.evidence.forward_quantiles_s.front(), e.evidence.forward_quantiles_s.back()) << "everybody alike";
  EXPECT_EQ(forward_s(e), e.evidence.usual_wait_s);
  EXPECT_EQ(e.evidence.weighted_ahead, 0);
  EXPECT_EQ(forward_s(quiet), quiet.evidence.usual_wait_s) << "whatever is going on";
}

TEST(LearnerParts, WithoutIdleAgentsTheOnesBetweenTwoCallsAreNobody) {
  World whole, w(without(Part::idle_agents));
  const double end = play(whole, 400, 5, 25);
  play(w, 400, 5, 25);
  EXPECT_LT(forward_s(whole.estimate(end)), 0.5 * forward_s(w.estimate(end))) << "all five are idle";
}

TEST(LearnerParts, WithoutUnknownAgentsAnEmptyRoomStaysEmpty) {
  World whole, w(without(Part::unknown_agents));
  for (auto* world : {&whole, &w}) {
    const double end = play(*world, 300, 4, 31);
    world->send(end, QueueSnapshot{"support", {}, std::vector<QueueSnapshot::Agent>{}});
    world->send(end, QueueSnapshot{"sales", {}, std::vector<QueueSnapshot::Agent>{}});
  }
  const auto some = whole.estimate(20'000).evidence, none = w.estimate(20'000).evidence;
  EXPECT_LT(some.forward_quantiles_s.front(), none.forward_quantiles_s.front());
  EXPECT_EQ(none.forward_quantiles_s.front(), none.forward_quantiles_s.back()) << "nobody comes within the grid";
}

TEST(LearnerParts, WithoutOvertakersNobodyToComeGoesFirst) {
  auto head_start = three_queues();
  for (auto& queue : head_start.queues) {
    queue.priority_rule = PriorityRule::head_start;
    queue.head_start_per_priority = 90s;
  }
  World whole(head_start);
  head_start.parts = LearnerParts::without(Part::overtakers);
  World w(head_start);
  double end = 0;
  for (auto* world : {&whole, &w}) {
    end = play(*world, 300, 4, 31);
    for (int i = 0; i < 4; ++i) {
      world->queued(end + i, "b" + std::to_string(i));
      world->answered(end + i, "b" + std::to_string(i), "agent" + std::to_string(i));
    }
    for (int i = 5; i < 25; ++i) {
      world->queued(end + i, "v" + std::to_string(i), "support", 1);
      world->abandoned(end + i + 0.5, "v" + std::to_string(i));
    }
  }
  EXPECT_GT(forward_s(whole.estimate(end + 26)), 1.2 * forward_s(w.estimate(end + 26)));
  const WouldJoin first{.priority = 1};
  EXPECT_EQ(forward_s(whole.estimate(end + 26, "support", first)), forward_s(w.estimate(end + 26, "support", first)))
      << "nobody passes those with the head start";
}

/// Anna takes callers of support past older ones of sales, whom Ben takes; at the end both talk.
Estimate who_serves_sales(World& w) {
  for (int i = 0; i < 40; ++i) {
    const double t = 100.0 * i;
    const auto sales = "s" + std::to_string(i), support = "u" + std::to_string(i);
    w.queued(t, sales, "sales");
    w.queued(t + 10, support, "support");
    w.answered(t + 20, support, "anna");
    w.answered(t + 21, sales, "ben");
    w.ended(t + 60, support);
    w.ended(t + 80, sales);
  }
  w.queued(4000, "s-last", "sales");
  w.queued(4005, "u-last", "support");
  w.answered(4010, "u-last", "anna");
  w.answered(4011, "s-last", "ben");
  return w.estimate(4020, "sales");
}

TEST(LearnerParts, WithoutSkillsEverybodyServesEveryQueue) {
  World whole, w(without(Part::skills));
  const double known = forward_s(who_serves_sales(whole)), alike = forward_s(who_serves_sales(w));
  EXPECT_GT(known, 1.1 * alike) << "Anna never takes callers of sales";
}

}  // namespace
}  // namespace truewait::domain
