// The accuracy report: predicted against measured waits, per queue and hour, folded from facts in sequence.
// Knows no store: whoever reads the facts hands them in. It counts calls that waited, were predicted at joining with
// status ok, and were answered; others are counted beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "truewait/domain/fact.hpp"
#include "truewait/statistics/accuracy.hpp"

namespace truewait::domain {

struct ReportQuery {
  Instant from, to;   ///< calls that joined in [from, to)
  std::string queue;  ///< empty: all
};

struct AccuracyRow {
  std::string queue;
  Instant hour;                   ///< start of the UTC hour in which the calls joined
  statistics::Accuracy mean;      ///< of the served mean
  statistics::Accuracy median;    ///< of the served median
  statistics::Coverage p10_p90;   ///< the 80 % interval
  std::uint64_t abandoned = 0;    ///< waited, predicted, hung up: not in the errors above
  std::uint64_t unpredicted = 0;  ///< answered after a wait, but nothing could be said at joining
};

class AccuracyReport {
 public:
  explicit AccuracyReport(ReportQuery query) : query_(std::move(query)) {}
  /// Facts of one shard in sequence; different shards in any order.
  void add(const Fact& fact);
  /// Sorted by queue, then hour.
  std::vector<AccuracyRow> rows() const;
  std::vector<AccuracyRow> result() const { return rows(); }

  /// A call that joined before `to` may be answered so much later and still counts.
  static constexpr Duration read_on = std::chrono::hours(3);

 private:
  struct Open {
    std::string queue;
    Instant joined;
    bool predicted = false;
    double mean_s = 0, p10_s = 0, p50_s = 0, p90_s = 0;
  };
  AccuracyRow& row(const std::string& queue, Instant joined);
  void close(const std::string& key, std::optional<Duration> wait, bool abandoned);

  ReportQuery query_;
  std::unordered_map<std::string, Open> open_;
  std::vector<AccuracyRow> rows_;
};

}  // namespace truewait::domain
