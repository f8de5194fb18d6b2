// Whether what was predicted holds as often as it says, per queue and hour of joining: each quantile, the 80 %
// interval, the whole distribution, and P(W > T) at the T at which the queue offers callbacks; and whether broken
// promises have become more frequent. Folded from facts; knows no store and keeps no figure elsewhere.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "truewait/domain/contact_book.hpp"
#include "truewait/domain/queue_config.hpp"
#include "truewait/domain/waited_calls.hpp"
#include "truewait/statistics/accuracy.hpp"
#include "truewait/statistics/calibration.hpp"
#include "truewait/statistics/cusum.hpp"
#include "truewait/statistics/mean.hpp"

namespace truewait::domain {

/// T of each queue's offer rule. Facts do not carry it: it comes from the configuration.
struct OfferTimes {
  std::map<std::string, Duration> by_queue;
  Duration otherwise = OfferRule{}.above;
  Duration of(const std::string& queue) const;
};

struct CalibrationFigures {
  std::array<std::uint64_t, quantile_levels.size()> at_or_under{};  ///< waits not above the quantile, by level
  statistics::Coverage p10_p90;                                     ///< its n is that of every figure here
  statistics::Mean interval_score_s;                                ///< of that interval
  statistics::PitHistogram pit;
  statistics::Reliability above;  ///< P(W > T) said at joining, and whether the wait was longer than T
  std::uint64_t abandoned = 0;    ///< waited, predicted, hung up: in no figure above
  std::uint64_t unpredicted = 0;  ///< answered after a wait, but nothing could be said at joining

  std::uint64_t n() const { return p10_p90.n(); }
  void add(const Estimate& said, double wait_s, Duration offer_above);
  void merge(const CalibrationFigures& other);
};

struct CalibrationRow {
  std::string queue;
  Instant hour;  ///< start of the UTC hour in which the calls joined
  CalibrationFigures figures;
};

/// The sum over a queue's first promises that were put to the test, in the order in which their outcome was known,
/// from 0 at the first of them.
struct PromiseDrift {
  statistics::BernoulliCusum sum;
  std::optional<Instant> above_since;  ///< of the alarm that lasts; absent when there is none
};

struct QueueCalibration {
  std::string queue;
  Duration offer_above{0};     ///< T
  CalibrationFigures figures;  ///< of all its hours
  PromiseDrift drift;
};

struct Calibration {
  std::vector<CalibrationRow> rows;      ///< by queue, then hour
  std::vector<QueueCalibration> queues;  ///< by queue
};

class CalibrationReport {
 public:
  CalibrationReport(ReportQuery query, OfferTimes times, PromiseLevels levels = {})
      : times_(std::move(times)), levels_(std::move(levels)), calls_(query), contacts_(std::move(query), Duration{0}) {}

  /// Facts of one shard in sequence; different shards in any order.
  void add(const Fact& fact);
  Calibration result() const;

  /// Facts are of use so long after `to`.
  static constexpr Duration read_on = WaitedCalls::read_on;

 private:
  struct Tested {
    Instant known, spoken;
    bool broken = false;
  };
  using ByQueue = std::map<std::string, std::vector<Tested>>;
  void count(const WaitedCall& call);
  static void test(const Contact& contact, ByQueue& tested);
  static PromiseDrift drift(std::vector<Tested> tested, double level);

  OfferTimes times_;
  PromiseLevels levels_;
  WaitedCalls calls_;
  ContactBook contacts_;
  std::map<std::pair<std::string, Instant>, CalibrationFigures> rows_;
  ByQueue tested_;
};

}  // namespace truewait::domain
