#include "storage/fixture.hpp"

namespace truewait::storage {
namespace {

class Facts : public testing::Test {
 protected:
  Directory directory_;
  std::string path_ = directory_ / "store.db";
};

TEST_F(Facts, ComeBackAsTheyWereEvenEmptyOrWithControlBytes) {
  auto store = open(path_);
  Batch odd;
  odd.records = {{1, 1, -5, ""}, {1, 2, -5, std::string("\0\x01\n\r\x1b\xff'\";", 9)}, {1, 3, 0, std::string(1, '\0')}};
  ASSERT_TRUE(store->append(odd));
  store = nullptr;
  store = open(path_);
  const auto read = store->read(1, 1, 10);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ((*read)[i].body, odd.records[i].body);
    EXPECT_EQ((*read)[i].now_ms, odd.records[i].now_ms);
    EXPECT_EQ((*read)[i].seq, i + 1);
    EXPECT_EQ((*read)[i].shard, 1U);
  }
}

TEST_F(Facts, AreReadFromASeqOnAndUpToALimit) {
  auto store = open(path_);
  ASSERT_TRUE(store->append(batch(2, 1, 50)));
  auto part = store->read(2, 11, 7);
  ASSERT_TRUE(part);
  ASSERT_EQ(part->size(), 7U);
  EXPECT_EQ(part->front().seq, 11U);
  EXPECT_EQ(part->back().seq, 17U);
  EXPECT_EQ(store->read(2, 0, 3)->front().seq, 1U);
  EXPECT_EQ(store->read(2, 49, 100)->size(), 2U);
  EXPECT_TRUE(store->read(2, 51, 100)->empty());
  EXPECT_TRUE(store->read(2, 1, 0)->empty());
  EXPECT_TRUE(store->read(9, 1, 100)->empty());
  EXPECT_EQ(store->read(2, 1, SIZE_MAX)->size(), 50U);
  EXPECT_TRUE(store->read(2, UINT64_MAX, SIZE_MAX)->empty());
  EXPECT_TRUE(store->read(UINT32_MAX, 1, SIZE_MAX)->empty());
}

TEST_F(Facts, OfShardsDoNotMix) {
  auto store = open(path_);
  for (std::uint64_t seq = 1; seq <= 20; ++seq) {
    Batch mixed;
    for (const std::uint32_t shard : {1U, 2U, 7U}) mixed.records.push_back(record(shard, seq));
    ASSERT_TRUE(store->append(mixed));
  }
  for (const std::uint32_t shard : {1U, 2U, 7U}) {
    EXPECT_EQ(count_intact(*store, shard), 20U);
    EXPECT_EQ(*store->last_seq(shard), 20U);
  }
  EXPECT_EQ(*store->last_seq(3), 0U);
}

TEST_F(Facts, MustComeInSequence) {
  auto store = open(path_);
  EXPECT_EQ(error_of(store->append(batch(1, 2, 2))), StoreError::out_of_sequence);
  EXPECT_EQ(error_of(store->append(batch(1, 0, 0))), StoreError::out_of_sequence);
  ASSERT_TRUE(store->append(batch(1, 1, 5)));
  EXPECT_EQ(error_of(store->append(batch(1, 5, 5))), StoreError::out_of_sequence);
  EXPECT_EQ(error_of(store->append(batch(1, 7, 7))), StoreError::out_of_sequence);
  Batch good_then_bad = batch(1, 6, 8);
  good_then_bad.records.push_back(record(1, 8));
  EXPECT_EQ(error_of(store->append(good_then_bad)), StoreError::out_of_sequence);
  EXPECT_EQ(*store->last_seq(1), 5U) << "a refused batch leaves nothing behind";
  ASSERT_TRUE(store->append(batch(1, 6, 6)));
  store = nullptr;
  store = open(path_);
  EXPECT_EQ(error_of(store->append(batch(1, 6, 6))), StoreError::out_of_sequence) << "also after reopening";
  ASSERT_TRUE(store->append(batch(1, 7, 7)));
  EXPECT_EQ(count_intact(*store, 1), 7U);
}

TEST_F(Facts, OfAForeignWriterAreNotOverwritten) {
  auto first = open(path_);
  auto second = open(path_);
  ASSERT_TRUE(first->append(batch(1, 1, 2)));
  ASSERT_TRUE(second->append(batch(1, 3, 3)));
  EXPECT_EQ(error_of(first->append(batch(1, 3, 3))), StoreError::out_of_sequence);
  EXPECT_EQ(count_intact(*second, 1), 3U);
}

TEST_F(Facts, BeyondTheRangeOfShardsAreRefused) {
  auto store = open(path_);
  EXPECT_EQ(error_of(store->append(batch(1U << 23, 1, 1))), StoreError::out_of_sequence);
  ASSERT_TRUE(store->append(batch((1U << 23) - 1, 1, 1)));
  EXPECT_EQ(count_intact(*store, (1U << 23) - 1), 1U);
}

TEST_F(Facts, AnEmptyBatchIsNoCommitAndABigOneIsWhole) {
  auto store = open(path_);
  EXPECT_TRUE(store->append({}));
  ASSERT_TRUE(store->append(batch(1, 1, 50'000)));
  EXPECT_EQ(count_intact(*store, 1), 50'000U);
  EXPECT_EQ(*store->integrity(), "");
  // Its log is given back once it has been copied into the database.
  ASSERT_TRUE(store->append(batch(1, 50'001, 50'001)));
  ASSERT_TRUE(store->append(batch(1, 50'002, 50'002)));
  EXPECT_LE(std::filesystem::file_size(path_ + "-wal"), 17U << 20);
}

TEST_F(Facts, TheLogStaysBounded) {
  auto store = open(path_);
  for (std::uint64_t seq = 1; seq <= 3000; ++seq) ASSERT_TRUE(store->append(batch(1, seq, seq)));
  EXPECT_LE(std::filesystem::file_size(path_ + "-wal"), 8U << 20);
}

TEST_F(Facts, TheFirstSeqAtATimeIsFoundBySearch) {
  auto store = open(path_);
  EXPECT_EQ(*store->first_seq_at(1, 0), 1U) << "an empty shard";
  ASSERT_TRUE(store->append(batch(1, 1, 1000)));
  ASSERT_TRUE(store->append(batch(2, 1, 10)));
  const auto by_scan = [](std::int64_t now_ms) {
    std::uint64_t seq = 1;
    while (seq <= 1000 && time_of(seq) < now_ms) ++seq;
    return seq;
  };
  for (const std::uint64_t near : {1, 2, 3, 4, 5, 499, 500, 501, 998, 999, 1000}) {
    for (const std::int64_t off : {-1, 0, 1}) {
      EXPECT_EQ(*store->first_seq_at(1, time_of(near) + off), by_scan(time_of(near) + off)) << near << " " << off;
    }
  }
  EXPECT_EQ(*store->first_seq_at(1, INT64_MIN), 1U);
  EXPECT_EQ(*store->first_seq_at(1, INT64_MAX), 1001U);
}

TEST_F(Facts, AReaderSeesWhatAnotherConnectionWrites) {
  auto writer = open(path_);
  auto reader = open_sqlite_readonly(path_);
  ASSERT_TRUE(reader);
  EXPECT_EQ(*(*reader)->last_seq(1), 0U);
  ASSERT_TRUE(writer->append(batch(1, 1, 4)));
  EXPECT_EQ(*(*reader)->last_seq(1), 4U);
  EXPECT_EQ(count_intact(**reader, 1), 4U);
  EXPECT_EQ(error_of((*reader)->append(batch(1, 5, 5))), StoreError::denied);
  EXPECT_EQ(count_intact(**reader, 1), 4U);
}

}  // namespace
}  // namespace truewait::storage
