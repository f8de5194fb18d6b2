// The accuracy report: predicted against measured waits, per queue and hour, folded from facts in sequence.
// Knows no store: whoever reads the facts hands them in. It counts calls that waited, were predicted at joining with
// status ok, and were answered; others are counted beside it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "truewait/domain/fact.hpp"
#include "truewait/domain/report_query.hpp"
#include "truewait/domain/waited_calls.hpp"
#include "truewait/statistics/accuracy.hpp"

namespace truewait::domain {

/// What each would have been worth had it been served, over the calls that count in a row.
struct ShadowAccuracy {
  std::array<statistics::Accuracy, formula_count> formulas;  ///< by Formula
  statistics::Accuracy learner;                              ///< fewer calls where it was not asked about all

  void add(const Estimate& said, double wait_s);
  void merge(const ShadowAccuracy& other);
};

struct AccuracyRow {
  std::string queue;
  Instant hour;                   ///< start of the UTC hour in which the calls joined
  statistics::Accuracy mean;      ///< of the served mean
  statistics::Accuracy median;    ///< of the served median
  statistics::Coverage p10_p90;   ///< the 80 % interval
  std::uint64_t abandoned = 0;    ///< waited, predicted, hung up: not in the errors above
  std::uint64_t unpredicted = 0;  ///< answered after a wait, but nothing could be said at joining
  ShadowAccuracy shadows;         ///< of the means said beside the served one
};

class AccuracyReport {
 public:
  explicit AccuracyReport(ReportQuery query) : calls_(std::move(query)) {}
  /// Facts of one shard in sequence; different shards in any order.
  void add(const Fact& fact);
  /// Sorted by queue, then hour.
  std::vector<AccuracyRow> rows() const;
  std::vector<AccuracyRow> result() const { return rows(); }

  /// Facts are of use so long after `to`.
  static constexpr Duration read_on = WaitedCalls::read_on;

 private:
  AccuracyRow& row(const std::string& queue, Instant joined);
  void count(const WaitedCall& call);

  WaitedCalls calls_;
  std::vector<AccuracyRow> rows_;
};

}  // namespace truewait::domain
