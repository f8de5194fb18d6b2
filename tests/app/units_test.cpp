#include "app/units.hpp"

#include <gtest/gtest.h>

namespace truewait::app {
namespace {

TEST(Units, ReadsDurations) {
  EXPECT_EQ(parse_duration("300s"), 300.0);
  EXPECT_EQ(parse_duration("250ms"), 0.25);
  EXPECT_EQ(parse_duration("1.5min"), 90.0);
  EXPECT_EQ(parse_duration("2h"), 7200.0);
  EXPECT_EQ(parse_duration("0s"), 0.0);
  EXPECT_EQ(parse_duration("1e2s"), 100.0);
}

TEST(Units, ReadsRates) {
  EXPECT_EQ(parse_rate("2/s"), 2.0);
  EXPECT_EQ(parse_rate("1.5/min"), 0.025);
  EXPECT_EQ(parse_rate("100/h"), 100.0 / 3600);
  EXPECT_EQ(parse_rate("86400/d"), 1.0);
}

TEST(Units, RefusesWhatIsNoQuantity) {
  for (const char* text : {"", "s", "300", "-1s", "-0s", "nans", "infs", "+1s", "1 s", " 1s", "1s ", "1sec", "1S",
                           "1/s", "1e400s", "1e308h"}) {
    EXPECT_FALSE(parse_duration(text).has_value()) << text;
  }
  for (const char* text : {"", "/h", "100", "100h", "-1/h", "nan/h", "inf/h", "100/", "100//h", "100/ms", "1e400/h"}) {
    EXPECT_FALSE(parse_rate(text).has_value()) << text;
  }
}

TEST(Units, ReadsPlainNumbers) {
  EXPECT_EQ(parse_number("80"), 80.0);
  EXPECT_EQ(parse_number("0.5"), 0.5);
  for (const char* text : {"", "-1", "nan", "inf", "1x", " 1", "infinity"}) EXPECT_FALSE(parse_number(text)) << text;
  EXPECT_EQ(parse_whole("12", 1, 20), 12);
  EXPECT_EQ(parse_whole("-2", -5, 5), -2);
  for (const char* text : {"", "0", "21", "12.5", "1e1", "0x5", " 5", "5 ", "99999999999999999999"}) {
    EXPECT_FALSE(parse_whole(text, 1, 20)) << text;
  }
}

}  // namespace
}  // namespace truewait::app
