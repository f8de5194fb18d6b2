// The journal's promise: folding the facts rebuilds the state to the byte, with or without a snapshot on the way.
#include "domain/world.hpp"
#include "truewait/domain/codec.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

/// A little of everything, so that no part of the state is empty.
void a_busy_hour(World& w) {
  for (int i = 0; i < 60; ++i) {
    const auto id = "c" + std::to_string(i);
    w.queued(i * 30.0, id, i % 3 == 0 ? "sales" : "support", i % 2);
    if (i % 5 == 1) w.agent(i * 30.0 + 1, "anna", AgentState::wrap_up);
    if (i % 4 != 0) w.answered(i * 30.0 + 7, id, i % 7 == 0 ? "" : "agent" + std::to_string(i % 6));
    if (i % 4 == 0 && i % 8 != 0) w.abandoned(i * 30.0 + 9, id);
    if (i % 3 != 2) w.ended(i * 30.0 + 20, id);
  }
  w.queued(1801, "b1", "billing");
  w.send(1802, Move{"b1", "support", 3});
}

Engine rebuilt(const std::vector<Fact>& facts) {
  Engine engine(three_queues());
  for (const auto& f : facts) {
    Fact read = f;
    read.body = *decode(encode(f.body));
    EXPECT_TRUE(engine.apply(read));
  }
  return engine;
}

TEST(Replay, FoldingTheFactsGivesTheStateToTheByte) {
  World w;
  a_busy_hour(w);
  const auto again = rebuilt(w.facts);
  EXPECT_EQ(again.digest(), w.engine.digest());
  for (const std::uint32_t shard : {1u, 2u}) EXPECT_EQ(again.snapshot(shard), w.engine.snapshot(shard));
}

TEST(Replay, ASnapshotStandsForTheFactsBeforeIt) {
  World w;
  a_busy_hour(w);
  const std::string first = w.engine.snapshot(1), second = w.engine.snapshot(2);
  const auto seen = w.facts.size();
  for (int i = 0; i < 40; ++i) w.serve(2000 + i * 60.0, "later" + std::to_string(i), 5 + i % 7, 30);
  Engine engine(three_queues());
  ASSERT_TRUE(engine.restore(1, first));
  ASSERT_TRUE(engine.restore(2, second));
  for (std::size_t i = seen; i < w.facts.size(); ++i) ASSERT_TRUE(engine.apply(w.facts[i]));
  EXPECT_EQ(engine.digest(), w.engine.digest());
  const auto now = start + 6000s;
  EXPECT_EQ(engine.estimate(now, "default", "support", {})->quantiles_s,
            w.engine.estimate(now, "default", "support", {})->quantiles_s);
}

TEST(Replay, TheStateDoesNotDependOnTheConfiguration) {
  World w;
  a_busy_hour(w);
  auto changed = three_queues();
  for (auto& queue : changed.queues) {
    queue.priority_rule = PriorityRule::head_start;
    queue.handle_time = 1s;
    queue.agents = 1;
  }
  Engine engine(changed);
  for (const auto& f : w.facts) ASSERT_TRUE(engine.apply(f));
  EXPECT_EQ(engine.digest(), w.engine.digest());
}

TEST(Replay, AHoleOrARepeatInTheSequenceIsRefused) {
  World w;
  a_busy_hour(w);
  Engine engine(three_queues());
  ASSERT_TRUE(engine.apply(w.facts[0]));
  EXPECT_FALSE(engine.apply(w.facts[0]));
  EXPECT_FALSE(engine.apply(w.facts[2]));
  Fact elsewhere = w.facts[1];
  elsewhere.shard = 77;
  EXPECT_FALSE(engine.apply(elsewhere));
  EXPECT_TRUE(engine.apply(w.facts[1]));
}

TEST(Replay, RepeatsAreStillKnownAfterwards) {
  World w;
  const Event event{"default", "pbx", "same", start, Arrival{"c1", "support", 0, "", "", {}, ""}};
  w.take(0, event);
  auto again = rebuilt(w.facts);
  EXPECT_TRUE(repeated(again.step(start + 10s, event)));
  Engine from_snapshot(three_queues());
  ASSERT_TRUE(from_snapshot.restore(1, w.engine.snapshot(1)));
  EXPECT_TRUE(repeated(from_snapshot.step(start + 10s, event)));
}

TEST(Replay, ADamagedSnapshotIsRefusedAndChangesNothing) {
  World w;
  a_busy_hour(w);
  const auto bytes = w.engine.snapshot(1);
  Engine engine(three_queues());
  const auto empty = engine.digest();
  for (std::size_t n = 0; n < bytes.size(); n += 7) EXPECT_FALSE(engine.restore(1, bytes.substr(0, n)));
  auto newer = bytes;
  newer[0] = 9;
  EXPECT_FALSE(engine.restore(1, newer));
  EXPECT_FALSE(engine.restore(1, bytes + "x"));
  EXPECT_FALSE(engine.restore(9, bytes));
  EXPECT_EQ(engine.digest(), empty);
}

TEST(Replay, TheSameInputsGiveTheSameFacts) {
  World a, b;
  a_busy_hour(a);
  a_busy_hour(b);
  ASSERT_EQ(a.facts.size(), b.facts.size());
  for (std::size_t i = 0; i < a.facts.size(); ++i) EXPECT_EQ(encode(a.facts[i].body), encode(b.facts[i].body));
  EXPECT_EQ(a.engine.digest(), b.engine.digest());
}

}  // namespace
}  // namespace truewait::domain
