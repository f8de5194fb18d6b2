// The table, the trace, the summary and what is read from the reports.
#include "live/board.hpp"

#include <gtest/gtest.h>

#include "ivr/happening.hpp"
#include "ivr/options.hpp"

namespace truewait::ivr {
namespace {

TEST(Board, ShowsCallbacksAndTheThreeNumbersWithinEightyColumns) {
  live::BoardView view;
  view.time = "2026-03-01 12:00:00";
  view.speed = 10;
  view.phase = "lunch-hour rush";
  view.perceived_fast = live::Share{23, 50};
  view.believed_fast = live::Share{198, 250};
  view.rows.push_back(
      {"support", 1234, 5999, 9999, {"ok", 250, 150, 370}, 999, 9999, {"support", 40, 230, 241, 12, 310}});
  view.rows.push_back({"sales", 0, 0, 0, {"insufficient_data", 0, 0, 0}, 0, 0, {}});
  const auto lines = live::board_lines(view);
  for (const std::string& line : lines) EXPECT_LT(line.size(), 80U) << line;
  EXPECT_EQ(lines[4], "support  1234   99:59 9999  4:10 (2:30-6:10)    999 9999   3:50   4:01   5:10");
  EXPECT_EQ(lines[5], "sales       0    0:00    0  not enough data       0    0      -      -      -");
  EXPECT_EQ(lines[8], "\"Answered fast enough\": customers 46 % of 50, managers believe 79 % of 250");
}

TEST(Board, TellsOfTroubleAtMostAHundredAndTenLetters) {
  live::BoardView view;
  view.trouble = std::string(300, 'x');
  EXPECT_EQ(live::board_lines(view).back().size(), 110U);
  EXPECT_EQ(live::clock_text(95), "1:35");
  EXPECT_EQ(live::clock_text(-3), "0:00");
}

TEST(Experience, FoldsTheHoursOfAQueueByTheirCalls) {
  const auto report = live::read_experience(
      R"({"rows":[{"queue":"a","hour":"h1","n":10,"predicted_s":100,"measured_s":200,"perceived_s":300,"perceived_n":1},)"
      R"({"queue":"a","hour":"h2","n":30,"predicted_s":200,"measured_s":100,"perceived_s":600,"perceived_n":2},)"
      R"({"queue":"b","n":0,"predicted_s":null,"measured_s":null,"perceived_s":null,"perceived_n":0}],)"
      R"("belief":{"agree":198,"n":250,"share":0.792},"perceived_fast":null})");
  ASSERT_EQ(report.queues.size(), 2U);
  EXPECT_DOUBLE_EQ(report.queues[0].predicted_s, 175);
  EXPECT_DOUBLE_EQ(report.queues[0].measured_s, 125);
  EXPECT_DOUBLE_EQ(report.queues[0].perceived_s, 500);
  EXPECT_EQ(report.queues[1].n, 0);
  ASSERT_TRUE(report.believed);
  EXPECT_EQ(report.believed->agree, 198);
  EXPECT_FALSE(report.perceived);
}

TEST(Trace, IsAJsonLineWithoutWhatIsEmpty) {
  EXPECT_EQ(trace_line({1.23456, "outcome", "", "support", "cb1", "d1", "busy"}),
            R"({"at_s":1.235,"what":"outcome","queue":"support","callback_id":"cb1","dial_id":"d1","detail":"busy"})");
}

TEST(Tally, CountsByQueueAndByOutcome) {
  Tally tally;
  tally.add({0, "outcome", "", "a", "", "", "busy"});
  tally.add({0, "outcome", "", "b", "", "", "busy"});
  tally.add({0, "outcome", "", "b", "", "", "no_answer"});
  tally.add({0, "surveyed", "c1", "a", "", "", ""});
  EXPECT_EQ(tally.count("outcome"), 3U);
  EXPECT_EQ(tally.count("outcome", "b"), 2U);
  EXPECT_EQ(tally.count("outcome", "", "busy"), 2U);
  EXPECT_EQ(tally.summary().back(), "1 surveys answered");
}

TEST(Options, ReadsGroupsOfAgents) {
  const auto one = read_group("support=5");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->agents, 5);
  EXPECT_EQ(one->serves, std::vector<std::string>{"support"});
  EXPECT_EQ(read_group("front=2:sales,support")->serves, (std::vector<std::string>{"sales", "support"}));
  for (const char* wrong : {"", "support", "=3", "support=", "support=0", "support=-1", "support=x", "support=3:"}) {
    EXPECT_FALSE(read_group(wrong)) << wrong;
  }
}

TEST(Options, ReadsPhones) {
  const auto phone = read_phone("+15550100001=busy,answers:3");
  ASSERT_TRUE(phone);
  EXPECT_EQ(phone->number, "+15550100001");
  EXPECT_EQ(phone->dials.size(), 2U);
  for (const char* wrong : {"", "+15550100001", "+15550100001=", "=busy", "+15550100001=busy,"}) {
    EXPECT_EQ(read_phone(wrong).has_value(), std::string_view(wrong).ends_with(",")) << wrong;
  }
}

TEST(Options, AQueueThatNobodyAnswersIsAnError) {
  Options options;
  options.list = "calls";
  const Plan none = make_plan(options, R"({"call_id":"c1","queue":"support"})", "r-");
  ASSERT_EQ(none.errors.size(), 1U);
  EXPECT_NE(none.errors[0].find("--agents support=1"), std::string::npos);
  options.agents = {"support=1"};
  const Plan plan = make_plan(options, R"({"call_id":"c1","queue":"support"})", "r-");
  EXPECT_TRUE(plan.errors.empty());
  EXPECT_FALSE(plan.endless);
  EXPECT_EQ(plan.queues, std::vector<std::string>{"support"});
}

TEST(Options, TheDemoHasNoEnd) {
  Options options;
  options.demo = true;
  const Plan plan = make_plan(options, "", "r-");
  EXPECT_TRUE(plan.endless);
  EXPECT_EQ(plan.queues, (std::vector<std::string>{"support", "sales", "billing"}));
}

}  // namespace
}  // namespace truewait::ivr
