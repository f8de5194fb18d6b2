// A full disk, twice: a small file system of its own (where the test may mount one) and a limit on the size of files.
// No acknowledgement without a commit, reading goes on, and when space returns nothing is lost nor out of order.
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <future>
#include <mutex>

#include "storage/fixture.hpp"
#include "truewait/storage/journal.hpp"

namespace truewait::storage {
namespace {

using boost::system::error_code;

/// A tmpfs that only this process sees.
class SmallDisk {
 public:
  explicit SmallDisk(const char* size) {
    if (::unshare(CLONE_NEWNS) != 0) return;
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return;
    const std::string options = std::string("size=") + size;
    mounted_ = ::mount("tmpfs", directory_.path().c_str(), "tmpfs", 0, options.c_str()) == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(directory_.path().c_str(), MNT_DETACH);
  }
  bool mounted() const { return mounted_; }
  std::string operator/(const std::string& file) const { return directory_ / file; }
  void fill() const {
    std::ofstream filler(*this / "filler", std::ios::binary);
    const std::string block(4096, 'x');
    while (filler.write(block.data(), 4096).flush()) continue;
  }
  void make_room() const { std::filesystem::remove(*this / "filler"); }

 private:
  Directory directory_;
  bool mounted_ = false;
};

class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limited{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limited);
  }
  ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
};

struct Told {
  std::mutex mutex;
  std::vector<std::pair<std::uint64_t, error_code>> outcomes;

  auto of(std::uint64_t seq) {
    return [this, seq](error_code error) {
      const std::lock_guard lock(mutex);
      outcomes.emplace_back(seq, error);
    };
  }
  /// Every append was told once, in order; what was committed at first, then what was refused.
  void expect(std::uint64_t from, std::uint64_t to, error_code outcome) {
    const std::lock_guard lock(mutex);
    ASSERT_EQ(outcomes.size(), to);
    for (std::uint64_t seq = from; seq <= to; ++seq) {
      EXPECT_EQ(outcomes[seq - 1].first, seq);
      EXPECT_EQ(outcomes[seq - 1].second, outcome) << seq << " " << outcomes[seq - 1].second.message();
    }
  }
};

/// The journal never tries by itself within the time of a test: each flush is one try.
constexpr JournalOptions kOnlyWhenFlushed{.records_per_commit = 10, .retry_interval = std::chrono::hours(1)};

