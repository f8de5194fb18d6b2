// What became of callbacks: how many of those offered were taken, dialled, reached, connected and completed, whether
// the first ring came when it was promised, how often each customer was dialled, how much holding it saved, and at
// which hours customers are reached. Folded from facts; knows no store and keeps open callbacks only.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "truewait/domain/callback.hpp"
#include "truewait/domain/fact.hpp"
#include "truewait/domain/report_query.hpp"
#include "truewait/statistics/mean.hpp"
#include "truewait/statistics/proportion.hpp"

namespace truewait::domain {

/// Offsets from UTC of the queues' time zones, each from its instant on. Facts do not carry them: they come from the
/// configuration.
struct LocalTimes {
  using Offsets = std::vector<std::pair<Instant, std::chrono::seconds>>;
  std::map<std::string, Offsets> by_queue;
  Offsets otherwise;  ///< empty: UTC
  /// Of the day, 0 to 23.
  std::size_t hour(const std::string& queue, Instant at) const;
};

/// Of callbacks with a promised window, by their first ring.
struct Punctuality {
  std::uint64_t inside = 0, early = 0, late = 0;
  std::uint64_t never = 0;     ///< over without a ring, and not by the customer's doing before the window's end
  std::uint64_t untested = 0;  ///< cancelled, or served otherwise, without a ring before the window was over
  std::uint64_t open = 0;      ///< neither rung nor over
  std::uint64_t reached_inside = 0, connected_inside = 0;
  std::vector<double> late_s;  ///< of the late: from the window's end to the first ring

  std::uint64_t tested() const { return inside + early + late + never; }
  void merge(const Punctuality& other);
};

struct CallbackFigures {
  std::uint64_t offered = 0;  ///< callers, each once
  std::uint64_t taken = 0;    ///< of these, accepted
  /// Accepted callbacks, whether or not they were offered, and how far they came.
  std::uint64_t accepted = 0, dialled = 0, reached = 0, connected = 0, completed = 0;
  std::uint64_t open = 0;
  std::array<std::uint64_t, callback_state_names.size()> ends{};  ///< by state
  Punctuality windows;
  /// Of callbacks that are over, or with an agent: dials that may have rung.
  static constexpr std::size_t most_dials_told_apart = 5;
  std::array<std::uint64_t, most_dials_told_apart + 1> by_dials{};  ///< 0 to 4, and more
  statistics::Mean dials;
  /// Of connected callbacks that rang.
  statistics::Mean offline_s;  ///< from the acceptance to the first ring, which the customer did not hold
  statistics::Mean held_s;     ///< from the customer's answer to the agent
  std::vector<double> holds_s;
  struct Hour {
    std::uint64_t dialled = 0, reached = 0;
  };
  std::array<Hour, 24> by_hour{};  ///< dials that may have rung, by the local hour of the order

  /// Of all connected together; below 0: they held longer after the ring than they were spared before it.
  double saved_s() const;
  void merge(const CallbackFigures& other);
};

struct CallbackRow {
  std::string queue;
  CallbackFigures figures;
};

struct CallbackSummary {
  std::vector<CallbackRow> rows;  ///< by queue
  CallbackFigures all;
};

class CallbackReport {
 public:
  CallbackReport(ReportQuery query, LocalTimes times) : query_(std::move(query)), times_(std::move(times)) {}

  /// Facts of one shard in sequence; different shards in any order.
  void add(const Fact& fact);
  CallbackSummary result() const;

  /// Facts are of use so long after `to`: what becomes of callbacks that were accepted before.
  static constexpr Duration read_on = std::chrono::hours(24);

 private:
  struct Dial {
    Instant ordered;
    bool counts = true, rang = false, reached = false;
  };
  struct Story {
    std::string queue;
    Instant accepted, began;
    std::optional<Window> window;
    std::optional<Instant> rung, answered, reached, connected, ended;
    std::optional<CallbackState> end;
    std::vector<Dial> dials;
  };
  struct Offered {
    Instant at;
    std::string queue;
  };
  using Rows = std::map<std::string, CallbackFigures>;

  template <class F>
  void on(const F&) {}
  void on(const OfferMade& f);
  void on(const CallbackAccepted& f);
  void on(const DialIntended& f);
  void on(const DialProgressed& f);
  void on(const CallQueued& f);
  void on(const CallbackConnected& f);
  void on(const CallbackChanged& f);

  std::string key(const std::string& id) const;
  Story* find(const std::string& callback_id);
  void forget_offers();
  void count(const Story& story, Rows& rows) const;

  ReportQuery query_;
  LocalTimes times_;
  std::unordered_map<std::string, Story> open_;
  std::unordered_map<std::string, Offered> offered_;  ///< of the last hours, not yet taken
  std::deque<std::pair<Instant, std::string>> offers_;
  Rows rows_;
  std::uint32_t shard_ = 0;  ///< of the fact at hand
  Instant now_;
};

}  // namespace truewait::domain
