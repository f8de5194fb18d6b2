// Reads reports from the store in slices, one loop turn each, so that a report over a day of facts holds up nobody who
// asks for an estimate meanwhile. One report at a time, a bounded line of others behind it. Loop thread only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/host/fact_scan.hpp"
#include "truewait/domain/report.hpp"

namespace truewait::app {

class ReportReader {
 public:
  ReportReader(boost::asio::io_context& loop, storage::Store& store) : loop_(loop), store_(store) {}

  /// Folds the facts of `query` into `report`; `done` gets its result(), or nothing when the store cannot be read or
  /// too many reports wait.
  template <class Report, class Result>
  void start(const std::string& site, const domain::ReportQuery& query, Report report,
             std::function<void(std::optional<Result>)> done) {
    const auto folded = std::make_shared<Report>(std::move(report));
    start(
        site, query.from, query.to + Report::read_on, [folded](const domain::Fact& fact) { folded->add(fact); },
        [folded, done = std::move(done)](bool read) {
          done(read ? std::optional<Result>(folded->result()) : std::nullopt);
        });
  }

  static constexpr std::size_t most_waiting = 16;
  static constexpr std::size_t slice = 1000;  ///< facts of one turn: about a millisecond

 private:
  struct Job {
    FactScan scan;
    std::function<void(bool)> done;
  };
  void start(const std::string& site, domain::Instant from, domain::Instant to, FactScan::Take take,
             std::function<void(bool)> done);
  void turn();

  boost::asio::io_context& loop_;
  storage::Store& store_;
  std::deque<Job> jobs_;
};

}  // namespace truewait::app
