// Who owns the shards: an order is given under a claim and refused under one that is over, whoever gives it.
#include "domain/callback_world.hpp"
#include "truewait/domain/codec.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

struct Claims : ::testing::Test {
  CallbackWorld w;

  /// The epochs that the claim gave to the shards, in their order.
  std::vector<std::uint64_t> claim(double at_s, const std::string& owner) {
    std::vector<std::uint64_t> epochs;
    for (const auto& f : w.take(at_s, Claim{"default", owner}).facts) {
      if (const auto* claimed = std::get_if<ShardClaimed>(&f.body)) epochs.push_back(claimed->epoch);
    }
    return epochs;
  }
  Decision assign(double at_s, const std::string& dial, std::optional<std::uint64_t> epoch) {
    Assignment wish{"default", "cb", dial, "ivr#a", {}};
    wish.epoch = epoch;
    return w.take(at_s, wish);
  }
  void due(double at_s) {
    w.agent(at_s, "anna", AgentState::available);
    w.accept(at_s + 1, "cb");
    ASSERT_EQ(w.state("cb"), CallbackState::due);
  }
};

TEST_F(Claims, EachRaisesTheEpochOfEveryShardOfItsSiteAlone) {
  EXPECT_EQ(claim(1, "first"), (std::vector<std::uint64_t>{1, 1})) << "two groups";
  EXPECT_EQ(claim(2, "second"), (std::vector<std::uint64_t>{2, 2}));
  EXPECT_TRUE(w.take(3, Claim{"elsewhere", "third"}).facts.empty());
}

TEST_F(Claims, TheOrderSaysUnderWhichItWasGiven) {
  claim(1, "first");
  claim(2, "second");
  due(3);
  const auto order = assign(5, "d1", 2);
  ASSERT_NE(fact<DialIntended>(order), nullptr);
  EXPECT_EQ(fact<DialIntended>(order)->epoch, 2u);
  EXPECT_EQ(effect<Dial>(order)->order.epoch, 2u);
}

TEST_F(Claims, AnOlderOwnerIsRefused) {
  claim(1, "first");
  due(2);
  claim(4, "second");
  const auto late = assign(5, "d1", 1);
  EXPECT_EQ(refused(late), Refusal::stale_epoch);
  EXPECT_TRUE(late.facts.empty());
  EXPECT_EQ(effect<Dial>(late), nullptr);
  EXPECT_EQ(refused(assign(6, "d1", 3)), Refusal::stale_epoch) << "nor one whose claim is not known here";
  EXPECT_NE(effect<Dial>(assign(7, "d1", 2)), nullptr);
}

TEST_F(Claims, WhoeverNamesNoEpochActsForTheOwner) {
  claim(1, "first");
  due(2);
  EXPECT_EQ(fact<DialIntended>(assign(4, "d1", std::nullopt))->epoch, 1u);
}

TEST_F(Claims, OutcomesAreTakenWhoeverOwnsTheShard) {
  claim(1, "first");
  due(2);
  assign(4, "d1", 1);
  claim(5, "second");
  EXPECT_NE(effect<OutcomeTaken>(w.outcome(6, "d1", DialOutcome::busy)), nullptr) << "the dial was made";
  EXPECT_EQ(w.state("cb"), CallbackState::retry_wait);
}

TEST_F(Claims, AnOrderThatIsSentAgainKeepsItsEpoch) {
  claim(1, "first");
  due(2);
  assign(4, "d1", 1);
  claim(5, "second");
  const auto back = w.take(6, FrontEndHello{"default", "ivr#a", {}});
  ASSERT_NE(effect<Dial>(back), nullptr);
  EXPECT_EQ(effect<Dial>(back)->order.epoch, 1u) << "it is the same order";
}

// Two owners on one journal: both fold it, the later claim stands, and the earlier owner finds that out by folding it.
TEST_F(Claims, TwoEnginesOnOneJournalAgreeWhoMayDial) {
  claim(1, "first");
  due(2);
  Engine second(CallbackWorld::rules());
  const auto fold_into = [](Engine& engine, const std::vector<Fact>& facts, std::size_t from) {
    for (std::size_t i = from; i < facts.size(); ++i) {
      const auto body = decode(encode(facts[i].body));
      ASSERT_TRUE(body);
      ASSERT_TRUE(engine.apply(Fact{facts[i].shard, facts[i].seq, facts[i].now, *body}));
    }
  };
  fold_into(second, w.facts, 0);
  const auto taken_over = second.step(start + 10s, Claim{"default", "second"});
  fold_into(w.engine, taken_over.facts, 0);
  EXPECT_EQ(refused(assign(11, "d1", 1)), Refusal::stale_epoch);
  EXPECT_EQ(w.engine.digest(), second.digest());
  Assignment by_second{"default", "cb", "d2", "ivr#a", {}};
  by_second.epoch = 2;
  EXPECT_NE(effect<Dial>(second.step(start + 12s, by_second)), nullptr);
}

TEST_F(Claims, TheyAreInTheSnapshot) {
  claim(1, "first");
  claim(2, "second");
  Engine restored(CallbackWorld::rules());
  for (std::uint32_t shard = 1; shard <= 2; ++shard) ASSERT_TRUE(restored.restore(shard, w.engine.snapshot(shard)));
  EXPECT_EQ(restored.digest(), w.engine.digest());
  EXPECT_EQ(fact<ShardClaimed>(restored.step(start + 3s, Claim{"default", "third"}))->epoch, 3u);
}

}  // namespace
}  // namespace truewait::domain
