#include "reading.hpp"

namespace truewait::telephony {
namespace {

using std::chrono::seconds;

const std::string header =
    "vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\t"
    "outcome\tser_start\tser_exit\tser_time\tserver\r\n";
const std::string good =
    "XX0101\t1\t0\t0\tPS\t990301\t8:00:00\t8:00:10\t10\t8:00:10\t8:00:40\t30\tAGENT\t8:00:40\t8:02:40\t120\tRUTH";

History bank_file() {
  History history;
  const auto refusal = read_history(LogFormat::anonymous_bank, data_file("bank.txt"), true, history);
  EXPECT_FALSE(refusal) << *refusal;
  return history;
}

/// The good row with one field replaced.
std::string with(std::size_t column, const std::string& value) {
  std::string row;
  std::istringstream in(good);
  std::string field;
  for (std::size_t i = 0; std::getline(in, field, '\t'); ++i) row += (i ? "\t" : "") + (i == column ? value : field);
  return row;
}

TEST(BankLog, ReadsTheCallsThatReachedAQueueOrAnAgent) {
  const History history = bank_file();
  EXPECT_TRUE(history.bad_lines.empty());
  EXPECT_TRUE(history.empty_at_midnight);
  ASSERT_EQ(history.calls.size(), 5U);  // the hang-up in the menu and the phantom are no calls
}

TEST(BankLog, ACallAnsweredAtOnceArrivesWhenTheMenuEnds) {
  const HistoricCall call = call_of(bank_file(), "XX0101-501");
  EXPECT_FALSE(call.waited);
  EXPECT_EQ(call.queued_at, at(1999, 3, 1, 8, 0, 10));
  EXPECT_EQ(call.left_at, call.queued_at);
  EXPECT_EQ(call.service_ended, call.queued_at + seconds(120));
  EXPECT_EQ(call.outcome, CallOutcome::answered);
  EXPECT_EQ(call.agent, "RUTH");
}

TEST(BankLog, AQueuedCallWaitsItsQueueTimeAndIsServedAtLeastOneSecond) {
  const HistoricCall call = call_of(bank_file(), "XX0101-502");
  EXPECT_TRUE(call.waited);
  EXPECT_EQ(call.priority, 2);
  EXPECT_EQ(call.queued_at, at(1999, 3, 1, 9, 0, 5));
  EXPECT_EQ(call.left_at, at(1999, 3, 1, 9, 1, 5));
  EXPECT_EQ(call.service_ended, at(1999, 3, 1, 9, 1, 6));
  EXPECT_EQ(call.agent, "") << "NO_SERVER is nobody";
}

TEST(BankLog, AHangUpInTheQueueIsAnAbandonment) {
  const HistoricCall call = call_of(bank_file(), "XX0101-503");
  EXPECT_EQ(call.outcome, CallOutcome::abandoned);
  EXPECT_EQ(call.left_at, at(1999, 3, 1, 9, 10, 39));
  EXPECT_FALSE(call.service_ended);
}

TEST(BankLog, AQueueStartPastMidnightBelongsToTheNextDay) {
  EXPECT_EQ(call_of(bank_file(), "XX0102-501").queued_at, at(1999, 3, 2, 0, 0, 2));
}

TEST(BankLog, AMenuClockThatIsAMinuteAheadIsNotMidnight) {
  EXPECT_EQ(call_of(bank_file(), "XX0102-502").queued_at, at(1999, 3, 1, 15, 45, 24));
}

TEST(BankLog, MalformedLinesAreReportedWithTheirNumberAndTheRestIsRead) {
  const std::vector<std::pair<std::string, std::string>> bad{
      {good + "\textra", "18 columns"},
      {"", "1 columns"},
      {with(0, ""), "vru+line is empty"},
      {with(3, "high"), "priority"},
      {with(3, "-1"), "priority"},
      {with(5, "990230"), "date"},
      {with(6, "8:00"), "vru_entry"},
      {with(9, "25:00:00"), "q_start"},
      {with(11, "-3"), "q_time"},
      {with(11, "thirty"), "q_time"},
      {with(12, "LOST"), "outcome"},
      {with(15, "9999999999"), "ser_time"},
      {with(16, std::string("RU\0TH", 5)), "control character"},
      {with(16, "RU\xFFTH"), "not UTF-8"},
      {with(16, std::string(5000, 'x')), "bytes"},
  };
  std::string text = header + good + "\r\n";
  for (const auto& [line, why] : bad) text += line + "\r\n";
  text += with(1, "2");  // no line end after the last one
  const Reading reading = read_text(LogFormat::anonymous_bank, text);
  ASSERT_FALSE(reading.refusal) << *reading.refusal;
  EXPECT_EQ(reading.history.calls.size(), 2U);
  ASSERT_EQ(reading.history.bad_lines.size(), bad.size());
  for (std::size_t i = 0; i < bad.size(); ++i) {
    EXPECT_EQ(reading.history.bad_lines[i].file, "input");
    EXPECT_EQ(reading.history.bad_lines[i].line, i + 3);
    EXPECT_NE(reading.history.bad_lines[i].why.find(bad[i].second), std::string::npos)
        << reading.history.bad_lines[i].why << " lacks " << bad[i].second;
  }
}

TEST(BankLog, ARepeatedCallIsReportedAlsoAcrossFiles) {
  History history;
  for (int file = 0; file < 2; ++file) {
    std::istringstream in(header + good);
    EXPECT_FALSE(read_history(LogFormat::anonymous_bank, in, "file", file == 1, history));
  }
  ASSERT_EQ(history.calls.size(), 1U);
  EXPECT_FALSE(history.calls[0].scored) << "the first file was read as warm-up";
  ASSERT_EQ(history.bad_lines.size(), 1U);
  EXPECT_NE(history.bad_lines[0].why.find("repeats"), std::string::npos);
}

TEST(BankLog, RefusesWhatIsNotOfTheFormatAndKeepsTheHistory) {
  for (const std::string& text : {std::string(), std::string("\r\n"), std::string("a\tb\tc\r\n"),
                                  std::string("\x7f"
                                              "ELF\0\0\0",
                                              7),
                                  std::string("1767258010|pbx-1.1|support|NONE|ENTERQUEUE||+15550100001|1\n")}) {
    const Reading reading = read_text(LogFormat::anonymous_bank, text);
    ASSERT_TRUE(reading.refusal);
    EXPECT_NE(reading.refusal->find("expected"), std::string::npos) << *reading.refusal;
    EXPECT_FALSE(reading.history.empty_at_midnight);
    EXPECT_TRUE(reading.history.bad_lines.empty());
  }
}

TEST(BankLog, AcceptsAFileWithoutItsHeaderAndAHeaderAlone) {
  EXPECT_EQ(read_text(LogFormat::anonymous_bank, good + "\n").history.calls.size(), 1U);
  const Reading empty = read_text(LogFormat::anonymous_bank, header);
  EXPECT_FALSE(empty.refusal);
  EXPECT_TRUE(empty.history.calls.empty());
}

TEST(BankLog, QueuesShareTheRegularAgentsExceptIn) {
  History history;
  for (const char* type : {"PS", "IN", "PS", "AA", "ZZ"}) history.calls.emplace_back().queue = type;
  const auto queues = queues_of(LogFormat::anonymous_bank, history);
  ASSERT_EQ(queues.size(), 4U);
  EXPECT_EQ(queues[0].group_name(), "regular");
  EXPECT_EQ(queues[1].group_name(), "IN");
  EXPECT_EQ(queues[2].group_name(), "regular");
  EXPECT_EQ(queues[3].group_name(), "ZZ");
  for (const auto& queue : queues) {
    EXPECT_EQ(queue.priority_rule, domain::PriorityRule::head_start);
    EXPECT_EQ(queue.head_start_per_priority, seconds(90));
  }
}

}  // namespace
}  // namespace truewait::telephony
