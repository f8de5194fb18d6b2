#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <thread>

#include "storage/fixture.hpp"

namespace truewait::storage {
namespace {

class Opening : public testing::Test {
 protected:
  unsigned mode(const std::string& path) {
    struct stat info {};
    EXPECT_EQ(::stat(path.c_str(), &info), 0) << path;
    return info.st_mode & 0777;
  }
  void sql(const std::string& script) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, script.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
  }
  void expect_refused(StoreError error) {
    EXPECT_EQ(error_of(open_sqlite(path_)), error);
    EXPECT_EQ(error_of(open_sqlite_readonly(path_)), error);
  }

  Directory directory_;
  std::string path_ = directory_ / "store.db";
};

/// What `work` finds as an ordinary user.
StoreError as_nobody(const std::function<boost::system::error_code()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(99);
    ::_exit(work().value());
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? static_cast<StoreError>(WEXITSTATUS(status)) : StoreError{};
}

TEST_F(Opening, FilesAreThereForTheOwnerAlone) {
  const mode_t before = ::umask(0);
  auto store = open(path_);
  ASSERT_TRUE(store->append(batch(1, 1, 3)));
  for (const char* suffix : {"", "-wal", "-shm"}) EXPECT_EQ(mode(path_ + suffix), 0600U) << suffix;
  const auto lock = lock_for_serving(path_);
  EXPECT_EQ(mode(path_ + ".lock"), 0600U);
  store = nullptr;
  ASSERT_EQ(::chmod(path_.c_str(), 0664), 0);
  store = open(path_);
  EXPECT_EQ(mode(path_), 0600U) << "what became readable is closed again";
  ::umask(before);
}

TEST_F(Opening, WhatIsMissingIsCreatedOnlyForWriting) {
  EXPECT_EQ(error_of(open_sqlite_readonly(path_)), StoreError::not_found);
  EXPECT_FALSE(std::filesystem::exists(path_));
  EXPECT_EQ(error_of(open_sqlite(directory_ / "no/such/store.db")), StoreError::not_found);
  EXPECT_TRUE(open_sqlite(path_));
  EXPECT_TRUE(open_sqlite_readonly(path_));
}

TEST_F(Opening, AnEmptyFileIsANewStoreButNothingToRead) {
  write_bytes(path_, "");
  EXPECT_EQ(error_of(open_sqlite_readonly(path_)), StoreError::corrupt);
  EXPECT_TRUE(open(path_)->append(batch(1, 1, 1)));
}

TEST_F(Opening, WhatIsNoStoreIsRefusedAndLeftAlone) {
  for (const std::string& content : {std::string("hello"), std::string(5000, 'x'), std::string(4096, '\0')}) {
    write_bytes(path_, content);
    expect_refused(StoreError::corrupt);
    EXPECT_EQ(bytes_of(path_), content);
  }
  std::filesystem::remove(path_);
  sql("CREATE TABLE notes(text); INSERT INTO notes VALUES('milk')");
  const std::string foreign = bytes_of(path_);
  expect_refused(StoreError::corrupt);
  EXPECT_EQ(bytes_of(path_), foreign);
  EXPECT_EQ(error_of(open_sqlite(directory_.path().string())), StoreError::corrupt) << "a directory";
}

TEST_F(Opening, ANewerFormatIsRefusedAndLeftAlone) {
  open(path_);
  sql("PRAGMA user_version = 9999");
  const std::string newer = bytes_of(path_);
  expect_refused(StoreError::newer_format);
  EXPECT_EQ(bytes_of(path_), newer);
}

TEST_F(Opening, RightsAreNeeded) {
  open(path_);
  ASSERT_EQ(::chmod(directory_.path().c_str(), 0755), 0);
  if (::geteuid() != 0) {
    ASSERT_EQ(::chmod(path_.c_str(), 0), 0);
  }
  EXPECT_EQ(as_nobody([&] { return error_of(open_sqlite(path_)); }), StoreError::denied);
  EXPECT_EQ(as_nobody([&] { return error_of(open_sqlite_readonly(path_)); }), StoreError::denied);
  ASSERT_EQ(::chmod(path_.c_str(), 0444), 0);
  EXPECT_EQ(as_nobody([&] { return error_of(open_sqlite(path_)); }), StoreError::denied) << "readable is not enough";
  if (::geteuid() != 0) {
    ASSERT_EQ(::chmod(directory_.path().c_str(), 0555), 0);
  }
  EXPECT_EQ(as_nobody([&] { return error_of(open_sqlite(directory_ / "other.db")); }), StoreError::denied);
  EXPECT_EQ(as_nobody([&] { return error_of(lock_for_serving(directory_ / "other.db")); }), StoreError::denied);
  if (::geteuid() != 0) {
    ASSERT_EQ(::chmod(directory_.path().c_str(), 0755), 0);
  }
}

TEST_F(Opening, NamesThatMeanSomethingToSqliteAreFiles) {
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(directory_.path());
  EXPECT_TRUE(open(":memory:")->append(batch(1, 1, 2)));
  EXPECT_EQ(count_intact(*open(":memory:"), 1), 2U);
  std::filesystem::current_path(before);
}

TEST_F(Opening, SeveralAtOnceCreateOneStore) {
  for (int round = 0; round < 10; ++round) {
    const std::string path = directory_ / ("race" + std::to_string(round));
    std::vector<boost::system::error_code> errors(4);
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < errors.size(); ++i) {
        threads.emplace_back([&, i] {
          auto store = open_sqlite(path);
          errors[i] = store ? error_of((*store)->shard("default", "group" + std::to_string(i))) : store.error();
        });
      }
    }
    for (const auto& error : errors) EXPECT_FALSE(error) << error.message();
    EXPECT_EQ(open(path)->shards()->size(), errors.size());
  }
}

TEST_F(Opening, AStoreIsServedOnce) {
  auto first = lock_for_serving(path_);
  ASSERT_TRUE(first);
  EXPECT_EQ(error_of(lock_for_serving(path_)), StoreError::locked);
  EXPECT_EQ(error_of(lock_for_serving(directory_.path().string() + "/./store.db")), StoreError::locked);
  EXPECT_TRUE(lock_for_serving(directory_ / "other.db"));
  EXPECT_TRUE(open_sqlite(path_)) << "keys and backups need no lock";
  std::filesystem::create_symlink(path_, directory_ / "link.db");
  EXPECT_EQ(error_of(lock_for_serving(directory_ / "link.db")), StoreError::locked) << "another name, the same store";
  ServeLock moved = std::move(*first);
  EXPECT_EQ(error_of(lock_for_serving(path_)), StoreError::locked);
  { const ServeLock gone = std::move(moved); }
  EXPECT_TRUE(lock_for_serving(path_));
  EXPECT_EQ(error_of(lock_for_serving(directory_ / "no/such.db")), StoreError::not_found);
}

TEST_F(Opening, TheLockEndsWithItsProcess) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto lock = lock_for_serving(path_);
    const char held = lock ? 'y' : 'n';
    static_cast<void>(!::write(ready[1], &held, 1));
    for (;;) ::pause();
  }
  char held = 0;
  ASSERT_EQ(::read(ready[0], &held, 1), 1);
  EXPECT_EQ(held, 'y');
  EXPECT_EQ(error_of(lock_for_serving(path_)), StoreError::locked);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(lock_for_serving(path_));
  ::close(ready[0]);
  ::close(ready[1]);
}

}  // namespace
}  // namespace truewait::storage
