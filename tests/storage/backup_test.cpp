#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "sanitized.hpp"
#include "storage/fixture.hpp"

namespace truewait::storage {
namespace {

class Backup : public testing::Test {
 protected:
  Directory directory_;
  std::string path_ = directory_ / "store.db";
  std::string copy_ = directory_ / "copy.db";
};

TEST_F(Backup, HoldsEverythingInOnePrivateFile) {
  auto store = open(path_);
  Batch all = batch(1, 1, 3000);
  all.contacts = {{"default", "c1", "+15550100", 1}};
  ASSERT_TRUE(store->append(all));
  ASSERT_TRUE(store->save_snapshot({1, 2000, 7, "state"}));
  ASSERT_TRUE(store->shard("default", "sales"));
  ASSERT_TRUE(store->backup(copy_));
  struct stat info {};
  ASSERT_EQ(::stat(copy_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
  for (const char* suffix : {"-wal", "-shm", "-journal"}) EXPECT_FALSE(std::filesystem::exists(copy_ + suffix));
  {
    const auto read = open_sqlite_readonly(copy_);
    ASSERT_TRUE(read);
    EXPECT_EQ(*(*read)->integrity(), "");
    EXPECT_EQ(count_intact(**read, 1), 3000U);
  }
  auto restored = open(copy_);
  EXPECT_EQ((*restored->load_snapshot(1))->body, "state");
  EXPECT_EQ(**restored->number_of("default", "c1"), "+15550100");
  EXPECT_EQ(restored->shards()->size(), 1U);
  ASSERT_TRUE(restored->append(batch(1, 3001, 3001))) << "a copy is a store";
  ASSERT_TRUE(store->append(batch(1, 3001, 3002))) << "the original goes on";
  EXPECT_EQ(*restored->last_seq(1), 3001U);
}

TEST_F(Backup, NeverOverwrites) {
  auto store = open(path_);
  write_bytes(copy_, "precious");
  EXPECT_EQ(error_of(store->backup(copy_)), StoreError::exists);
  EXPECT_EQ(bytes_of(copy_), "precious");
  EXPECT_EQ(error_of(store->backup(path_)), StoreError::exists);
  EXPECT_EQ(error_of(store->backup(directory_ / "no/such/copy.db")), StoreError::not_found);
}

TEST_F(Backup, IsAPrefixOfTheCommitsWhileAnotherConnectionWrites) {
  auto writer = open(path_);
  ASSERT_TRUE(writer->append(batch(1, 1, 20'000)));
  std::atomic<std::uint64_t> acknowledged = 20'000;
  std::atomic<bool> enough = false;
  std::jthread writing([&] {
    while (!enough) {
      const std::uint64_t next = acknowledged + 1;
      if (!writer->append(batch(1, next, next))) return;
      acknowledged = next;
    }
  });
  for (int round = 0; round < (sanitized ? 2 : 5); ++round) {
    const auto reader = open_sqlite_readonly(path_);
    ASSERT_TRUE(reader);
    const std::uint64_t before = acknowledged;
    const std::string copy = copy_ + std::to_string(round);
    ASSERT_TRUE((*reader)->backup(copy));
    const std::uint64_t copied = count_intact(**open_sqlite_readonly(copy), 1);
    EXPECT_GE(copied, before);
    EXPECT_LE(copied, acknowledged + 1);
  }
  enough = true;
}

TEST_F(Backup, OfADamagedStoreLeavesNothing) {
  ASSERT_TRUE(open(path_)->append(batch(1, 1, 3000)));
  std::filesystem::resize_file(path_, std::filesystem::file_size(path_) / 2);
  const auto store = open_sqlite_readonly(path_);
  if (!store) {
    EXPECT_EQ(store.error(), StoreError::corrupt);
    return;
  }
  const auto copied = (*store)->backup(copy_);
  if (copied) {
    EXPECT_NE(*(*open_sqlite_readonly(copy_))->integrity(), "");
  } else {
    EXPECT_FALSE(std::filesystem::exists(copy_));
  }
}

}  // namespace
}  // namespace truewait::storage
