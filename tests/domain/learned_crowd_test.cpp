// Many agents and many callers: pooled by likeness, the answer hardly moves and the work does not grow. Places kept for
// callbacks count like callers who never hang up.
#include <algorithm>
#include <random>

#include "domain/busy_line.hpp"
#include "domain/callback_world.hpp"
#include "domain/group.hpp"
#include "domain/learned/gather.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

double crowd_forward_s(const Estimate& e) {
  return e.evidence.values_s[static_cast<std::size_t>(Feature::forward)];
}

/// The state of the first shard, folded from what was journaled.
Group crowd_of(const World& w) {
  Group group{EngineLimits{}};
  for (const auto& fact : w.facts) {
    if (fact.shard == 1) group.fold(fact);
  }
  return group;
}

learned::ModelSize size_for(const Group& group, double now_s) {
  const auto now = start + from_seconds(now_s);
  const Asking who{now, 0, group.ahead_of(now), Duration{0}, nullptr, now};
  return learned::model_size(group, "support", who, {});
}

/// Each of `agents` has taken three calls of random lengths and is in the fourth; every fifth has just ended that.
double crowd(World& w, int agents) {
  std::mt19937 random(11);
  std::exponential_distribution<double> service(1 / 150.0);
  struct Happening {
    double at_s;
    std::string call, agent;  // no agent: the call ends
  };
  double now = 0;
  for (int round = 0; round < 4; ++round) {
    std::vector<Happening> all;
    for (int a = 0; a < agents; ++a) {
      const double at_s = now + 1 + 0.5 * a, length_s = 1 + std::min(service(random), round == 3 ? 60.0 : 900.0);
      const auto call = std::to_string(round) + "-" + std::to_string(a);
      all.push_back({at_s, call, "agent" + std::to_string(a)});
      if (round < 3 || a % 5 == 0) all.push_back({at_s + length_s, call, ""});
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.at_s < b.at_s; });
    for (const auto& h : all) {
      if (!h.agent.empty()) w.queued(h.at_s, h.call);
      h.agent.empty() ? w.ended(h.at_s, h.call) : w.answered(h.at_s, h.call, h.agent);
    }
    now = all.back().at_s;
  }
  return now + 1;
}

TEST(LearnedCrowd, PooledAgentsGiveNearlyTheAnswerOfEachOnItsOwn) {
  World w;
  const double now = crowd(w, 24);
  const auto one_by_one = w.estimate(now);
  const auto size = size_for(crowd_of(w), now);
  EXPECT_EQ(size.kinds_of_agents, 24u);
  // One more, who serves another queue and changes nothing for this one: there are too many to look at each.
  w.agent(now, "outsider", AgentState::busy, {"sales"});
  const auto pooled = w.estimate(now);
  const auto pooled_size = size_for(crowd_of(w), now);
  EXPECT_LT(pooled_size.kinds_of_agents, 24u) << "some are alike";
  EXPECT_NEAR(pooled_size.agents, 24, 1e-9);
  EXPECT_NEAR(crowd_forward_s(pooled) / crowd_forward_s(one_by_one), 1, 0.05);
  for (std::size_t l = 0; l < quantile_levels.size(); ++l)
    EXPECT_NEAR(pooled.evidence.forward_quantiles_s[l] / one_by_one.evidence.forward_quantiles_s[l], 1, 0.08)
        << quantile_levels[l];
}

TEST(LearnedCrowd, TheKindsOfAgentsAreBoundedWhateverTheirNumber) {
  // Busy by the age of the call, two paces and three skills; idle by age and three skills.
  constexpr std::size_t most = 17 * 2 * 3 + 11 * 3;
  for (const int agents : {100, 500}) {
    World w;
    const double now = crowd(w, agents);
    const auto size = size_for(crowd_of(w), now);
    EXPECT_LE(size.kinds_of_agents, most) << agents;
    EXPECT_NEAR(size.agents, agents, 1e-9) << "everybody counts";
  }
}

TEST(LearnedCrowd, TheKindsOfCallersAreBoundedAndEachCounts) {
  constexpr std::size_t lines = 2, patience_bins = 11;
  World w;
  w.queued(0, "b");
  w.answered(0, "b", "anna");
  for (int i = 0; i < 300; ++i) w.queued(1 + i * 1.5, "c" + std::to_string(i), i % 3 == 0 ? "sales" : "support");
  const auto size = size_for(crowd_of(w), 460);
  EXPECT_LE(size.kinds_of_callers, lines * patience_bins);
  EXPECT_GT(size.callers, 150) << "all of support, and some of sales";
  EXPECT_LE(size.callers, 300);
  World alone;
  alone.queued(0, "b");
  alone.answered(0, "b", "anna");
  for (int i = 0; i < 300; ++i) alone.queued(1 + i * 1.5, "c" + std::to_string(i));
  EXPECT_NEAR(size_for(crowd_of(alone), 460).callers, 300, 1e-9);
}

TEST(LearnedCrowd, PlacesOfCallbacksGoFirstAndNeverHangUp) {
  CallbackWorld callers, callbacks, nobody;
  for (int i = 0; i < 3; ++i) {
    callers.queued(10 + i, "c" + std::to_string(i));
    callbacks.accept(10 + i, "cb" + std::to_string(i));
  }
  const auto live = callers.estimate(20), kept = callbacks.estimate(20), free = nobody.estimate(20);
  EXPECT_EQ(kept.ahead, 3);
  EXPECT_NEAR(kept.evidence.weighted_ahead, 3, 1e-9);
  EXPECT_EQ(live.evidence.weighted_ahead, kept.evidence.weighted_ahead);
  EXPECT_GT(kept.evidence.forward_quantiles_s[2], live.evidence.forward_quantiles_s[2]) << "they do not hang up";
  EXPECT_GT(live.evidence.forward_quantiles_s[2], free.evidence.forward_quantiles_s[2]);
}

}  // namespace
}  // namespace truewait::domain
