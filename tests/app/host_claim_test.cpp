// A service claims its shards before it serves, and gives orders under that claim only.
#include "app/host_fixture.hpp"

namespace truewait::app::test {
namespace {

class HostClaim : public HostTest {
 protected:
  HostClaim() {
    for (auto& queue : config.engine.queues) queue.callback.offer.enabled = true;
  }
  std::vector<domain::ShardClaimed> claims() const {
    std::vector<domain::ShardClaimed> found;
    for (const domain::Fact& fact : facts()) {
      if (const auto* claimed = std::get_if<domain::ShardClaimed>(&fact.body)) found.push_back(*claimed);
    }
    return found;
  }
  std::string accept() {
    std::optional<std::string> taken;
    domain::Acceptance wish;
    wish.queue = "support";
    wish.idempotency_key = "key";
    wish.consent_text_id = "ok";
    host->request_callback(pbx, wish, "+15550100001",
                           [&](const auto& verdict) { taken = verdict.value.callback.view.callback_id; });
    run_until([&] { return taken.has_value(); });
    return taken.value_or("");
  }
  std::vector<edge::ShownOrder> poll() {
    std::optional<std::vector<edge::ShownOrder>> orders;
    host->dial_orders(pbx, std::chrono::milliseconds(0), [&](auto shown) { orders = std::move(shown); });
    run_until([&] { return orders.has_value(); });
    return orders.value_or(std::vector<edge::ShownOrder>{});
  }
  edge::Verdict<edge::ShownOrder> claim(const std::string& dial_id) {
    std::optional<edge::Verdict<edge::ShownOrder>> verdict;
    host->claim(pbx, dial_id, [&](auto v) { verdict = std::move(v); });
    run_until([&] { return verdict.has_value(); });
    return verdict.value_or(edge::Verdict<edge::ShownOrder>{});
  }
};

TEST_F(HostClaim, StandsInTheJournalBeforeAnybodyIsServed) {
  open();
  const auto found = claims();
  ASSERT_EQ(found.size(), 2u) << "one for each group";
  EXPECT_EQ(found[0].epoch, 1u);
  EXPECT_EQ(found[0].owner, found[1].owner);
  EXPECT_FALSE(found[0].owner.empty());
}

TEST_F(HostClaim, EachStartRaisesTheEpoch) {
  open();
  close();
  open();
  drop();
  open();
  const auto found = claims();
  ASSERT_EQ(found.size(), 6u);
  std::vector<std::uint64_t> first_shard;
  for (std::size_t i = 0; i < 3; ++i) first_shard.push_back(found[i].epoch);
  EXPECT_EQ(first_shard, (std::vector<std::uint64_t>{1, 2, 3}));
  EXPECT_NE(found[0].owner, found[1].owner);
}

TEST_F(HostClaim, OrdersAreGivenUnderIt) {
  open();
  close();
  open();
  ingest(event("a", domain::AgentChange{"ann", domain::AgentState::available, {"support"}}));
  accept();
  const auto shown = poll();
  ASSERT_EQ(shown.size(), 1u);
  const auto taken = claim(shown[0].order.dial_id);
  ASSERT_FALSE(taken.refused) << taken.refused->detail;
  EXPECT_EQ(taken.value.order.epoch, 2u);
}

// Pain 8, through the host: the number of the caller is what makes it the same customer.
TEST_F(HostClaim, Pain8TheSameNumberTakesOverAnOrderThatWasShown) {
  open();
  ingest(event("a", domain::AgentChange{"ann", domain::AgentState::available, {"support"}}));
  const auto id = accept();
  const auto shown = poll();
  ASSERT_EQ(shown.size(), 1u);
  ingest(queued("e1", "again", "support", "+15550100001"));
  EXPECT_EQ(host->callback("default", id)->view.state, domain::CallbackState::superseded);
  const auto taken = claim(shown[0].order.dial_id);
  ASSERT_TRUE(taken.refused);
  EXPECT_NE(taken.refused->type, "");
  EXPECT_TRUE(poll().empty());
}

}  // namespace
}  // namespace truewait::app::test
