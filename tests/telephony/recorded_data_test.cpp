// The recordings kept beside the repository, where there are any: a bank's log of 1999 and a real PBX's queue_log.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "reading.hpp"

namespace truewait::telephony {
namespace {

std::string shared(const std::string& path) {
  return std::string(TRUEWAIT_SOURCE_DIR) + "/../shared/" + path;
}

#define NEED(path) \
  if (!std::filesystem::exists(shared(path))) GTEST_SKIP() << "not run: ../shared/" << path << " is not there"

TEST(RecordedData, TheBankLogHasTheCallsItIsKnownToHave) {
  NEED("data/anonymous_bank/february.txt");
  History history;
  ASSERT_FALSE(read_history(LogFormat::anonymous_bank, shared("data/anonymous_bank/january.txt"), false, history));
  ASSERT_FALSE(read_history(LogFormat::anonymous_bank, shared("data/anonymous_bank/february.txt"), true, history));
  EXPECT_TRUE(history.bad_lines.empty());
  EXPECT_EQ(history.calls.size(), 61'234U);
  std::size_t scored = 0, abandoned = 0;
  double waited_s = 0;
  for (const HistoricCall& call : history.calls) {
    if (!call.scored || !call.waited) continue;
    if (call.outcome == CallOutcome::abandoned) ++abandoned;
    if (call.outcome != CallOutcome::answered) continue;
    ++scored;
    waited_s += domain::to_seconds(*call.left_at - call.queued_at);
  }
  EXPECT_EQ(scored, 14'096U);
  EXPECT_EQ(abandoned, 3'932U);
  EXPECT_NEAR(waited_s / static_cast<double>(scored), 78.6, 0.05);
}

TEST(RecordedData, TheBankTimelineIsInOrderAndComplete) {
  NEED("data/anonymous_bank/february.txt");
  History history;
  ASSERT_FALSE(read_history(LogFormat::anonymous_bank, shared("data/anonymous_bank/february.txt"), true, history));
  const auto events = timeline(history);
  std::size_t snapshots = 0, steps = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (i > 0) {
      ASSERT_LE(events[i - 1].at, events[i].at);
    }
    (events[i].call == TimedEvent::npos ? snapshots : steps)++;
  }
  std::size_t expected = 0;
  for (const HistoricCall& call : history.calls) expected += call.outcome == CallOutcome::answered ? 3 : 2;
  EXPECT_EQ(steps, expected);
  EXPECT_EQ(snapshots, 27U * 6U) << "27 midnights between 28 days, six queues";
}

/// Waits of the PBX's own events, with fractions of a second, by call: the first join to the first exit.
std::map<std::string, double> true_waits(const std::string& path) {
  std::map<std::string, double> joined, waits;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const auto text = [&](const std::string& key) {
      const std::size_t at = line.find("\"" + key + "\": \"");
      if (at == std::string::npos) return std::string();
      const std::size_t begin = at + key.size() + 5;
      return line.substr(begin, line.find('"', begin) - begin);
    };
    const double t = std::strtod(line.c_str() + line.find("\"t\": ") + 5, nullptr);
    const std::string id = text("id"), event = text("ev");
    if (event == "join") joined.emplace(id, t);
    if ((event == "connect" || event == "hangup" || event == "withdraw") && joined.count(id))
      waits.emplace(id, t - joined[id]);
  }
  return waits;
}

TEST(RecordedData, QueueLogWaitsAreWithinASecondOfTheTruth) {
  NEED("traces/asterisk_queue_log_bulk");
  NEED("traces/asterisk_bulk_truth.jsonl");
  History history;
  ASSERT_FALSE(read_history(LogFormat::asterisk_queue_log, shared("traces/asterisk_queue_log_bulk"), true, history));
  EXPECT_TRUE(history.bad_lines.empty());
  std::map<CallOutcome, int> outcomes;
  const auto truth = true_waits(shared("traces/asterisk_bulk_truth.jsonl"));
  std::size_t compared = 0;
  for (const HistoricCall& call : history.calls) {
    ++outcomes[call.outcome];
    const auto wait = truth.find(call.call_id);
    if (!call.left_at || wait == truth.end()) continue;
    EXPECT_NEAR(domain::to_seconds(*call.left_at - call.queued_at), wait->second, 1.0) << call.call_id;
    ++compared;
  }
  EXPECT_EQ(outcomes[CallOutcome::answered], 136);
  EXPECT_EQ(outcomes[CallOutcome::abandoned], 60);
  EXPECT_EQ(outcomes[CallOutcome::left], 28);
  EXPECT_EQ(compared, 224U);
}

TEST(RecordedData, TheSmallQueueLogHasNoBadLines) {
  NEED("traces/asterisk_queue_log");
  History history;
  ASSERT_FALSE(read_history(LogFormat::asterisk_queue_log, shared("traces/asterisk_queue_log"), true, history));
  EXPECT_TRUE(history.bad_lines.empty());
  EXPECT_EQ(history.calls.size(), 23U);
  EXPECT_EQ(call_of(history, "cb-100-leg1").queued_at + std::chrono::seconds(4),
            call_of(history, "cb-100-leg1").left_at);
}

}  // namespace
}  // namespace truewait::telephony
