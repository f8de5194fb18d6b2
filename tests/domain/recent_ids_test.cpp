#include "domain/recent_ids.hpp"

#include <gtest/gtest.h>

#include "domain/world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

TEST(RecentIds, AreBoundedInNumber) {
  RecentIds ids;
  for (std::uint64_t i = 0; i < 1000; ++i) ids.add(i, start, 10, 1h);
  EXPECT_EQ(ids.size(), 10u);
  EXPECT_TRUE(ids.contains(999));
  EXPECT_FALSE(ids.contains(989));
}

TEST(RecentIds, AreBoundedInAge) {
  RecentIds ids;
  ids.add(1, start, 10, 1h);
  ids.add(2, start + 1h, 10, 1h);
  EXPECT_TRUE(ids.contains(1));
  ids.add(3, start + 1h + 1ms, 10, 1h);
  EXPECT_FALSE(ids.contains(1));
  EXPECT_EQ(ids.find(2), start + 1h);
}

TEST(RecentIds, AnIdSeenAgainIsKeptFromThenOn) {
  RecentIds ids;
  ids.add(1, start, 10, 1h);
  ids.add(1, start + 30min, 10, 1h);
  ids.add(2, start + 80min, 10, 1h);
  EXPECT_TRUE(ids.contains(1));
}

}  // namespace
}  // namespace truewait::domain
