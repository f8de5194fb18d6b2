// Every write and every sync, one after the other, fails once: nothing acknowledged may be missing afterwards.
#include <cerrno>

#include "sanitized.hpp"
#include "storage/fixture.hpp"
#include "storage/watched_vfs.hpp"

namespace truewait::storage {
namespace {

struct Outcome {
  bool reached = false;            ///< the failing operation came
  bool at_close = false;           ///< it came when there was nobody left to tell
  std::uint64_t acknowledged = 0;  ///< facts
  boost::system::error_code error, later;
};

Outcome start() {
  Outcome any;
  any.reached = true;
  return any;
}

/// So large that fifty of them take the log past its next checkpoint.
Batch large_fact(std::uint64_t seq) {
  Batch one = batch(1, seq, seq);
  one.records[0].body.assign(100'000, static_cast<char>('a' + seq % 26));
  return one;
}

/// Appends fact after fact; operation number `n` of the kind fails.
Outcome run_with_failure(const std::string& path, FileEvent::Kind kind, int n, int code, int with_errno) {
  Outcome run;
  int count = 0;
  bool closing = false;
  const WatchedVfs vfs([&](const FileEvent& event) {
    if (event.kind != kind || ++count != n) return SQLITE_OK;
    run.reached = true;
    run.at_close = closing;
    errno = with_errno;
    return code;
  });
  auto store = open_sqlite(path);
  if (!store) {
    run.error = run.later = store.error();
    return run;
  }
  for (std::uint64_t seq = 1; seq <= 50 && !run.error; ++seq) {
    run.error = error_of((*store)->append(large_fact(seq)));
    if (!run.error) run.acknowledged = seq;
  }
  run.later = error_of((*store)->append(large_fact(run.acknowledged + 1)));
  if (!run.later) ++run.acknowledged;
  closing = true;
  *store = nullptr;
  return run;
}

class IoFailure : public testing::Test {
 protected:
  void expect_all_there(const std::string& path, const Outcome& run, int n) {
    auto store = open(path);
    ASSERT_TRUE(store) << n;
    const auto facts = store->read(1, 1, 1000);
    ASSERT_TRUE(facts) << n;
    EXPECT_GE(facts->size(), run.acknowledged) << n;
    for (const Record& fact : *facts) EXPECT_EQ(fact.body, large_fact(fact.seq).records[0].body) << n;
    EXPECT_TRUE(store->append(large_fact(facts->size() + 1))) << n;
    store = nullptr;
    std::filesystem::remove(path);
  }
  std::string fresh(int n) {
    const std::string path = directory_ / ("store" + std::to_string(n));
    open(path);
    return path;
  }
  Directory directory_;
};

TEST_F(IoFailure, AFailedSyncIsFinalForTheConnection) {
  int n = 0;
  for (auto run = start(); run.reached;) {
    n += sanitized ? 6 : 1;
    const std::string path = fresh(n);
    run = run_with_failure(path, FileEvent::Kind::sync, n, SQLITE_IOERR_FSYNC, EIO);
    if (run.reached && !run.at_close) {
      EXPECT_EQ(run.later, StoreError::io) << "never tried again as if fine: " << n;
    }
    expect_all_there(path, run, n);
  }
  EXPECT_GT(n, 52) << "else no checkpoint was among them";
}

TEST_F(IoFailure, ANoSpaceErrnoDoesNotMakeAFailedSyncHarmless) {
  const std::string path = fresh(0);
  const Outcome run = run_with_failure(path, FileEvent::Kind::sync, 6, SQLITE_IOERR_FSYNC, ENOSPC);
  EXPECT_EQ(run.error, StoreError::io);
  EXPECT_EQ(run.later, StoreError::io);
}

TEST_F(IoFailure, AFailedWriteIsFinalForTheConnection) {
  int n = 0;
  for (auto run = start(); run.reached; n += sanitized ? 401 : 151) {
    const std::string path = fresh(n);
    run = run_with_failure(path, FileEvent::Kind::write, n + 1, SQLITE_IOERR_WRITE, EIO);
    if (run.reached && !run.at_close) {
      EXPECT_EQ(run.later, StoreError::io) << n;
    }
    expect_all_there(path, run, n);
  }
  EXPECT_GT(n, 2000) << "else no checkpoint was among them";
}

TEST_F(IoFailure, AWriteWithoutSpaceLeavesNothingBehindAndTheNextOneMayWork) {
  for (const auto& [code, with_errno] : {std::pair{SQLITE_FULL, ENOSPC},
                                         {SQLITE_IOERR_WRITE, EFBIG},
                                         {SQLITE_IOERR_WRITE, ENOSPC},
                                         {SQLITE_IOERR_WRITE, EDQUOT}}) {
    int n = 0;
    int refused = 0;
    for (auto run = start(); run.reached; n += sanitized ? 601 : 397) {
      const std::string path = fresh(n);
      run = run_with_failure(path, FileEvent::Kind::write, n + 1, code, with_errno);
      if (run.error) {
        EXPECT_EQ(run.error, StoreError::full) << n;
        EXPECT_FALSE(run.later) << run.later.message() << n;
        ++refused;
      }
      expect_all_there(path, run, n);
    }
    EXPECT_GT(refused, 4);
  }
}

}  // namespace
}  // namespace truewait::storage
