// The report the product is for: what was predicted, measured and perceived about the same contacts, and the share of
// fast answers as staff believe it, as the clock has it and as customers say. Folded from facts; knows no store.
// What nobody knows is absent, never 0. Which contacts count stands in contact_book.hpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "truewait/domain/contact_book.hpp"
#include "truewait/domain/queue_config.hpp"
#include "truewait/statistics/mean.hpp"
#include "truewait/statistics/paired.hpp"
#include "truewait/statistics/perception.hpp"
#include "truewait/statistics/proportion.hpp"
#include "truewait/statistics/three_way.hpp"

namespace truewait::domain {

/// "Fast" by the clock: answered within this.
struct AnswerTargets {
  std::map<std::string, Duration> by_queue;
  Duration otherwise = QueueConfig{}.answer_target;
  Duration of(const std::string& queue) const;
};

/// k of n.
struct Share {
  std::uint64_t k = 0, n = 0;
  statistics::Proportion proportion() const { return statistics::proportion(k, n); }
};

/// All waits in seconds.
struct ExperienceFigures {
  std::uint64_t contacts = 0, answered = 0;
  statistics::Mean predicted, measured;  ///< of contacts that were predicted and reached an agent
  statistics::Mean perceived;            ///< of all who said how long it felt
  /// Of the contacts that have all three.
  struct Same {
    statistics::Mean predicted, measured, perceived;
  } same;
  statistics::Perception perception;  ///< of contacts measured and perceived
  Share fast;                         ///< of those asked: 4 or 5 on "you answered fast enough"
  Share measured_fast;                ///< of the answered: within the queue's target
  statistics::PairedCounts asked;     ///< of those asked: first, answered within the target; second, said fast

  void merge(const ExperienceFigures& other);
};

struct ExperienceRow {
  std::string queue;
  Instant hour;  ///< start of the UTC hour of joining
  ExperienceFigures figures;
};

struct Experience {
  std::vector<ExperienceRow> rows;  ///< by queue, then hour
  ExperienceFigures all;
  std::optional<Share> belief;  ///< absent when nobody stated one
  /// Of the share "fast". The measured side is that of the customers who were asked, so that the parts add up; of all
  /// answered contacts while nobody was asked.
  statistics::ThreeWay gaps;
};

class ExperienceReport {
 public:
  ExperienceReport(ReportQuery query, AnswerTargets targets)
      : query_(query), targets_(std::move(targets)), book_(std::move(query), survey_within) {}

  /// Facts of one shard in sequence; different shards in any order.
  void add(const Fact& fact);
  Experience result() const;

  /// The engine takes a response so long after a call is over.
  static constexpr Duration survey_within = std::chrono::hours(24);
  /// Facts are of use so long after `to`: the waits, the surveys, what staff say of a week that is past.
  static constexpr Duration read_on = std::chrono::hours(24 * 7);

 private:
  using Rows = std::map<std::pair<std::string, Instant>, ExperienceFigures>;
  struct Stated {
    Instant at;
    Share share;
  };
  void count(const Contact& contact, Rows& rows) const;
  void hear(const BeliefStated& f, Instant at);
  std::optional<Share> belief() const;

  ReportQuery query_;
  AnswerTargets targets_;
  ContactBook book_;
  Rows rows_;
  std::map<std::pair<std::string, std::string>, Stated> stated_;  ///< by queue ("": all) and role: the last
};

}  // namespace truewait::domain
