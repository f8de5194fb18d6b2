// The engine's own objects: the shards with their queues, and what one step works with. Private to the engine's files.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "domain/group.hpp"
#include "domain/predict.hpp"
#include "truewait/domain/engine.hpp"

namespace truewait::domain {

/// What was computed from these counts; looked at every few seconds, and changed by dials only.
struct KnownForecast {
  AnswerTimes counted;
  AnswerForecast forecast;
};

/// One routing group under its number in the store.
struct ShardState {
  std::string site, name;
  std::uint32_t number = 0;
  Group group;
  std::vector<const QueueConfig*> queues = {};  ///< those configured
  Instant looked{};                             ///< when it was last asked whose turn has come; not part of the state
  std::map<std::string, KnownForecast> answers = {};  ///< by queue; no part of the state either
};

struct Place {
  ShardState* shard = nullptr;
  const QueueConfig* queue = nullptr;
};

/// A caller who would join, or who waits, as an estimate takes them.
Asking asking(const Place& place, const WouldJoin& caller, Instant now);
Asking asking(const Group& group, const Call& call, Instant now);

struct EngineState {
  EngineConfig config;
  std::deque<ShardState> shards;                     ///< addresses stay
  std::map<std::string, Place, std::less<>> queues;  ///< by site, '\0', name
  std::vector<const Place*> by_hours;                ///< those that may not ring customers at every hour
  Instant now{};

  explicit EngineState(const EngineConfig& c);
  const Place* place(std::string_view site, std::string_view queue) const;
  ShardState* numbered(std::uint32_t shard);
  /// Shard and open call; nulls when no shard of the site has it. An empty source matches any if the call is the only
  /// one.
  std::pair<ShardState*, const Call*> open_call(std::string_view site, std::string_view source,
                                                std::string_view call_id);
  /// The shard that remembers the call as over, or null.
  ShardState* shard_of_over(std::string_view site, std::string_view source, std::string_view call_id);
  /// The site's queue when it has exactly one, or null.
  const Place* only_queue(std::string_view site) const;
  ShardState* first_shard(std::string_view site);
  bool heard_anywhere(std::string_view site, const Origin& origin) const;
  Estimate estimate_for(const ShardState& shard, const Call& call, Instant now) const;
};

/// The level at which bounds are spoken to callers of the queue; the default when it is no longer configured.
double announce_level(const EngineState& state, std::string_view site, std::string_view queue);

/// One step under way: the facts and effects so far. emit() numbers a fact, folds it and keeps it.
struct Step {
  EngineState& state;
  Instant now;
  Decision out;

  void emit(ShardState& shard, FactBody body);
  void refuse(Refusal why, std::string detail);
};

/// The end of a call may still be on its way for so long after its agent has taken up something else.
inline constexpr Duration end_overdue_after = std::chrono::minutes(15);

// What each kind of input decides. Each event ends in exactly one Taken or Refused effect.
void decide(Step& step, const Event& event);
void decide(Step& step, const Reestimate& ask);
void decide(Step& step, const Wakeup& wakeup);
void decide(Step& step, const Quote& quote);
void decide(Step& step, const Acceptance& wish);
void decide(Step& step, const Cancellation& wish);
void decide(Step& step, const Assignment& wish);
void decide(Step& step, const DialReport& report);
void decide(Step& step, const FrontEndHello& hello);
void decide(Step& step, const SurveyReport& report);
void decide(Step& step, const BeliefReport& report);
void decide(Step& step, const SupervisorAct& act);
void decide(Step& step, const Claim& claim);

/// An event with its instant on the engine's line and the shard it concerns.
struct Report {
  const Event& event;
  Origin origin;
  Instant at;  ///< the source's `at`, never later than the receipt
};
void decide_arrival(Step& step, const Report& report, const Arrival& arrival, const Place& place);
void decide_answer(Step& step, const Report& report, const Answer& answer, ShardState& shard, const QueueConfig* queue);
void decide_abandonment(Step& step, const Report& report, const Abandonment& left, ShardState& shard);
void decide_departure(Step& step, const Report& report, const Departure& left, ShardState& shard);
void decide_end(Step& step, const Report& report, const End& end, ShardState& shard);
void decide_move(Step& step, const Report& report, const Move& move, ShardState& shard);
void decide_agent(Step& step, const Report& report, const AgentChange& change);
void decide_snapshot(Step& step, const Report& report, const QueueSnapshot& snapshot, const Place& place);

/// Records what the call would be told now, and that it is offered a callback when that is new.
void record_prediction(Step& step, ShardState& shard, const Call& call, PredictionOccasion occasion);

}  // namespace truewait::domain
