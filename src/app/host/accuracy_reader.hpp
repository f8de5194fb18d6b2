// Reads the accuracy report from the store in slices, one loop turn each, so that a report over a day of facts holds up
// nobody who asks for an estimate meanwhile. One report at a time, a bounded line of others behind it. Facts still
// waiting for their commit are not in it. Loop thread only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "truewait/domain/report.hpp"
#include "truewait/storage/store.hpp"

namespace truewait::app {

/// One shard's share of a report: facts from the one at `query.from` on, a slice per call. Also used without a loop.
class AccuracyScan {
 public:
  /// `site` empty: all sites.
  AccuracyScan(storage::Store& store, std::string site, const domain::ReportQuery& query);

  enum class Step { more, done, failed };
  /// Reads at most `facts` facts.
  Step read(std::size_t facts);
  std::vector<domain::AccuracyRow> rows() const { return report_.rows(); }
  /// In words, after Step::failed.
  const std::string& failure() const { return failure_; }

  /// A call that joined before `to` may be answered so much later and still counts.
  static constexpr domain::Duration longest_wait = std::chrono::hours(3);

 private:
  bool open_shard();
  Step fail(std::string why);

  storage::Store& store_;
  domain::Instant from_, read_to_;
  domain::AccuracyReport report_;
  std::vector<std::uint32_t> shards_;
  std::size_t shard_ = 0;
  std::uint64_t next_ = 0;  ///< 0: the shard has not been opened yet
  std::string failure_;
};

class AccuracyReader {
 public:
  using Done = std::function<void(std::optional<std::vector<domain::AccuracyRow>>)>;

  AccuracyReader(boost::asio::io_context& loop, storage::Store& store) : loop_(loop), store_(store) {}

  /// `done` gets nothing when the store cannot be read or too many reports wait.
  void start(const std::string& site, const domain::ReportQuery& query, Done done);

  static constexpr std::size_t most_waiting = 16;
  static constexpr std::size_t slice = 1000;  ///< facts of one turn: about a millisecond

 private:
  struct Job {
    AccuracyScan scan;
    Done done;
  };
  void turn();

  boost::asio::io_context& loop_;
  storage::Store& store_;
  std::deque<Job> jobs_;
};

}  // namespace truewait::app
