// Everything the host writes goes through here: facts become records of the journal, commits come back to the loop.
// After every so many facts the shard with the most of them gets a snapshot, so that a replay stays short. A write that
// fails for good ends the process: what is on disk is then unknown, and only a replay says it. Loop thread only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "truewait/domain/engine.hpp"
#include "truewait/storage/journal.hpp"

namespace truewait::app {

class Recorder {
 public:
  /// `stored` false: the disk is full; the facts are kept and committed when space returns.
  using Done = std::function<void(bool stored)>;

  Recorder(boost::asio::io_context& loop, std::unique_ptr<storage::Store> store, const domain::Engine& engine,
           std::uint64_t snapshot_every);

  /// `done` is called on the loop after the commit, in the order of the calls; also for an empty write, which so waits
  /// for everything before it. `done` may be empty.
  void write(const std::vector<domain::Fact>& facts, std::vector<storage::Contact> contacts, Done done);

  /// The next snapshot of the shard comes so many facts earlier: those folded at the start, the newest at `last`.
  void count_replayed(std::uint32_t shard, std::uint64_t facts, domain::Instant last) {
    since_snapshot_[shard] += facts;
    last_[shard] = last;
  }
  void snapshot_all();
  void flush() { journal_.flush(); }

  /// True while nothing new can be promised: the disk is full, or too much waits for its commit.
  bool refusing() const { return full() || backlog() >= most_waiting; }
  bool full() const { return journal_.full(); }
  std::size_t backlog() const { return journal_.backlog(); }
  storage::Journal::Totals totals() const { return journal_.totals(); }
  /// Writes whose `done` has not been called yet.
  std::size_t in_flight() const { return in_flight_; }

  static constexpr std::size_t most_waiting = 50'000;  ///< facts; about a second of commits on a slow disk

 private:
  void snapshot(std::uint32_t shard, domain::Instant now);
  void snapshot_when_due();
  void settle(Done done, bool stored);
  void tell_settled();

  boost::asio::io_context& loop_;
  const domain::Engine& engine_;
  std::uint64_t snapshot_every_;
  std::map<std::uint32_t, std::uint64_t> since_snapshot_;
  std::map<std::uint32_t, domain::Instant> last_;
  std::size_t in_flight_ = 0;
  std::mutex settled_mutex_;
  std::vector<std::pair<Done, bool>> settled_;  ///< by the writer's thread; the loop has not told of them yet
  storage::Journal journal_;                    ///< last: joins its thread before what its callbacks name goes away
};

}  // namespace truewait::app
