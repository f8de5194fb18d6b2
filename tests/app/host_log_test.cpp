// What the log writes for text that came from outside.
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <boost/json.hpp>
#include <sstream>

#include "app/host/log.hpp"

namespace truewait::app {
namespace {

std::string logged(const std::string& message, bool json, const std::string& level = "info") {
  std::ostringstream out;
  auto log = make_log(std::make_shared<spdlog::sinks::ostream_sink_mt>(out), level, json);
  log->info("{}", message);
  return out.str();
}

TEST(Log, AForgedLineStaysInsideItsOwn) {
  const std::string line = logged("queue a\n2026-01-01T00:00:00.000Z critical all is lost\r\x1b[2J\x7f", false);
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  EXPECT_EQ(line.back(), '\n');
  EXPECT_NE(line.find("queue a\\n2026"), std::string::npos);
  EXPECT_NE(line.find("\\r\\u001b[2J\\u007f"), std::string::npos);
  EXPECT_NE(line.find("Z info queue a"), std::string::npos);
}

TEST(Log, EveryJsonLineParsesWhateverTheTextHolds) {
  const std::vector<std::string> texts{std::string("plain"),
                                       std::string("quote \" back \\ end"),
                                       std::string("line\nbreak\ttab"),
                                       std::string("nul \0 inside", 12),
                                       std::string("bad \xff\xc0\xaf utf8 \xed\xa0\x80"),
                                       std::string("gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80")};
  for (const std::string& text : texts) {
    const std::string line = logged(text, true);
    ASSERT_EQ(std::count(line.begin(), line.end(), '\n'), 1) << line;
    boost::json::error_code error;
    const auto value = boost::json::parse(line.substr(0, line.size() - 1), error);
    ASSERT_FALSE(error) << line;
    EXPECT_EQ(value.at("level").as_string(), "info");
    EXPECT_TRUE(value.at("time").as_string().ends_with("Z"));
  }
}

TEST(Log, JsonKeepsTheTextItself) {
  const std::string text = "a \"quoted\" \\ line\nand \xe2\x82\xac";
  const auto line = logged(text, true);
  EXPECT_EQ(boost::json::parse(line.substr(0, line.size() - 1)).at("message").as_string(), text);
}

TEST(Log, BytesThatAreNoTextBecomeReplacementCharacters) {
  EXPECT_EQ(escape_json("\xff"), "\\ufffd");
  EXPECT_EQ(escape_json("\xc0\xaf"), "\\ufffd\\ufffd");
  EXPECT_EQ(escape_json("\xe2\x82"), "\\ufffd\\ufffd");
  EXPECT_EQ(escape_json("\xed\xa0\x80"), "\\ufffd\\ufffd\\ufffd");
  EXPECT_EQ(escape_json("\xf4\x90\x80\x80"), "\\ufffd\\ufffd\\ufffd\\ufffd");
}

TEST(Log, TheLevelHolds) {
  EXPECT_EQ(logged("quiet", false, "warn"), "");
  EXPECT_NE(logged("loud", false, "debug"), "");
}

}  // namespace
}  // namespace truewait::app
