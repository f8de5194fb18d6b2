// Whole seeded days through the engine: the same seed gives the same digest, the journal rebuilds the live state to the
// byte, and nothing the network does to the reports breaks an invariant.
#include <gtest/gtest.h>

#include <cstdlib>

#include "simulation/day.hpp"
#include "truewait/domain/codec.hpp"

namespace truewait::simulation {
namespace {

using domain::Engine;

/// Seeds to run: a slice by default, more by name (TRUEWAIT_SEEDS=200).
int seeds() {
  const char* asked = std::getenv("TRUEWAIT_SEEDS");
  return asked == nullptr ? 12 : std::max(1, std::atoi(asked));
}

struct Played {
  Engine engine;
  std::vector<domain::Fact> facts;
};

Played play(const centre::Scenario& scenario, const std::vector<Delivery>& reports) {
  Played played{Engine(queues_of(scenario)), {}};
  const auto keep = [&](domain::Decision decision) {
    std::move(decision.facts.begin(), decision.facts.end(), std::back_inserter(played.facts));
  };
  for (const auto& [now, event] : reports) {
    while (played.engine.next_wakeup() && *played.engine.next_wakeup() <= now) {
      keep(played.engine.step(*played.engine.next_wakeup(), domain::Wakeup{}));
    }
    keep(played.engine.step(now, event));
  }
  return played;
}

constexpr Faults bad_network{0.10, 0.05, 20};

TEST(Days, TheSameSeedGivesTheSameDigest) {
  const auto scenario = a_day(2);
  const auto reports = deliveries(scenario, 1, bad_network);
  const auto once = play(scenario, reports), again = play(scenario, deliveries(scenario, 1, bad_network));
  EXPECT_EQ(once.engine.digest(), again.engine.digest());
  EXPECT_NE(once.engine.digest(), play(scenario, deliveries(scenario, 2, bad_network)).engine.digest());
}

TEST(Days, TheJournalRebuildsTheLiveState) {
  const auto scenario = a_day(2);
  for (int seed = 1; seed <= seeds(); ++seed) {
    const auto live = play(scenario, deliveries(scenario, static_cast<std::uint64_t>(seed), bad_network));
    // A crash somewhere on the way: a snapshot, then the facts after it.
    const auto crash = live.facts.size() * static_cast<std::size_t>(seed % 10) / 10;
    Engine before(queues_of(scenario));
    for (std::size_t i = 0; i < crash; ++i) ASSERT_TRUE(before.apply(live.facts[i]));
    Engine after(queues_of(scenario));
    ASSERT_TRUE(after.restore(1, before.snapshot(1)));
    ASSERT_TRUE(after.restore(2, before.snapshot(2)));
    for (std::size_t i = crash; i < live.facts.size(); ++i) {
      auto read = live.facts[i];
      read.body = *domain::decode(domain::encode(read.body));
      ASSERT_TRUE(after.apply(read));
    }
    ASSERT_EQ(after.digest(), live.engine.digest()) << "seed " << seed;
  }
}

TEST(Days, RepeatedReportsLeaveNoTrace) {
  const auto scenario = a_day(2);
  for (int seed = 1; seed <= 3; ++seed) {
    const auto number = static_cast<std::uint64_t>(seed);
    const auto clean = play(scenario, deliveries(scenario, number, {}));
    const auto repeated = play(scenario, deliveries(scenario, number, {0.3, 0, 0}));
    EXPECT_EQ(repeated.engine.digest(), clean.engine.digest());
  }
}

TEST(Days, LateAndLostReportsAreSurvivedAndASnapshotSetsThemRight) {
  const auto scenario = a_day(2);
  for (int seed = 1; seed <= 5; ++seed) {
    auto played = play(scenario, deliveries(scenario, static_cast<std::uint64_t>(seed), {0.1, 0.05, 30}));
    const auto now = day_start + std::chrono::hours(20);  // long after the last call: lost ends have aged out
    while (played.engine.next_wakeup() && *played.engine.next_wakeup() <= now) {
      played.engine.step(*played.engine.next_wakeup(), domain::Wakeup{});
    }
    for (const auto& queue : played.engine.queues(now, "default")) {
      EXPECT_EQ(queue.waiting, 0) << queue.queue;
      EXPECT_EQ(queue.in_service, 0) << queue.queue;
    }
    domain::QueueSnapshot truth;
    truth.queue = "support";
    truth.calls = {{"new", now, 0, ""}};
    truth.agents.emplace();
    played.engine.step(now, domain::Event{"default", "pbx", "sync", now, truth});
    EXPECT_EQ(played.engine.queue(now, "default", "support")->waiting, 1);
  }
}

TEST(Days, EveryReportIsTakenOnce) {
  const auto scenario = a_day(2);
  const auto reports = deliveries(scenario, 9, bad_network);
  Engine engine(queues_of(scenario));
  std::size_t taken = 0, repeated = 0, refused = 0;
  for (const auto& [now, event] : reports) {
    const auto decision = engine.step(now, event);
    for (const auto& effect : decision.effects) {
      if (const auto* t = std::get_if<domain::Taken>(&effect)) ++(t->duplicate ? repeated : taken);
      if (std::holds_alternative<domain::Refused>(effect)) ++refused;
    }
  }
  EXPECT_EQ(taken + repeated + refused, reports.size());
  EXPECT_GT(repeated, 0u);
  std::size_t again = 0;
  for (const auto& [now, event] : reports) {
    const auto decision = engine.step(reports.back().now, event);
    again += std::any_of(decision.effects.begin(), decision.effects.end(), [](const auto& e) {
      const auto* t = std::get_if<domain::Taken>(&e);
      return t != nullptr && t->duplicate;
    });
  }
  EXPECT_EQ(again, taken + repeated) << "what was taken once is known for ever after";
}

}  // namespace
}  // namespace truewait::simulation
