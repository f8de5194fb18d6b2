// An explanation is looked at, not told: nothing of it is recorded.
#include "app/host_fixture.hpp"

namespace truewait::app::test {
namespace {

class HostExplain : public HostTest {};

TEST_F(HostExplain, NothingIsRecordedWhereAnEstimateWouldBe) {
  open();
  serve_calls(40, "a");
  ingest(queued("e1", "first"));
  ingest(queued("e2", "second"));
  ingest(answered("e3", "first"));
  const auto digest = host->engine().digest();
  const auto explained = host->explain_call(pbx, "second");
  ASSERT_TRUE(explained);
  EXPECT_EQ(explained->queue, "support");
  EXPECT_TRUE(host->explain("default", "support", {}));
  EXPECT_EQ(host->engine().digest(), digest);
  ASSERT_TRUE(host->estimate_call(pbx, "second"));
  EXPECT_NE(host->engine().digest(), digest) << "the caller has moved up: what is told now is recorded";
  run_until([this] { return host->idle(); });
}

TEST_F(HostExplain, AnotherSourceOfTheSiteMayAskAndAStrangerLearnsNothing) {
  open();
  ingest(queued("e1", "waits"));
  EXPECT_TRUE(host->explain_call({"default", "board", 1}, "waits"));
  EXPECT_FALSE(host->explain_call({"other", "board", 1}, "waits"));
  EXPECT_FALSE(host->explain_call(pbx, "nobody"));
  EXPECT_FALSE(host->explain("default", "nobody", {}));
}

}  // namespace
}  // namespace truewait::app::test
