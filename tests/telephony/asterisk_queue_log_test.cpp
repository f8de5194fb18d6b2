#include "reading.hpp"

namespace truewait::telephony {
namespace {

History queue_log_file() {
  History history;
  const auto refusal = read_history(LogFormat::asterisk_queue_log, data_file("queue_log"), true, history);
  EXPECT_FALSE(refusal) << *refusal;
  EXPECT_TRUE(history.bad_lines.empty());
  return history;
}

TEST(AsteriskQueueLog, ReadsEveryVisitToAQueue) {
  const History history = queue_log_file();
  ASSERT_EQ(history.calls.size(), 6U);
  EXPECT_FALSE(history.empty_at_midnight);
}

TEST(AsteriskQueueLog, AConnectInTheSecondOfTheArrivalIsNoWait) {
  const HistoricCall call = call_of(queue_log_file(), "pbx-1.1");
  EXPECT_EQ(call.outcome, CallOutcome::answered);
  EXPECT_FALSE(call.waited);
  EXPECT_EQ(call.agent, "Ann");
  EXPECT_EQ(call.service_ended, at(2026, 1, 1, 9, 0, 40));
}

TEST(AsteriskQueueLog, FractionsOfEpochsAreKept) {
  const HistoricCall call = call_of(queue_log_file(), "pbx-1.3");
  EXPECT_TRUE(call.waited);
  EXPECT_EQ(*call.left_at - call.queued_at, domain::Duration{19'500});
  EXPECT_EQ(call.service_ended, at(2026, 1, 1, 9, 1, 0)) << "a blind transfer ends the service";
}

TEST(AsteriskQueueLog, ASecondVisitIsACallOfItsOwn) {
  const HistoricCall call = call_of(queue_log_file(), "pbx-1.3#2");
  EXPECT_EQ(call.queue, "sales");
  EXPECT_EQ(call.outcome, CallOutcome::left);
  EXPECT_EQ(call.left_at, at(2026, 1, 1, 9, 1, 30));
}

TEST(AsteriskQueueLog, HangUpsAreAbandonments) {
  const HistoricCall call = call_of(queue_log_file(), "pbx-1.4");
  EXPECT_EQ(call.outcome, CallOutcome::abandoned);
  EXPECT_EQ(call.left_at, at(2026, 1, 1, 9, 0, 50));
}

TEST(AsteriskQueueLog, ARestartEmptiesTheQueueWithUnknownOutcome) {
  const HistoricCall before = call_of(queue_log_file(), "pbx-1.6");
  EXPECT_EQ(before.outcome, CallOutcome::unknown);
  EXPECT_EQ(before.left_at, at(2026, 1, 1, 9, 3, 20));
  const HistoricCall open = call_of(queue_log_file(), "pbx-2.1");
  EXPECT_EQ(open.outcome, CallOutcome::unknown);
  EXPECT_FALSE(open.left_at) << "still waiting at the end of the log";
}

TEST(AsteriskQueueLog, EveryWayOutWithoutAnAgentIsLeft) {
  for (const char* event : {"EXITWITHTIMEOUT", "EXITEMPTY", "EXITWITHKEY", "WITHDRAW"}) {
    const Reading reading =
        read_text(LogFormat::asterisk_queue_log,
                  "1767258010|a|q|NONE|ENTERQUEUE||x|1\n1767258011|a|q|NONE|" + std::string(event) + "|1|1|1\n");
    EXPECT_EQ(call_of(reading.history, "a").outcome, CallOutcome::left) << event;
  }
}

TEST(AsteriskQueueLog, ContradictionsAndDamageAreReportedLineByLine) {
  const std::string text =
      "1767258000|NONE|NONE|NONE|QUEUESTART|\n"
      "1767258010|a|q|NONE|ENTERQUEUE||x|1\n"
      "1767258011|b|q|Ann|CONNECT|1|c|1\n"        // 3: never entered
      "1767258012|a|q|Ann|COMPLETEAGENT|1|1|1\n"  // 4: never answered
      "1767258005|a|q|Ann|CONNECT|1|c|1\n"        // 5: before its arrival
      "1767258013|a|q|Ann|CONNECT|3|c|1\n"
      "1767258014|a|q|Bob|CONNECT|4|c|1\n"        // 7: a second answer
      "1767258015|a|q|NONE|ABANDON|1|1|5\n"       // 8: abandoned after the answer
      "1767258012|a|q|Ann|COMPLETEAGENT|3|1|1\n"  // 9: ends before the answer
      "1767258020|a|q|Ann|COMPLETEAGENT|3|7|1\n"
      "1767258021|a|q|Ann|COMPLETEAGENT|3|7|1\n"   // 11: over already
      "yesterday|a|q|NONE|ENTERQUEUE||x|1\n"       // 12
      "1767258022|a|q\n"                           // 13
      "1767258023|d|q|NONE|TELEPORT||\n"           // 14: no such event
      "1767258024|NONE|q|NONE|ENTERQUEUE||x|1\n"   // 15
      "1767258025|e|NONE|NONE|ENTERQUEUE||x|1\n";  // 16
  const Reading reading = read_text(LogFormat::asterisk_queue_log, text);
  ASSERT_FALSE(reading.refusal);
  std::vector<std::size_t> lines;
  for (const BadLine& bad : reading.history.bad_lines) lines.push_back(bad.line);
  EXPECT_EQ(lines, (std::vector<std::size_t>{3, 4, 5, 7, 8, 9, 11, 12, 13, 14, 15, 16}));
  ASSERT_EQ(reading.history.calls.size(), 1U);
  EXPECT_EQ(reading.history.calls[0].agent, "Ann");
  EXPECT_EQ(reading.history.calls[0].service_ended, at(2026, 1, 1, 9, 0, 20));
}

TEST(AsteriskQueueLog, ACallInTwoQueuesAtOnceHasLeftTheFirst) {
  const Reading reading = read_text(LogFormat::asterisk_queue_log,
                                    "1767258010|a|q|NONE|ENTERQUEUE||x|1\n1767258015|a|r|NONE|ENTERQUEUE||x|1\n"
                                    "1767258018|a|r|Ann|CONNECT|3|c|1\n");
  EXPECT_EQ(call_of(reading.history, "a").outcome, CallOutcome::unknown);
  EXPECT_EQ(call_of(reading.history, "a").left_at, at(2026, 1, 1, 9, 0, 15));
  EXPECT_EQ(call_of(reading.history, "a#2").outcome, CallOutcome::answered);
}

TEST(AsteriskQueueLog, RefusesOtherFormatsButNotATornFirstLine) {
  EXPECT_TRUE(read_text(LogFormat::asterisk_queue_log, "").refusal);
  EXPECT_TRUE(read_text(LogFormat::asterisk_queue_log, "call_id,queue\n1,2\n").refusal);
  EXPECT_TRUE(read_text(LogFormat::asterisk_queue_log, std::string("\0\1\2\n", 4)).refusal);
  const Reading torn = read_text(LogFormat::asterisk_queue_log, "ENTERQUEUE||x|1\n1767258010|a|q|NONE|ENTERQUEUE||x|1");
  EXPECT_FALSE(torn.refusal);
  EXPECT_EQ(torn.history.bad_lines.size(), 1U);
  EXPECT_EQ(torn.history.calls.size(), 1U);
}

TEST(AsteriskQueueLog, QueuesStandAloneAndPriorityIsStrict) {
  const auto queues = queues_of(LogFormat::asterisk_queue_log, queue_log_file());
  ASSERT_EQ(queues.size(), 2U);
  EXPECT_EQ(queues[0].group_name(), "support");
  EXPECT_EQ(queues[1].group_name(), "sales");
  EXPECT_EQ(queues[0].priority_rule, domain::PriorityRule::strict);
}

}  // namespace
}  // namespace truewait::telephony
