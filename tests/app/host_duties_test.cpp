// What the host says about itself.
#include "app/host_fixture.hpp"

namespace truewait::app::test {
namespace {

class HostDuties : public HostTest {};

TEST_F(HostDuties, IsReadyOnceReplayedAndNotWhileEnding) {
  open();
  EXPECT_TRUE(host->readiness().ready);
  host->drain();
  const auto ending = host->readiness();
  EXPECT_FALSE(ending.ready);
  ASSERT_EQ(ending.reasons.size(), 1u);
  EXPECT_NE(ending.reasons[0].find("shutting down"), std::string::npos);
}

TEST_F(HostDuties, TheVersionRisesWithTheQueuesStateAndIsUnknownElsewhere) {
  open();
  const auto before = host->version("default", "support").value();
  const auto sales = host->version("default", "sales").value();
  ingest(queued("e1", "c1"));
  EXPECT_GT(host->version("default", "support").value(), before);
  EXPECT_EQ(host->version("default", "sales").value(), sales);
  EXPECT_FALSE(host->version("default", "nobody"));
  EXPECT_FALSE(host->version("elsewhere", "support"));
}

TEST_F(HostDuties, QueuesOfOneGroupShareTheirVersion) {
  for (auto& queue : config.engine.queues) queue.group = "agents";
  open();
  const auto before = host->version("default", "sales").value();
  ingest(queued("e1", "c1", "support"));
  EXPECT_GT(host->version("default", "sales").value(), before);
}

TEST_F(HostDuties, MetricsFollowWhatHappens) {
  open();
  serve_calls(40, "a");
  ingest(queued("e1", "c1"));
  const std::string page = host->metrics();
  EXPECT_NE(page.find("truewait_waiting_calls{queue=\"support\"} 1\n"), std::string::npos) << page;
  EXPECT_NE(page.find("truewait_waiting_calls{queue=\"sales\"} 0\n"), std::string::npos);
  EXPECT_NE(page.find("truewait_build_info{version="), std::string::npos);
  EXPECT_NE(page.find("truewait_estimate_abs_error_seconds_count{queue=\"support\"}"), std::string::npos);
  EXPECT_EQ(page.find("truewait_facts_committed_total 0\n"), std::string::npos);
}

TEST_F(HostDuties, NobodyLoggedInAndNothingMeasuredIsSaidSo) {
  open();
  const auto estimate = host->estimate("default", "support", {});
  ASSERT_TRUE(estimate);
  EXPECT_EQ(estimate->status, domain::EstimateStatus::insufficient_data);
  EXPECT_FALSE(host->estimate("default", "nobody", {}));
  EXPECT_FALSE(host->queue("default", "nobody"));
  EXPECT_EQ(host->queues("default").size(), 2u);
  EXPECT_TRUE(host->queues("elsewhere").empty());
}

}  // namespace
}  // namespace truewait::app::test
