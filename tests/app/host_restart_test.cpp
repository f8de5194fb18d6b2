// What a restart finds: the same state from facts, from a snapshot and facts, and a clear refusal when facts are wrong.
#include "app/host/records.hpp"
#include "app/host/store_check.hpp"
#include "app/host_fixture.hpp"

namespace truewait::app::test {
namespace {

class HostRestart : public HostTest {
 protected:
  std::string refusal() {
    try {
      open();
    } catch (const std::runtime_error& e) {
      return e.what();
    }
    return {};
  }
  /// The state that the facts in the store rebuild, all of them.
  std::uint64_t rebuilt() const {
    domain::Engine engine(config.engine);
    const auto store = second_store();
    const auto names = engine.shard_names();
    for (std::size_t i = 0; i < names.size(); ++i) {
      engine.bind_shard(i, store->shard(names[i].site, names[i].group).value());
    }
    for (const domain::Fact& fact : facts()) EXPECT_TRUE(engine.apply(fact));
    return engine.digest();
  }
  std::uint32_t shard() { return second_store()->shard("default", "support").value(); }
};

TEST_F(HostRestart, TheStateIsTheSameAfterAnOrderlyEnd) {
  open();
  serve_calls(50, "a");
  ingest(queued("e1", "still-waiting"));
  const auto digest = host->engine().digest();
  close();
  EXPECT_EQ(second_store()->load_snapshot(shard()).value()->seq, second_store()->last_seq(shard()).value());
  EXPECT_EQ(rebuilt(), digest);
  open();
  EXPECT_EQ(host->engine().digest(), rebuilt()) << "the same, and a claim";
  EXPECT_EQ(host->queue("default", "support")->waiting, 1);
  EXPECT_EQ(ingest(queued("e1", "still-waiting")).duplicates, 1u);
}

TEST_F(HostRestart, TheStateIsTheSameWithoutASnapshot) {
  open();
  serve_calls(20, "a");
  const auto digest = host->engine().digest();
  drop();
  EXPECT_FALSE(second_store()->load_snapshot(shard()).value());
  EXPECT_EQ(rebuilt(), digest);
  open();
  EXPECT_EQ(host->engine().digest(), rebuilt());
}

TEST_F(HostRestart, SnapshotsFollowEverySoManyFacts) {
  config.snapshot_every = 25;
  open();
  serve_calls(22, "a");
  const auto digest = host->engine().digest();
  drop();
  const auto snapshot = second_store()->load_snapshot(shard()).value();
  ASSERT_TRUE(snapshot);
  EXPECT_LT(snapshot->seq, second_store()->last_seq(shard()).value());
  EXPECT_EQ(rebuilt(), digest);
  open();
  EXPECT_EQ(host->engine().digest(), rebuilt());
}

TEST_F(HostRestart, EstimatesAreTheSameAfterwards) {
  open();
  serve_calls(60, "a");
  ingest(queued("e1", "ahead"));
  const auto before = host->estimate("default", "support", {});
  close();
  open();
  const auto after = host->estimate("default", "support", {});
  ASSERT_TRUE(before && after);
  EXPECT_EQ(after->status, before->status);
  EXPECT_EQ(after->formula, before->formula);
  EXPECT_EQ(after->samples, before->samples);
  EXPECT_EQ(after->ahead, before->ahead);
}

TEST_F(HostRestart, AnUnreadableSnapshotIsReplacedByTheFactsThemselves) {
  open();
  serve_calls(10, "a");
  const auto digest = host->engine().digest();
  drop();
  const auto last = second_store()->last_seq(shard()).value();
  ASSERT_TRUE(second_store()->save_snapshot({shard(), last, 0, "not a snapshot of this release"}));
  EXPECT_EQ(rebuilt(), digest);
  open();
  EXPECT_EQ(host->engine().digest(), rebuilt());
}

TEST_F(HostRestart, ASnapshotBeyondTheFactsIsRefused) {
  open();
  serve_calls(2, "a");
  drop();
  const auto last = second_store()->last_seq(shard()).value();
  ASSERT_TRUE(second_store()->save_snapshot({shard(), last + 5, 0, "x"}));
  EXPECT_NE(refusal().find("facts are missing"), std::string::npos);
}

TEST_F(HostRestart, AFactThatCannotBeReadIsRefusedWithItsPlace) {
  open();
  serve_calls(2, "a");
  drop();
  const auto last = second_store()->last_seq(shard()).value();
  storage::Batch batch;
  batch.records = {{shard(), last + 1, to_ms(Clock::wall()), "\xff\xff no fact of ours"}};
  ASSERT_TRUE(second_store()->append(batch));
  const std::string why = refusal();
  EXPECT_NE(why.find("fact " + std::to_string(last + 1) + " cannot be read"), std::string::npos) << why;
  EXPECT_NE(why.find(store_path()), std::string::npos) << why;
  auto store = second_store();
  const StoreCheck found = check_store(*store);
  EXPECT_FALSE(found.ok());
}

TEST_F(HostRestart, TwoHostsOnOneStoreAreRefused) {
  open();
  boost::asio::io_context other_loop(1);
  EXPECT_THROW(
      {
        try {
          Host other(other_loop, config);
        } catch (const std::runtime_error& e) {
          EXPECT_NE(std::string(e.what()).find("served by another truewait"), std::string::npos) << e.what();
          throw;
        }
      },
      std::runtime_error);
}

TEST_F(HostRestart, TimeGoesOnFromTheLastFactEvenWhenTheWallClockWasSetBack) {
  open();
  drop();
  const domain::Instant ahead = Clock::wall() + std::chrono::hours(1);
  domain::EventNoted noted;
  noted.origin = {"pbx", "from-the-future"};
  noted.why = "the clock was wrong then";
  storage::Batch batch;
  batch.records = {to_record({shard(), second_store()->last_seq(shard()).value() + 1, ahead, noted})};
  ASSERT_TRUE(second_store()->append(batch));
  open();
  EXPECT_GE(host->now(), ahead);
  EXPECT_EQ(ingest(queued("e1", "c1")).accepted, 1u);
}

TEST_F(HostRestart, TheCheckFindsAWholeStoreWholeAndASnapshotOfAnotherStateNot) {
  open();
  serve_calls(30, "a");
  const auto earlier = host->engine().snapshot(shard());
  serve_calls(1, "b");
  close();
  auto store = second_store();
  const StoreCheck whole = check_store(*store);
  EXPECT_TRUE(whole.ok()) << (whole.shards[0].damage.empty() ? "" : whole.shards[0].damage[0]);
  ASSERT_FALSE(whole.shards.empty());
  EXPECT_TRUE(whole.shards[0].snapshot_equal);
  EXPECT_EQ(whole.shards[0].kinds.at("call_queued"), 31u);
  const auto last = store->last_seq(shard()).value();
  ASSERT_TRUE(store->save_snapshot({shard(), last, 0, earlier}));
  const StoreCheck broken = check_store(*store);
  EXPECT_FALSE(broken.ok());
}

}  // namespace
}  // namespace truewait::app::test
