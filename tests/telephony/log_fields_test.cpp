#include "telephony/log_fields.hpp"

#include <gtest/gtest.h>

#include <array>

#include "reading.hpp"

namespace truewait::telephony {
namespace {

TEST(LogFields, TimeOfDayTakesOneOrTwoHourDigits) {
  EXPECT_EQ(time_of_day("0:00:00"), domain::Duration{0});
  EXPECT_EQ(time_of_day("9:01:02"), domain::Duration{32'462'000});
  EXPECT_EQ(time_of_day("23:59:59"), domain::Duration{86'399'000});
  for (const char* bad : {"", "9:1:02", "24:00:00", "9:60:00", "9:00:60", "9:00", "9:00:00 ", "-1:00:00", "ab:cd:ef",
                          "109:00:00", "9;00:00"}) {
    EXPECT_FALSE(time_of_day(bad)) << bad;
  }
}

TEST(LogFields, ShortDateKnowsTheCalendar) {
  EXPECT_EQ(short_date("990228"), at(1999, 2, 28, 0, 0, 0));
  EXPECT_EQ(short_date("000229"), at(2000, 2, 29, 0, 0, 0));
  for (const char* bad : {"990229", "991301", "990100", "99010", "9901011", "99-1-1", ""}) {
    EXPECT_FALSE(short_date(bad)) << bad;
  }
}

TEST(LogFields, EpochTakesFractionsToTheMillisecond) {
  EXPECT_EQ(epoch_seconds("1767258012.2509"), at(2026, 1, 1, 9, 0, 12, 250));
  EXPECT_EQ(epoch_seconds("1767258012"), at(2026, 1, 1, 9, 0, 12));
  for (const char* bad :
       {"", ".5", "1767258012.", "1767258012.x", "-5", "12", "99999999999999999999", "1e9", "9999999999999"}) {
    EXPECT_FALSE(epoch_seconds(bad)) << bad;
  }
}

TEST(LogFields, TimestampReadsOffsetsAndFractions) {
  EXPECT_EQ(timestamp("2026-03-01T08:19:42")->at, at(2026, 3, 1, 8, 19, 42));
  EXPECT_FALSE(timestamp("2026-03-01T08:19:42")->has_offset);
  EXPECT_EQ(timestamp("2026-03-01T08:19:42.25Z")->at, at(2026, 3, 1, 8, 19, 42, 250));
  EXPECT_EQ(timestamp("2026-03-01 08:19:42+02:30")->at, at(2026, 3, 1, 5, 49, 42));
  EXPECT_EQ(timestamp("2026-03-01T23:30:00-01:00")->at, at(2026, 3, 2, 0, 30, 0));
  EXPECT_TRUE(timestamp("2026-03-01t08:19:42z")->has_offset);
  EXPECT_EQ(timestamp("2016-12-31T23:59:60Z")->at, at(2017, 1, 1, 0, 0, 0));
  for (const char* bad :
       {"", "2026-03-01", "2026-02-30T00:00:00", "2026-03-01T24:00:00", "2026-03-01T08:19", "2026-03-01T08:19:42.",
        "2026-03-01T08:19:42+0200", "2026-03-01T08:19:42Zx", "1826-03-01T08:19:42Z", "2026-03-01T08:19:42+25:00"}) {
    EXPECT_FALSE(timestamp(bad)) << bad;
  }
}

TEST(LogFields, SplitCountsMoreThanItKeeps) {
  std::array<std::string_view, 3> fields;
  EXPECT_EQ(split("a||c", '|', fields), 3U);
  EXPECT_EQ(fields[1], "");
  EXPECT_EQ(fields[2], "c");
  EXPECT_EQ(split("a|b|c|d|", '|', fields), 5U);
  EXPECT_EQ(split("", '|', fields), 1U);
}

TEST(LogFields, NumberTakesTheWholeField) {
  EXPECT_EQ(number<int>("-37"), -37);
  for (const char* bad : {"", "+1", " 1", "1 ", "0x1", "99999999999"}) EXPECT_FALSE(number<int>(bad)) << bad;
}

}  // namespace
}  // namespace truewait::telephony
