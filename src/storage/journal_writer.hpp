// The journal's thread: takes what has gathered, commits it as one transaction, tells the outcome in order.
// What a full disk refused stays at the front of `pending_`, told but unwritten, until it can be written.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "truewait/storage/journal.hpp"

namespace truewait::storage {

class Journal::Writer {
 public:
  /// A batch or a snapshot on its way to the disk.
  struct Item {
    Batch batch;
    std::optional<Snapshot> snapshot;
    Committed done;             // empty once its outcome was told
    std::uint64_t appends = 1;  // how many calls it stands for
  };

  Writer(std::unique_ptr<Store> store, JournalOptions options);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void submit(Item item);
  void flush();
  std::size_t backlog() const { return backlog_; }
  bool full() const { return full_; }
  Totals totals() const { return {commits_, records_}; }

 private:
  /// One turn of the thread: whether to write in it, and whether it is to be the last.
  struct Turn {
    bool write = true, last = false;
  };

  void run();
  Turn collect();
  void close_turn(bool wrote);

  void write_front();
  void write_snapshot();
  void write_batches();
  Item take_group(std::vector<Committed>& waiting);
  void refuse_pending();
  void fail_pending();
  void settle(const Item& item);

  const std::unique_ptr<Store> store_;
  const JournalOptions options_;

  std::mutex mutex_;
  std::condition_variable work_, settled_;
  std::deque<Item> inbox_;  // under mutex_, as all down to the next gap
  bool stop_ = false;
  bool urged_ = false;  // a flush waits: write even if the disk was full a moment ago
  std::uint64_t submitted_appends_ = 0, settled_appends_ = 0;
  std::uint64_t writes_begun_ = 0, last_full_write_ = 0;

  std::deque<Item> pending_;         // the thread's own, as all down to the next gap
  boost::system::error_code final_;  // once set, nothing is written any more
  int ticks_ = 0;                    // since the last write while the disk is full
  std::uint64_t settled_in_turn_ = 0;

  std::atomic<std::size_t> backlog_ = 0;
  std::atomic<bool> full_ = false;
  std::atomic<std::uint64_t> commits_ = 0, records_ = 0;

  std::thread thread_;  // last: it starts when all else is there
};

}  // namespace truewait::storage
