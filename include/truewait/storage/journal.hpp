// The journal: one thread that writes. What is appended while a commit is in flight forms the next one (group commit).
// Owns its Store. Callbacks run on the writer's thread; the host posts them to its loop.
#pragma once

#include <boost/system/error_code.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "truewait/storage/store.hpp"

namespace truewait::storage {

struct JournalOptions {
  std::size_t records_per_commit = 10'000;        ///< what has gathered beyond it forms further commits
  std::chrono::milliseconds retry_interval{500};  ///< between two tries to write while the disk is full
};

class Journal {
 public:
  /// Called once per append, in order, after the commit that holds it. `full` means: not written yet, kept, and
  /// tried again until space returns (then the callback of a later append tells); other errors are final.
  using Committed = std::function<void(boost::system::error_code)>;

  explicit Journal(std::unique_ptr<Store> store, JournalOptions options = {});
  ~Journal();  ///< commits what is waiting, then joins the thread; on a full disk it tries once more and gives up
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// Never blocks on the disk. After an error other than `full` every later append fails with that same error.
  void append(Batch batch, Committed done);
  /// In order with the batches around it. A snapshot for which there is no space is dropped, not tried again: the
  /// older one stays, and facts that still fit do not queue up behind it.
  void save_snapshot(Snapshot snapshot, Committed done);

  /// Records appended and not yet committed: the host sheds load on it.
  std::size_t backlog() const;
  /// True while the disk is full.
  bool full() const;
  /// Commits made and records in them, since the start; for metrics.
  struct Totals {
    std::uint64_t commits = 0, records = 0;
  };
  Totals totals() const;

  /// Waits until everything appended so far is committed, or failed; while the disk is full it has one try made at
  /// once and waits for its outcome. Not to be called from a callback.
  void flush();

 private:
  class Writer;
  std::unique_ptr<Writer> writer_;
};

}  // namespace truewait::storage
