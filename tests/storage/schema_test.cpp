#include "storage/schema.hpp"

#include <array>

#include "storage/fixture.hpp"

namespace truewait::storage {
namespace {

class Schema : public testing::Test {
 protected:
  Directory directory_;
  std::string path_ = directory_ / "store.db";
};

TEST_F(Schema, AnOlderStoreIsBroughtForwardWithItsFacts) {
  ASSERT_TRUE(open(path_)->append(batch(1, 1, 30)));
  const std::array<const char*, 3> scripts{migrations()[0], "ALTER TABLE shards ADD COLUMN note TEXT",
                                           "UPDATE shards SET note = 'x'; CREATE TABLE later(id INTEGER) STRICT"};
  {
    const auto connection = Connection::open(path_, Connection::Mode::read_write);
    ASSERT_TRUE(connection);
    ASSERT_TRUE(migrate(**connection, scripts));
    EXPECT_EQ(*(*connection)->integer("PRAGMA user_version"), 3);
    EXPECT_EQ(*(*connection)->integer("SELECT count(*) FROM later"), 0);
    EXPECT_EQ(*(*connection)->integer("SELECT count(*) FROM facts"), 30);
    ASSERT_TRUE(migrate(**connection, scripts)) << "a second time there is nothing to do";
    EXPECT_TRUE(check_format(**connection, 3, true));
    EXPECT_EQ(error_of(check_format(**connection, 2, true)), StoreError::newer_format);
  }
  EXPECT_EQ(error_of(open_sqlite(path_)), StoreError::newer_format);
}

TEST_F(Schema, AStepThatFailsLeavesTheOldFormat) {
  ASSERT_TRUE(open(path_)->append(batch(1, 1, 5)));
  const std::array<const char*, 3> scripts{migrations()[0], "CREATE TABLE later(id INTEGER) STRICT", "no SQL"};
  {
    const auto connection = Connection::open(path_, Connection::Mode::read_write);
    ASSERT_TRUE(connection);
    EXPECT_FALSE(migrate(**connection, scripts));
    EXPECT_EQ(*(*connection)->integer("PRAGMA user_version"), 1);
    EXPECT_EQ(*(*connection)->integer("SELECT count(*) FROM sqlite_schema WHERE name = 'later'"), 0);
  }
  EXPECT_EQ(count_intact(*open(path_), 1), 5U);
}

TEST_F(Schema, TheSettingsDurabilityRestsOnAreOn) {
  open(path_);
  const auto opened = Connection::open(path_, Connection::Mode::read_write);
  ASSERT_TRUE(opened);
  Connection& connection = **opened;
  EXPECT_EQ(*connection.integer("PRAGMA synchronous"), 2);
  EXPECT_EQ(*connection.integer("PRAGMA foreign_keys"), 1);
  EXPECT_EQ(*connection.integer("PRAGMA secure_delete"), 1);
  EXPECT_EQ(*connection.integer("SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
  EXPECT_EQ(*connection.integer("PRAGMA application_id"), 0x74727774);
  EXPECT_EQ(*connection.integer("SELECT count(*) FROM pragma_table_list"
                                " WHERE schema = 'main' AND name NOT LIKE 'sqlite%' AND strict = 0"),
            0);
}

}  // namespace
}  // namespace truewait::storage
