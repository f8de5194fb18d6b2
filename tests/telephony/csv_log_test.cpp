#include "reading.hpp"

namespace truewait::telephony {
namespace {

const std::string header = "call_id,queue,queued_at,left_at,outcome,service_ended,waited\n";
const std::string good = "g,support,2026-03-02T09:00:00,2026-03-02T09:01:00,answered,,";

TEST(Csv, ReadsColumnsInAnyOrderAndQuotedFields) {
  History history;
  const auto refusal = read_history(LogFormat::csv, data_file("calls.csv"), false, history);
  ASSERT_FALSE(refusal) << *refusal;
  EXPECT_TRUE(history.bad_lines.empty());
  ASSERT_EQ(history.calls.size(), 5U);
  const HistoricCall first = call_of(history, "c1");
  EXPECT_EQ(first.queued_at, at(2026, 3, 2, 9, 0, 0));
  EXPECT_EQ(first.left_at, at(2026, 3, 2, 9, 1, 30));
  EXPECT_EQ(first.service_ended, at(2026, 3, 2, 9, 5, 0));
  EXPECT_EQ(first.agent, "Ann");
  EXPECT_FALSE(first.scored);
  EXPECT_EQ(call_of(history, "c2").caller_class, "gold");
  EXPECT_EQ(call_of(history, "c2").priority, 1);
  EXPECT_EQ(call_of(history, "c3").queue, "sales, \"new\"");
  EXPECT_FALSE(call_of(history, "c3").waited) << "answered in the instant of arrival";
  EXPECT_EQ(call_of(history, "c4").outcome, CallOutcome::left);
  EXPECT_FALSE(call_of(history, "c5").left_at);
}

TEST(Csv, HandlesLineEndsQuotesAcrossLinesAndAMissingLastLineEnd) {
  const Reading reading =
      read_text(LogFormat::csv,
                "\xEF\xBB\xBF"
                "call_id,queue,queued_at,left_at,outcome\r\na,\"q\",2026-03-02T09:00:00,2026-03-02T09:00:01,left\r\n"
                "b,\"q\nx\",2026-03-02T09:00:00,2026-03-02T09:00:01,left\nc,q,2026-03-02T09:00:00,,unknown");
  ASSERT_FALSE(reading.refusal) << *reading.refusal;
  EXPECT_EQ(reading.history.calls.size(), 2U);
  ASSERT_EQ(reading.history.bad_lines.size(), 1U) << "a line end is a control character in a queue's name";
  EXPECT_EQ(reading.history.bad_lines[0].line, 3U);
  EXPECT_EQ(call_of(reading.history, "c").queue, "q");
}

TEST(Csv, OffsetsBecomeUtc) {
  const Reading reading = read_text(
      LogFormat::csv, header + "a,q,2026-03-02T09:00:00+01:00,2026-03-02T08:00:30Z,answered,,\n" + good + "\n");
  EXPECT_EQ(call_of(reading.history, "a").left_at.value() - call_of(reading.history, "a").queued_at,
            std::chrono::seconds(30));
  ASSERT_EQ(reading.history.bad_lines.size(), 1U) << "local times cannot be compared with the others";
  EXPECT_EQ(reading.history.bad_lines[0].line, 3U);
}

TEST(Csv, MalformedRowsAreReportedAndTheRestIsRead) {
  const std::vector<std::pair<std::string, std::string>> bad{
      {"a,q,2026-03-02T09:00:00", "3 fields"},
      {",q,2026-03-02T09:00:00,2026-03-02T09:01:00,answered,,", "call_id is empty"},
      {"a,,2026-03-02T09:00:00,2026-03-02T09:01:00,answered,,", "queue is empty"},
      {"a,q,,2026-03-02T09:01:00,answered,,", "queued_at is empty"},
      {"a,q,09:00,2026-03-02T09:01:00,answered,,", "queued_at"},
      {"a,q,2026-03-02T09:00:00,,answered,,", "left_at is empty"},
      {"a,q,2026-03-02T09:00:00,2026-03-02T08:59:59,answered,,", "before queued_at"},
      {"a,q,2026-03-02T09:00:00,2026-03-02T09:01:00,served,,", "outcome"},
      {"a,q,2026-03-02T09:00:00,2026-03-02T09:01:00,answered,2026-03-02T09:00:30,", "before left_at"},
      {"a,q,2026-03-02T09:00:00,2026-03-02T09:01:00,abandoned,2026-03-02T09:02:00,", "answered calls only"},
      {"a,q,2026-03-02T09:00:00,2026-03-02T09:01:00,answered,,maybe", "waited"},
      {"a,q,2026-03-02T09:00:00,2026-03-02T09:01:00,answered,,false", "waited"},
      {"g,q,2026-03-02T09:00:00,2026-03-02T09:01:00,answered,,", "repeats"},
      {"a,q\"q,2026-03-02T09:00:00,2026-03-02T09:01:00,answered,,", "quote inside"},
      {"a,\"q\"q,2026-03-02T09:00:00,2026-03-02T09:01:00,answered,,", "followed by"},
      {"a,\"q,2026-03-02T09:00:00,2026-03-02T09:01:00,answered,,", "never closed"},
      {std::string(200, 'x') + ",q,2026-03-02T09:00:00,2026-03-02T09:01:00,answered,,", "longer than"},
  };
  std::string text = header + good + "\n";
  for (const auto& [line, why] : bad) text += line + "\n";
  text += "z,q,2026-03-02T09:00:00,2026-03-02T09:01:00,answered,,\n";
  const Reading reading = read_text(LogFormat::csv, text);
  ASSERT_FALSE(reading.refusal) << *reading.refusal;
  EXPECT_EQ(reading.history.calls.size(), 2U);
  ASSERT_EQ(reading.history.bad_lines.size(), bad.size());
  for (std::size_t i = 0; i < bad.size(); ++i) {
    EXPECT_EQ(reading.history.bad_lines[i].line, i + 3);
    EXPECT_NE(reading.history.bad_lines[i].why.find(bad[i].second), std::string::npos)
        << reading.history.bad_lines[i].why << " lacks " << bad[i].second;
  }
}

TEST(Csv, RefusesAHeaderItDoesNotKnowAndNamesTheColumns) {
  for (const std::string& text : {std::string(), std::string("call_id,queue,queued_at,left_at\n"),
                                  std::string("call_id,queue,queued_at,left_at,outcome,shoe_size\n"),
                                  std::string("call_id,queue,queued_at,left_at,outcome,outcome\n"),
                                  std::string("\"call_id\n"), std::string("\0\0\0", 3)}) {
    const Reading reading = read_text(LogFormat::csv, text);
    ASSERT_TRUE(reading.refusal) << text;
    EXPECT_NE(reading.refusal->find("service_ended (optional)"), std::string::npos) << *reading.refusal;
  }
}

TEST(Csv, FilesThatCannotBeReadAreRefused) {
  History history;
  EXPECT_TRUE(read_history(LogFormat::csv, data_file("no-such-file.csv"), true, history));
  EXPECT_TRUE(read_history(LogFormat::csv, data_file(""), true, history)) << "a directory";
}

TEST(Csv, FormatNames) {
  EXPECT_EQ(log_format("anonymous-bank"), LogFormat::anonymous_bank);
  EXPECT_EQ(log_format("asterisk-queue-log"), LogFormat::asterisk_queue_log);
  EXPECT_EQ(log_format("csv"), LogFormat::csv);
  EXPECT_FALSE(log_format("CSV"));
}

}  // namespace
}  // namespace truewait::telephony
