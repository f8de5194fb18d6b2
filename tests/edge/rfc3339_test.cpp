#include "edge/rfc3339.hpp"

#include <gtest/gtest.h>

namespace truewait::edge {
namespace {

std::string again(std::string_view text) {
  std::string out;
  if (const auto at = parse_rfc3339(text)) append_rfc3339(out, *at);
  return out;
}

TEST(Rfc3339, ReadsWhatTheStandardAllows) {
  EXPECT_EQ(again("2024-03-05T09:07:02.045Z"), "2024-03-05T09:07:02.045Z");
  EXPECT_EQ(again("2024-03-05t09:07:02z"), "2024-03-05T09:07:02.000Z");
  EXPECT_EQ(again("2024-03-05T09:07:02.1Z"), "2024-03-05T09:07:02.100Z");
  EXPECT_EQ(again("2024-03-05T09:07:02.0459999999Z"), "2024-03-05T09:07:02.045Z") << "cut off, not rounded";
  EXPECT_EQ(again("2024-03-05T01:30:00+02:45"), "2024-03-04T22:45:00.000Z");
  EXPECT_EQ(again("2024-12-31T23:30:00-01:00"), "2025-01-01T00:30:00.000Z");
  EXPECT_EQ(again("2024-02-29T00:00:00-00:00"), "2024-02-29T00:00:00.000Z");
  EXPECT_EQ(again("1969-12-31T23:59:59.999Z"), "1969-12-31T23:59:59.999Z") << "before 1970 too";
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:01Z")->time_since_epoch().count(), 1000);
}

TEST(Rfc3339, RefusesEverythingElse) {
  for (const char* text : {"",
                           "2024-03-05",
                           "2024-03-05T09:07:02",
                           "2024-03-05 09:07:02Z",
                           "2024-03-05T09:07Z",
                           "2024-03-05T09:07:60Z",
                           "2024-03-05T24:00:00Z",
                           "2024-03-05T09:60:00Z",
                           "2023-02-29T00:00:00Z",
                           "2024-13-01T00:00:00Z",
                           "2024-00-01T00:00:00Z",
                           "2024-01-00T00:00:00Z",
                           "2024-01-32T00:00:00Z",
                           "2024-03-05T09:07:02.Z",
                           "2024-03-05T09:07:02,5Z",
                           "2024-03-05T09:07:02+0100",
                           "2024-03-05T09:07:02+24:00",
                           "2024-03-05T09:07:02+01:60",
                           "2024-03-05T09:07:02Zx",
                           " 2024-03-05T09:07:02Z",
                           "2024-03-05T09:07:02Z ",
                           "+024-03-05T09:07:02Z",
                           "-001-01-01T00:00:00Z",
                           "24-03-05T09:07:02Z",
                           "2024-3-5T09:07:02Z",
                           "2024-03-05T9:07:02Z",
                           "2024-03-05T09:07:02 Z",
                           "2024-03-05T09:07:02+1:00",
                           "1700000000"}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
  EXPECT_FALSE(parse_rfc3339(std::string_view("2024-03-05T09:07:02\0Z", 21)));
}

TEST(Rfc3339, HttpDateIsThatOfTheStandardsExample) {
  std::string out;
  append_http_date(out, *parse_rfc3339("1994-11-06T08:49:37Z"));
  EXPECT_EQ(out, "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace truewait::edge
