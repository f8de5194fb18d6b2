#include <random>

#include "storage/fixture.hpp"

namespace truewait::storage {
namespace {

class Damage : public testing::Test {
 protected:
  Directory directory_;
  std::string path_ = directory_ / "store.db";
};

TEST_F(Damage, ALogCutAnywhereOpensWithAPrefixOfTheCommits) {
  constexpr std::uint64_t kCommits = 12;
  auto store = open(path_);
  for (std::uint64_t seq = 1; seq <= kCommits; ++seq) ASSERT_TRUE(store->append(batch(1, seq, seq)));
  const std::string database = bytes_of(path_);
  const std::string log = bytes_of(path_ + "-wal");
  ASSERT_GT(log.size(), 12U * 4096);
  std::mt19937 random(4);
  std::vector<std::size_t> cuts{0, 1, 31, 32, 33};
  for (std::size_t frame = 32; frame <= log.size(); frame += 24 + 4096) {
    for (const std::size_t cut : {frame - 1, frame, frame + 1, frame + 24, frame + random() % 4120})
      cuts.push_back(cut);
  }
  std::sort(cuts.begin(), cuts.end());
  std::uint64_t before = 0;
  for (const std::size_t cut : cuts) {
    const std::string copy = directory_ / "copy.db";
    write_bytes(copy, database);
    write_bytes(copy + "-wal", log.substr(0, cut));
    {
      const auto opened = open(copy);
      ASSERT_TRUE(opened) << cut;
      const std::uint64_t facts = count_intact(*opened, 1);
      EXPECT_GE(facts, before) << cut;
      EXPECT_EQ(*opened->integrity(), "") << cut;
      EXPECT_TRUE(opened->append(batch(1, facts + 1, facts + 1))) << cut;
      before = facts;
    }
    std::filesystem::remove(copy + "-wal");
    std::filesystem::remove(copy + "-shm");
  }
  EXPECT_EQ(before, kCommits) << "the whole log has them all";
}

TEST_F(Damage, ABitFlippedInTheLogIsTheEndOfThePrefix) {
  auto store = open(path_);
  for (std::uint64_t seq = 1; seq <= 12; ++seq) ASSERT_TRUE(store->append(batch(1, seq, seq)));
  const std::string database = bytes_of(path_);
  const std::string log = bytes_of(path_ + "-wal");
  std::mt19937 random(5);
  for (int flip = 0; flip < 100; ++flip) {
    const std::string copy = directory_ / "copy.db";
    std::string damaged = log;
    damaged[random() % damaged.size()] ^= static_cast<char>(1U << random() % 8);
    write_bytes(copy, database);
    write_bytes(copy + "-wal", damaged);
    if (const auto opened = open_sqlite(copy)) {
      EXPECT_LE(count_intact(**opened, 1), 12U);
      EXPECT_EQ(*(*opened)->integrity(), "");
    }
    std::filesystem::remove(copy + "-wal");
    std::filesystem::remove(copy + "-shm");
  }
}

// Either the damage is reported, when opening, when reading or by the check, or it hit a byte nobody needs.
TEST_F(Damage, ABitFlippedInTheDatabaseIsNeverServedAsAFact) {
  auto store = open(path_);
  ASSERT_TRUE(store->append(batch(1, 1, 300)));
  store = nullptr;
  const std::string good = bytes_of(path_);
  std::mt19937 random(6);
  int reported = 0;
  for (int flip = 0; flip < 400; ++flip) {
    std::string damaged = good;
    damaged[random() % damaged.size()] ^= static_cast<char>(1U << random() % 8);
    write_bytes(path_, damaged);
    const auto opened = open_sqlite_readonly(path_);
    if (!opened) {
      ++reported;
      continue;
    }
    const auto read = (*opened)->read(1, 1, 1000);
    const auto found = (*opened)->integrity();
    if (!read || !found || !found->empty()) {
      ++reported;
      EXPECT_TRUE(read || read.error() == StoreError::corrupt) << read.error().message();
      continue;
    }
    EXPECT_EQ(count_intact(**opened, 1), 300U);
  }
  EXPECT_GT(reported, 200);
}

TEST_F(Damage, TheCheckNamesTheFactThatIsDamagedOrMissing) {
  Batch facts = batch(3, 1, 200);
  facts.records[169].body = "this one";
  ASSERT_TRUE(open(path_)->append(facts));
  std::string bytes = bytes_of(path_);
  const std::size_t at = bytes.find("this one");
  ASSERT_NE(at, std::string::npos);
  bytes[at + 5] ^= 1;
  write_bytes(path_, bytes);
  auto store = open(path_);
  EXPECT_EQ(*store->integrity(), "fact 170 of shard 3 is damaged\n");
  EXPECT_EQ(error_of(store->read(3, 1, 1000)), StoreError::corrupt);
  EXPECT_EQ(store->read(3, 171, 1000)->size(), 30U);
}

}  // namespace
}  // namespace truewait::storage
