// How long customers wait for a human, over holding and callbacks together: from joining the line, or asking, to the
// agent. A callback counts from then on like a call that holds, and never as no wait. Who gave up, and who still waits,
// counts for as long as was seen (Kaplan and Meier). Folded from facts; knows no store.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "truewait/domain/contact_book.hpp"
#include "truewait/statistics/kaplan_meier.hpp"
#include "truewait/statistics/mean.hpp"
#include "truewait/statistics/proportion.hpp"

namespace truewait::domain {

struct HumanFigures {
  std::uint64_t served = 0;                   ///< reached an agent
  std::uint64_t abandoned = 0;                ///< ended without one: hung up, or the callback ended unserved
  std::uint64_t removed = 0;                  ///< taken out by the centre, or served in a way that tells no time
  std::uint64_t open = 0;                     ///< still wait
  statistics::Mean served_s;                  ///< of the served alone, for comparison: it flatters where many give up
  std::vector<statistics::Observation> seen;  ///< every contact once, in seconds

  std::uint64_t contacts() const { return seen.size(); }
  /// Of those whose end is known.
  statistics::Proportion abandoned_share() const { return statistics::proportion(abandoned, served + abandoned); }
  void merge(const HumanFigures& other);
};

struct TimeToHumanFigures {
  HumanFigures hold;      ///< contacts that took no callback
  HumanFigures callback;  ///< contacts that took one, whatever became of it
  HumanFigures all() const;
};

struct TimeToHumanRow {
  std::string queue;
  TimeToHumanFigures figures;
};

struct TimeToHuman {
  std::vector<TimeToHumanRow> rows;  ///< by queue
  TimeToHumanFigures all;
};

class TimeToHumanReport {
 public:
  explicit TimeToHumanReport(ReportQuery query) : book_(std::move(query), same_step) {}

  /// Facts of one shard in sequence; different shards in any order.
  void add(const Fact& fact);
  TimeToHuman result() const;

  /// Facts are of use so long after `to`: callbacks that were asked for before.
  static constexpr Duration read_on = std::chrono::hours(24);

 private:
  using Rows = std::map<std::string, TimeToHumanFigures>;
  /// A callback that a call takes over may end in the same step before the call is there: it is held so long.
  static constexpr Duration same_step{1};

  void count(const Contact& contact, Rows& rows) const;

  ContactBook book_;
  Rows rows_;
  Instant last_{};  ///< the newest fact's
};

}  // namespace truewait::domain
