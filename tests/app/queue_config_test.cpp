// What a queue's table says about callbacks' dials and tries, places resumed, and how sure spoken words are.
#include "app/config_reading.hpp"

namespace truewait::app {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

TEST(Config, APlaceIsResumedOnlyWhereThatIsConfigured) {
  EXPECT_EQ(good("[[queues]]\nname = \"a\"").engine.queues[0].callback.resume_within, seconds(0));
  const auto on = good("[[queues]]\nname = \"a\"\ncallback_resume_within = \"10min\"");
  EXPECT_EQ(on.engine.queues[0].callback.resume_within, std::chrono::minutes(10));
  EXPECT_NE(bad_in_queue("callback_resume_within = \"25h\"").find("and 24h"), std::string::npos);
}

TEST(Config, WordsAreSpokenAtALevelFromHalfTo95Percent) {
  EXPECT_EQ(good("[[queues]]\nname = \"a\"").engine.queues[0].announce_level, 0.80);
  EXPECT_EQ(good("[[queues]]\nname = \"a\"\nannounce_percent = 50").engine.queues[0].announce_level, 0.50);
  EXPECT_EQ(good("[[queues]]\nname = \"a\"\nannounce_percent = 95").engine.queues[0].announce_level, 0.95);
  EXPECT_EQ(bad_in_queue("announce_percent = 49"),
            "t.toml:3:20: \"announce_percent\" is 49; it must lie between 50 and 95.\n");
  EXPECT_EQ(bad_in_queue("announce_percent = 96"),
            "t.toml:3:20: \"announce_percent\" is 96; it must lie between 50 and 95.\n");
  EXPECT_EQ(bad_in_queue("announce_percent = 0.8").find("t.toml:3:20: \"announce_percent\" must be a whole number"),
            0u);
  EXPECT_NE(bad_in_queue("anounce_percent = 80").find("Did you mean \"announce_percent\"?"), std::string::npos);
}

TEST(Config, DialsAndTriesAreAsWritten) {
  const auto config = good(R"(
    [[queues]]
    name = "support"
    callback_retry = "7min"
    callback_retry_busy = "2min"
    callback_retry_congestion = "20s"
    callback_quarantine = "48h"
    callback_dial = "reserved_agent"
    callback_hold_cost = 2.5
    callback_answer_time = "12s"
    callback_answer_percent = 65
    [[queues]]
    name = "sales"
  )");
  const auto& retry = config.engine.queues[0].callback.retry;
  EXPECT_EQ(retry.after_busy, seconds(120)) << "its own goes before the common one";
  EXPECT_EQ(retry.after_no_answer, seconds(420));
  EXPECT_EQ(retry.after_machine, seconds(420));
  EXPECT_EQ(retry.after_congestion, seconds(20));
  EXPECT_EQ(retry.quarantine, hours(48));
  const auto& dial = config.engine.queues[0].callback.dial;
  EXPECT_EQ(dial.mode, domain::DialMode::reserved_agent);
  EXPECT_EQ(dial.hold_cost, 2.5);
  EXPECT_EQ(dial.answer_time, seconds(12));
  EXPECT_EQ(dial.answer_share, 0.65);
  const domain::CallbackRule plain;
  EXPECT_EQ(config.engine.queues[1].callback.retry.after_machine, plain.retry.after_machine);
  EXPECT_EQ(config.engine.queues[1].callback.dial.mode, domain::DialMode::customer_first);

  EXPECT_NE(bad_in_queue("callback_dial = \"agent_frist\"").find("Did you mean \"agent_first\"?"), std::string::npos);
  EXPECT_NE(bad_in_queue("callback_hold_cost = 0").find("between 0.1 and 1000"), std::string::npos);
  EXPECT_NE(bad_in_queue("callback_answer_time = \"2min\"").find("between 1s and 1min"), std::string::npos);
  EXPECT_NE(bad_in_queue("callback_answer_percent = 0").find("between 1 and 100"), std::string::npos);
}

}  // namespace
}  // namespace truewait::app
