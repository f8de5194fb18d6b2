#include "storage/fixture.hpp"

namespace truewait::storage {
namespace {

class Registry : public testing::Test {
 protected:
  Directory directory_;
  std::string path_ = directory_ / "store.db";
};

TEST_F(Registry, ShardsAreNumberedFromOneAndKeepTheirNumbers) {
  auto store = open(path_);
  EXPECT_TRUE(store->shards()->empty());
  EXPECT_EQ(*store->shard("default", "sales"), 1U);
  EXPECT_EQ(*store->shard("default", "support"), 2U);
  EXPECT_EQ(*store->shard("other", "sales"), 3U);
  EXPECT_EQ(*store->shard("default", "sales"), 1U);
  EXPECT_EQ(*store->shard("", std::string("a\0b", 3)), 4U);
  EXPECT_EQ(*store->shard("", "a"), 5U);
  store = nullptr;
  store = open(path_);
  EXPECT_EQ(*store->shard("other", "sales"), 3U);
  const auto all = store->shards();
  ASSERT_EQ(all->size(), 5U);
  EXPECT_EQ((*all)[1].id, 2U);
  EXPECT_EQ((*all)[1].site, "default");
  EXPECT_EQ((*all)[1].group, "support");
  EXPECT_EQ((*all)[3].group, std::string("a\0b", 3));
}

Key key(const std::string& id) {
  return {id, "default", "pbx", "events:write", std::string("\0\x01", 2) + std::string(30, '\xff'), 17, std::nullopt};
}

TEST_F(Registry, KeysComeBackAsTheyWere) {
  auto store = open(path_);
  ASSERT_TRUE(store->put_key(key("aaaa1111")));
  EXPECT_EQ(error_of(store->put_key(key("aaaa1111"))), StoreError::exists);
  Key gone = key("bbbb2222");
  gone.created_ms = 18;
  gone.revoked_ms = 0;
  ASSERT_TRUE(store->put_key(gone));
  store = nullptr;
  store = open(path_);
  const auto keys = store->keys();
  ASSERT_EQ(keys->size(), 2U);
  const Key& first = keys->front();
  EXPECT_EQ(first.id, "aaaa1111");
  EXPECT_EQ(first.site, "default");
  EXPECT_EQ(first.name, "pbx");
  EXPECT_EQ(first.scopes, "events:write");
  EXPECT_EQ(first.secret_sha256, key("").secret_sha256);
  EXPECT_EQ(first.created_ms, 17);
  EXPECT_FALSE(first.revoked_ms);
  EXPECT_EQ(keys->back().revoked_ms, 0);
}

TEST_F(Registry, AKeyIsRevokedOnce) {
  auto store = open(path_);
  ASSERT_TRUE(store->put_key(key("aaaa1111")));
  EXPECT_TRUE(*store->revoke_key("aaaa1111", 99));
  EXPECT_FALSE(*store->revoke_key("aaaa1111", 100));
  EXPECT_FALSE(*store->revoke_key("unknown", 100));
  EXPECT_EQ(store->keys()->front().revoked_ms, 99);
}

TEST_F(Registry, TheContactSecretIsTheFirstOneGiven) {
  const std::string fresh = std::string("\0", 1) + std::string(31, 's');
  auto store = open(path_);
  EXPECT_EQ(*store->contact_secret(fresh), fresh);
  EXPECT_EQ(*store->contact_secret(std::string(32, 'x')), fresh);
  store = nullptr;
  EXPECT_EQ(*open(path_)->contact_secret(std::string(32, 'y')), fresh);
  EXPECT_EQ(*(*open_sqlite_readonly(path_))->contact_secret(std::string(32, 'z')), fresh);
}

}  // namespace
}  // namespace truewait::storage
