#include <map>
#include <random>

#include "storage/fixture.hpp"

namespace truewait::storage {
namespace {

class Contacts : public testing::Test {
 protected:
  static std::string number(int i) {
    const std::string digits = std::to_string(100 + i);
    return "+155501" + std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
  }
  static Contact contact(int i, std::int64_t seen_ms) {
    return {"default", "c" + std::to_string(i), number(i), seen_ms};
  }

  /// Whether any of the store's files holds these bytes.
  bool on_disk(const std::string& text) const {
    for (const char* suffix : {"", "-wal", "-shm"}) {
      if (bytes_of(path_ + suffix).find(text) != std::string::npos) return true;
    }
    return false;
  }

  Directory directory_;
  std::string path_ = directory_ / "store.db";
};

TEST_F(Contacts, AreFoundBySiteAndCustomer) {
  auto store = open(path_);
  Batch both = batch(1, 1, 2);
  both.contacts = {contact(1, 10), {"other", "c1", "+441632960001", 10}};
  ASSERT_TRUE(store->append(both));
  EXPECT_EQ(**store->number_of("default", "c1"), number(1));
  EXPECT_EQ(**store->number_of("other", "c1"), "+441632960001");
  EXPECT_FALSE(*store->number_of("default", "c2"));
  EXPECT_FALSE(*store->number_of("", "c1"));
}

TEST_F(Contacts, AreKeptOnlyWithTheFactsOfTheirBatch) {
  auto store = open(path_);
  Batch wrong = batch(1, 5, 5);
  wrong.contacts = {contact(1, 10)};
  EXPECT_EQ(error_of(store->append(wrong)), StoreError::out_of_sequence);
  EXPECT_FALSE(*store->number_of("default", "c1"));
}

TEST_F(Contacts, SeenAgainHaveTheNewestNumberAndAreNotPurgedEarly) {
  auto store = open(path_);
  ASSERT_TRUE(store->append({{}, {contact(1, 100)}}));
  ASSERT_TRUE(store->append({{}, {{"default", "c1", "+15550199", 50}}}));
  EXPECT_EQ(**store->number_of("default", "c1"), "+15550199");
  EXPECT_EQ(*store->purge_contacts(100), 0U) << "seen at 100, not before";
  EXPECT_EQ(*store->purge_contacts(101), 1U);
  EXPECT_FALSE(*store->number_of("default", "c1"));
}

TEST_F(Contacts, ErasedLeaveNoTraceInTheFiles) {
  auto store = open(path_);
  Batch all;
  for (int i = 0; i < 500; ++i) all.contacts.push_back(contact(i, i));
  ASSERT_TRUE(store->append(all));
  ASSERT_TRUE(on_disk(number(77)) && on_disk("c77")) << "else this test would see nothing";
  EXPECT_TRUE(*store->erase_contact("default", "c77"));
  EXPECT_FALSE(*store->erase_contact("default", "c77"));
  EXPECT_FALSE(*store->erase_contact("other", "c78"));
  EXPECT_FALSE(on_disk(number(77)));
  EXPECT_TRUE(on_disk(number(78)));
}

TEST_F(Contacts, ErasedAndPurgedInAnyOrderLeaveNoTrace) {
  auto store = open(path_);
  std::mt19937 random(20240611);
  std::map<int, bool> alive;
  for (int i = 0; i < 900; ++i) {
    ASSERT_TRUE(store->append({{}, {contact(i, i)}}));
    alive[i] = true;
    const int again = static_cast<int>(random() % static_cast<unsigned>(i + 1));
    if (alive[again] && random() % 4 == 0) {
      ASSERT_TRUE(*store->erase_contact("default", "c" + std::to_string(again)));
      alive[again] = false;
    }
  }
  for (int i = 0; i < 300; ++i) alive[i] = false;
  ASSERT_TRUE(store->purge_contacts(300));
  const std::string bytes = bytes_of(path_) + bytes_of(path_ + "-wal");
  for (const auto& [i, lives] : alive) EXPECT_EQ(bytes.find(number(i)) != std::string::npos, lives) << i;
}

TEST_F(Contacts, AreErasedWhileAnotherConnectionHoldsTheLog) {
  auto store = open(path_);
  auto service = open(path_);
  ASSERT_TRUE(service->append({batch(1, 1, 10).records, {contact(1, 1), contact(2, 1)}}));
  EXPECT_TRUE(*store->erase_contact("default", "c1"));
  EXPECT_FALSE(on_disk(number(1)));
  EXPECT_FALSE(*service->number_of("default", "c1"));
  ASSERT_TRUE(service->append(batch(1, 11, 12)));
  EXPECT_EQ(count_intact(*service, 1), 12U);
}

}  // namespace
}  // namespace truewait::storage
