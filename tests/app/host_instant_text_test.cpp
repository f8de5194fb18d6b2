// Times as typed on the command line.
#include <gtest/gtest.h>

#include "app/commands/instant_text.hpp"

namespace truewait::app {
namespace {

using namespace std::chrono_literals;

TEST(InstantText, ReadsAndWritesTheSame) {
  for (const std::string text : {"1999-02-01T08:19:42.000Z", "2024-02-29T23:59:59.999Z", "1970-01-01T00:00:00.000Z"}) {
    const auto at = parse_instant(text);
    ASSERT_TRUE(at) << text;
    EXPECT_EQ(to_text(*at), text);
  }
}

TEST(InstantText, OffsetsAndFractionsAreMinded) {
  EXPECT_EQ(to_text(*parse_instant("2024-03-05T09:07:02+01:00")), "2024-03-05T08:07:02.000Z");
  EXPECT_EQ(to_text(*parse_instant("2024-03-05t09:07:02.5-05:30")), "2024-03-05T14:37:02.500Z");
  EXPECT_EQ(to_text(*parse_instant("2024-03-05 09:07:02.0459z")), "2024-03-05T09:07:02.045Z");
  EXPECT_EQ(to_minutes(*parse_instant("2024-03-05T09:07:02.045Z")), "2024-03-05 09:07");
}

TEST(InstantText, RefusesWhatIsNoSuchTime) {
  for (const char* text :
       {"", "now", "2024-03-05", "2024-03-05T09:07:02", "2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z",
        "2024-03-05T24:00:00Z", "2024-03-05T09:60:00Z", "2024-03-05T09:07:60Z", "2024-03-05T09:07:02.Z",
        "2024-03-05T09:07:02Zx", "2024-03-05T09:07:02+1:00", "2024-03-05T09:07:02+24:00", "-024-03-05T09:07:02Z",
        "2024-3-05T09:07:02Z", "2024-03-05T+9:07:02Z", " 2024-03-05T09:07:02Z"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

}  // namespace
}  // namespace truewait::app