TEST(FullDisk, TheStoreRefusesAndGoesOnWhenThereIsSpace) {
  const SmallDisk disk("400k");
  if (!disk.mounted()) GTEST_SKIP() << "mounting a small file system is not permitted here";
  auto store = open(disk / "store.db");
  std::uint64_t kept = 0;
  error_code error;
  while (!error) {
    error = error_of(store->append(batch(1, kept + 1, kept + 20)));
    if (!error) kept += 20;
    ASSERT_LT(kept, 100'000U);
  }
  EXPECT_EQ(error, StoreError::full);
  EXPECT_GT(kept, 100U);
  EXPECT_EQ(count_intact(*store, 1), kept) << "reading goes on";
  EXPECT_EQ(*store->last_seq(1), kept);
  EXPECT_EQ(error_of(store->append(batch(1, kept + 1, kept + 2000))), StoreError::full);
  store = nullptr;
  store = open(disk / "store.db");
  EXPECT_EQ(count_intact(*store, 1), kept);
  EXPECT_EQ(*store->integrity(), "");
}

TEST(FullDisk, TheJournalHealsByItselfInOrder) {
  const SmallDisk disk("1m");
  if (!disk.mounted()) GTEST_SKIP() << "mounting a small file system is not permitted here";
  const auto reader = open(disk / "store.db");
  Told told;
  Journal journal(open(disk / "store.db"), kOnlyWhenFlushed);
  for (std::uint64_t seq = 1; seq <= 50; ++seq) journal.append(batch(1, seq, seq), told.of(seq));
  journal.flush();
  told.expect(1, 50, {});
  disk.fill();
  // The log may have room left in a page or two it owns already.
  std::uint64_t seq = 50;
  while (!journal.full() && seq < 5000) {
    ++seq;
    journal.append(batch(1, seq, seq), told.of(seq));
    journal.flush();
  }
  ASSERT_TRUE(journal.full());
  const std::uint64_t first_refused = seq;
  EXPECT_EQ(count_intact(*reader, 1), first_refused - 1);
  for (; seq < first_refused + 99; ++seq) journal.append(batch(1, seq + 1, seq + 1), told.of(seq + 1));
  std::promise<error_code> snapshot;
  journal.save_snapshot({1, 1, 0, "state"}, [&](error_code error) { snapshot.set_value(error); });
  journal.flush();
  EXPECT_EQ(snapshot.get_future().get(), StoreError::full);
  told.expect(first_refused, seq, StoreError::full);
  EXPECT_EQ(journal.backlog(), 100U);
  disk.make_room();
  journal.flush();
  journal.flush();
  EXPECT_FALSE(journal.full());
  EXPECT_EQ(journal.backlog(), 0U);
  EXPECT_EQ(count_intact(*reader, 1), seq) << "what was refused is there, before anything newer";
  ++seq;
  journal.append(batch(1, seq, seq), told.of(seq));
  journal.flush();
  told.expect(seq, seq, {});
  EXPECT_FALSE(*reader->load_snapshot(1));
}

TEST(FullDisk, TheJournalRetriesWithoutBeingAsked) {
  const Directory directory;
  const auto reader = open(directory / "store.db");
  Journal journal(open(directory / "store.db"), {.retry_interval = std::chrono::milliseconds(8)});
  std::promise<error_code> refused;
  {
    const FileSizeLimit limit(100'000);
    journal.append(batch(1, 1, 2000), [&](error_code error) { refused.set_value(error); });
    EXPECT_EQ(refused.get_future().get(), StoreError::full);
    EXPECT_TRUE(journal.full());
    EXPECT_EQ(*reader->last_seq(1), 0U);
  }
  // Appends are refused until a retry has succeeded; the one after that is acknowledged.
  for (std::uint64_t seq = 2001;; ++seq) {
    std::promise<error_code> outcome;
    journal.append(batch(1, seq, seq), [&](error_code error) { outcome.set_value(error); });
    if (const error_code error = outcome.get_future().get()) {
      ASSERT_EQ(error, StoreError::full);
      continue;
    }
    EXPECT_EQ(count_intact(*reader, 1), seq);
    break;
  }
  EXPECT_FALSE(journal.full());
}

TEST(FullDisk, AFileThatMayNotGrowIsAFullDisk) {
  const Directory directory;
  auto store = open(directory / "store.db");
  std::uint64_t kept = 0;
  {
    const FileSizeLimit limit(200'000);
    error_code error;
    while (!error) {
      error = error_of(store->append(batch(1, kept + 1, kept + 20)));
      if (!error) kept += 20;
      ASSERT_LT(kept, 100'000U);
    }
    EXPECT_EQ(error, StoreError::full) << error.message();
    EXPECT_EQ(count_intact(*store, 1), kept);
  }
  ASSERT_TRUE(store->append(batch(1, kept + 1, kept + 500)));
  EXPECT_EQ(count_intact(*store, 1), kept + 500);
  EXPECT_EQ(*store->integrity(), "");
}

TEST(FullDisk, TheJournalsEndOnAFullDiskIsPromptAndLeavesAPrefix) {
  const Directory directory;
  Told told;
  open(directory / "store.db");
  {
    const FileSizeLimit limit(100'000);
    Journal journal(open(directory / "store.db"), kOnlyWhenFlushed);
    for (std::uint64_t seq = 1; seq <= 3000; ++seq) journal.append(batch(1, seq, seq), told.of(seq));
  }
  const std::uint64_t kept = count_intact(*open(directory / "store.db"), 1);
  EXPECT_GT(kept, 0U);
  EXPECT_LT(kept, 3000U);
  ASSERT_EQ(told.outcomes.size(), 3000U);
  for (std::uint64_t seq = 1; seq <= kept; ++seq) EXPECT_FALSE(told.outcomes[seq - 1].second);
  for (std::uint64_t seq = kept + 1; seq <= 3000; ++seq) EXPECT_EQ(told.outcomes[seq - 1].second, StoreError::full);
}

}  // namespace
}  // namespace truewait::storage
