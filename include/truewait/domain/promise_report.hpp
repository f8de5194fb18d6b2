// What became of the waits that were spoken, and of the windows promised with callbacks: kept, broken, never tested.
// Folded from facts; knows no store. The unit is a caller's first quote, if its words named an upper bound; a call that
// still waits is open, whatever its deadline. Shares kept stand beside how tight the words were.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "truewait/domain/contact_book.hpp"
#include "truewait/domain/promise_levels.hpp"
#include "truewait/statistics/kaplan_meier.hpp"
#include "truewait/statistics/promise.hpp"
#include "truewait/statistics/sharpness.hpp"

namespace truewait::domain {

/// Windows in which a first ring was promised.
struct WindowCounts {
  std::uint64_t kept = 0, too_early = 0;
  std::uint64_t broken = 0;    ///< rang after the window, or never
  std::uint64_t censored = 0;  ///< cancelled, or served otherwise, before the window was over and without a ring
  std::uint64_t open = 0;
  /// kept of kept, too early and broken.
  statistics::Proportion kept_share() const;
};

struct PromiseFigures {
  statistics::PromiseCounts counts;
  std::uint64_t open = 0;  ///< promises to callers who still wait
  statistics::Sharpness sharpness;
  std::vector<statistics::Observation> tested;  ///< wait / bound of each promise that is neither void nor open
  std::uint64_t calls = 0;                      ///< all that joined
  std::uint64_t quoted = 0;                     ///< of these, told anything about the wait
  WindowCounts callbacks;
  double levels = 0;  ///< sum over the promises kept or broken

  /// The share of these promises that was to be kept: the mean level of those kept or broken.
  double level() const;
  void merge(const PromiseFigures& other);
  /// The share that would have been kept had nobody left (Kaplan and Meier); absent without a tested promise.
  std::optional<double> kept_had_nobody_left() const;
};

struct PromiseRow {
  std::string queue;
  Instant hour;  ///< start of the UTC hour of joining
  PromiseFigures figures;
};

struct Promises {
  std::vector<PromiseRow> rows;  ///< by queue, then hour
  PromiseFigures all;
};

class PromiseReport {
 public:
  explicit PromiseReport(ReportQuery query, PromiseLevels levels = {})
      : book_(std::move(query), Duration{0}), levels_(std::move(levels)) {}

  /// Facts of one shard in sequence; different shards in any order.
  void add(const Fact& fact);
  Promises result() const;

  /// Facts are of use so long after `to`: waits, and the callbacks that were asked for.
  static constexpr Duration read_on = std::chrono::hours(24);

 private:
  using Rows = std::map<std::pair<std::string, Instant>, PromiseFigures>;
  void count(const Contact& contact, Rows& rows) const;

  ContactBook book_;
  PromiseLevels levels_;
  Rows rows_;
};

}  // namespace truewait::domain
