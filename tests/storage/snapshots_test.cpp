#include <sqlite3.h>

#include "storage/fixture.hpp"

namespace truewait::storage {
namespace {

class Snapshots : public testing::Test {
 protected:
  static Snapshot snapshot(std::uint64_t seq, std::size_t size = 3000) {
    std::string body(size, '\0');
    for (std::size_t i = 0; i < size; ++i) body[i] = static_cast<char>((i * 31 + seq * 5) & 0xff);
    return {1, seq, time_of(seq), body};
  }
  void tamper(const std::string& sql) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    EXPECT_EQ(sqlite3_changes(database), 1);
    sqlite3_close(database);
  }
  void expect_newest(std::uint64_t seq) {
    const auto found = open(path_)->load_snapshot(1);
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->seq, seq);
    EXPECT_EQ((*found)->shard, 1U);
    EXPECT_EQ((*found)->now_ms, time_of(seq));
    EXPECT_EQ((*found)->body, snapshot(seq, (*found)->body.size()).body);
  }

  Directory directory_;
  std::string path_ = directory_ / "store.db";
};

TEST_F(Snapshots, TheNewestComesBack) {
  auto store = open(path_);
  EXPECT_FALSE(*store->load_snapshot(1));
  ASSERT_TRUE(store->save_snapshot(snapshot(10)));
  expect_newest(10);
  ASSERT_TRUE(store->save_snapshot(snapshot(20, 2'000'000)));
  expect_newest(20);
  ASSERT_TRUE(store->save_snapshot(snapshot(30, 0)));
  expect_newest(30);
  EXPECT_FALSE(*store->load_snapshot(2));
}

TEST_F(Snapshots, TwoAreKept) {
  auto store = open(path_);
  for (const std::uint64_t seq : {10, 20, 30, 40}) ASSERT_TRUE(store->save_snapshot(snapshot(seq)));
  ASSERT_TRUE(store->save_snapshot(snapshot(40))) << "the same again replaces it";
  store = nullptr;
  tamper("DELETE FROM snapshots WHERE seq = 40");
  expect_newest(30);
  tamper("DELETE FROM snapshots WHERE seq = 30");
  EXPECT_FALSE(*open(path_)->load_snapshot(1));
}

TEST_F(Snapshots, ADamagedOneIsSkippedInFavourOfTheOlder) {
  for (const char* damage :
       {"UPDATE snapshots SET body = zeroblob(3000) WHERE seq = 20",
        "UPDATE snapshots SET body = substr(body, 1, 2999) WHERE seq = 20",
        "UPDATE snapshots SET now_ms = now_ms + 1 WHERE seq = 20",
        "UPDATE snapshots SET checksum = x'00' WHERE seq = 20", "UPDATE snapshots SET seq = 21 WHERE seq = 20"}) {
    std::filesystem::remove(path_);
    auto store = open(path_);
    ASSERT_TRUE(store->save_snapshot(snapshot(10)));
    ASSERT_TRUE(store->save_snapshot(snapshot(20)));
    store = nullptr;
    expect_newest(20);
    tamper(damage);
    expect_newest(10);
    tamper("UPDATE snapshots SET checksum = x'00' WHERE seq = 10");
    EXPECT_FALSE(*open(path_)->load_snapshot(1)) << damage;
  }
}

TEST_F(Snapshots, ABrokenChainOfPagesIsOnlyABrokenSnapshot) {
  auto store = open(path_);
  for (const std::uint64_t seq : {10, 20}) {
    std::string body;
    while (body.size() < 20'000) body += std::to_string(seq) + ":" + std::to_string(body.size()) + " ";
    ASSERT_TRUE(store->save_snapshot({1, seq, 0, body}));
  }
  store = nullptr;
  std::string bytes = bytes_of(path_);
  const std::size_t at = bytes.find("20:900");
  ASSERT_NE(at, std::string::npos);
  bytes[at / 4096 * 4096 + 1] = '\x7f';  // a page of the chain begins with the number of the next one
  write_bytes(path_, bytes);
  const auto found = open(path_)->load_snapshot(1);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->seq, 10U);
}

}  // namespace
}  // namespace truewait::storage
