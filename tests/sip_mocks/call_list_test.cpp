#include "ivr/call_list.hpp"

#include <gtest/gtest.h>

namespace truewait::ivr {
namespace {

TEST(CallList, ReadsEverythingALineMaySay) {
  const auto list = read_call_list(
      R"({"at_s":2.5,"call_id":"c1","queue":"support","caller":"+15550100001","priority":2,"class":"vip",)"
      R"("patience_s":90,"talk_s":30,"wants_callback":"if_offered","answers":["busy","answers:12"],)"
      R"("survey":{"perceived_wait":5,"fast":4}})");
  ASSERT_TRUE(list.errors.empty()) << list.errors.front();
  ASSERT_EQ(list.calls.size(), 1U);
  const PlannedCall& call = list.calls[0];
  EXPECT_EQ(call.at_s, 2.5);
  EXPECT_EQ(call.call_id, "c1");
  EXPECT_EQ(call.queue, "support");
  EXPECT_EQ(call.caller, "+15550100001");
  EXPECT_EQ(call.caller_class, "vip");
  EXPECT_EQ(call.priority, 2);
  EXPECT_EQ(call.patience_s, 90);
  EXPECT_EQ(call.talk_s, 30);
  EXPECT_EQ(call.wants_callback, Wants::if_offered);
  ASSERT_EQ(call.answers.size(), 2U);
  EXPECT_EQ(call.answers[0].ring, Ring::busy);
  EXPECT_FALSE(call.answers[0].after_s);
  EXPECT_EQ(call.answers[1].ring, Ring::answers);
  EXPECT_EQ(call.answers[1].after_s, 12);
  ASSERT_TRUE(call.survey);
  EXPECT_EQ(call.survey->perceived_min, 5);
  EXPECT_EQ(call.survey->fast, 4);
}

TEST(CallList, LeavesTheRestAtItsDefaults) {
  const auto list = read_call_list(R"({"call_id":"c1","queue":"support","survey":null,"wants_callback":false})");
  ASSERT_EQ(list.calls.size(), 1U);
  EXPECT_EQ(list.calls[0].patience_s, never);
  EXPECT_EQ(list.calls[0].wants_callback, Wants::no);
  EXPECT_FALSE(list.calls[0].survey);
}

TEST(CallList, SortsByTimeAndSkipsCommentsAndEmptyLines) {
  const auto list = read_call_list(
      "# a morning\n\n{\"at_s\":9,\"call_id\":\"b\",\"queue\":\"q\"}\r\n"
      "  {\"at_s\":1,\"call_id\":\"a\",\"queue\":\"q\",\"survey\":\"felt\"}");
  EXPECT_TRUE(list.errors.empty());
  ASSERT_EQ(list.calls.size(), 2U);
  EXPECT_EQ(list.calls[0].call_id, "a");
  EXPECT_TRUE(list.calls[0].survey->felt);
  EXPECT_EQ(list.calls[1].call_id, "b");
}

struct Wrong {
  const char* line;
  const char* says;
};

class WrongLine : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongLine, IsToldWithItsNumberAndNotPlayed) {
  const auto list = read_call_list(std::string("{\"call_id\":\"ok\",\"queue\":\"q\"}\n") + GetParam().line);
  EXPECT_EQ(list.calls.size(), 1U);
  ASSERT_EQ(list.errors.size(), 1U);
  EXPECT_TRUE(list.errors[0].starts_with("line 2: ")) << list.errors[0];
  EXPECT_NE(list.errors[0].find(GetParam().says), std::string::npos) << list.errors[0];
}

INSTANTIATE_TEST_SUITE_P(
    CallList, WrongLine,
    ::testing::Values(Wrong{"not json", "not a JSON object"}, Wrong{"[1]", "not a JSON object"},
                      Wrong{R"({"queue":"q"})", "call_id is missing"}, Wrong{R"({"call_id":"x"})", "queue is missing"},
                      Wrong{R"({"call_id":"ok","queue":"q"})", "has been there before"},
                      Wrong{R"({"call_id":"x","queue":"q","patience":3})", "no member \"patience\""},
                      Wrong{R"({"call_id":"x","queue":"q","at_s":-1})", "at_s must be"},
                      Wrong{R"({"call_id":"x","queue":"q","talk_s":"3"})", "talk_s must be"},
                      Wrong{R"({"call_id":"x","queue":"q","priority":1.5})", "priority must be"},
                      Wrong{R"({"call_id":"x","queue":"q","wants_callback":"yes"})", "wants_callback must be"},
                      Wrong{R"({"call_id":"x","queue":"q","wants_callback":true})", "needs a number"},
                      Wrong{R"({"call_id":"x","queue":"q","answers":[]})", "answers must be"},
                      Wrong{R"({"call_id":"x","queue":"q","answers":["busy","sleeps"]})", "which no dial does"},
                      Wrong{R"({"call_id":"x","queue":"q","survey":{}})", "neither perceived_wait nor fast"},
                      Wrong{R"({"call_id":"x","queue":"q","survey":3})", "survey must be"}));

TEST(DialScript, ReadsWordsAndSeconds) {
  EXPECT_EQ(read_dial_script("hangs_up:0.5")->after_s, 0.5);
  EXPECT_EQ(read_dial_script("silent")->ring, Ring::silent);
  for (const char* wrong : {"", "answers:", "answers:x", "answers:-1", "answers:3s", "answer", "answers:99999"}) {
    EXPECT_FALSE(read_dial_script(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace truewait::ivr
