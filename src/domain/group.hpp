// A routing group: queues that share agents, with all that is believed about them. The state of one shard.
// fold() is the only way it changes, and it reads nothing but the fact and itself: no configuration, so that replaying
// a journal gives the same state whatever the configuration has become.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/agents.hpp"
#include "domain/call.hpp"
#include "domain/callbacks.hpp"
#include "domain/formulas/arrival_rate.hpp"
#include "domain/formulas/ring.hpp"
#include "domain/learned/correction.hpp"
#include "domain/learned/observed.hpp"
#include "domain/left_places.hpp"
#include "domain/queue_state.hpp"
#include "domain/recent_ids.hpp"
#include "truewait/domain/fact.hpp"
#include "truewait/domain/queue_config.hpp"

namespace truewait::domain {

/// The identity of a report, for telling repeats.
std::uint64_t event_id(const Origin& origin);

/// The identity of a contact that a survey asks about.
std::uint64_t contact_id(std::string_view source, std::string_view call_id, std::string_view callback_id);

/// Key of a call within its site: call ids are unique per source.
std::string call_key(std::string_view source, std::string_view call_id);

class Group {
 public:
  /// `parts` are the same from the first fact on; a state that was learned without one is of no use with it.
  explicit Group(const EngineLimits& limits, const LearnerParts& parts = {})
      : limits_(limits), parts_(parts), correction_(parts) {}

  void fold(const Fact& fact);

  std::uint64_t seq() const { return seq_; }
  Instant now() const { return now_; }
  const Call* call(const std::string& key) const;
  /// The only call of that id, whatever its source; null when there is none or more than one.
  const Call* call_of_any_source(std::string_view call_id) const;
  const QueueState* queue(const std::string& name) const;
  const std::map<std::string, QueueState>& queues() const { return queues_; }
  const Agents& agents() const { return agents_; }
  const learned::Observed& observed() const { return observed_; }
  const learned::Correction& correction() const { return correction_; }
  const LearnerParts& parts() const { return parts_; }
  /// By order of service.
  const std::vector<const Call*>& waiting() const { return waiting_; }
  /// By answer, oldest first.
  const std::vector<const Call*>& in_service() const { return in_service_; }
  /// In service, but their agents have taken up something else; longest overdue first.
  const std::vector<const Call*>& overdue() const { return overdue_; }
  /// `event` is event_id(origin): the report was taken before.
  bool heard(std::uint64_t event) const { return heard_.contains(event); }
  /// When the call left or ended, if that was lately.
  std::optional<Instant> over_since(const std::string& key) const;

  /// Callers who go before one of this rank who joins now; virtual places of callbacks count like callers.
  int ahead_of(Instant rank) const;
  int ahead_of(const Call& waiting) const;
  int ahead_of(const Callback& standing) const;
  const Callbacks& callbacks() const { return callbacks_; }
  const LeftPlaces& left_places() const { return left_places_; }
  Switches switches(const std::string& queue) const;
  /// `id` is id_of() or content_of() an act: it was taken lately.
  bool acted(std::uint64_t id) const { return acts_.contains(id); }
  /// Of the last claim; 0: nobody has claimed the shard.
  std::uint64_t epoch() const { return epoch_; }
  /// A response about this call or callback was taken before.
  bool responded(std::uint64_t contact) const { return responded_.contains(contact); }

  bool knows_service() const { return !services_.empty(); }
  std::size_t services_known() const { return services_.size(); }  ///< of the last sixty
  double mean_service_s() const { return services_.mean(); }
  double abandonment_per_s() const { return waited_s_ > 0 ? abandonments_ / waited_s_ : 0; }
  double arrivals_per_s(Instant now, int pending) const { return arrivals_.per_s(now, pending); }

  /// The whole state as bytes, and back; false when the bytes are of another format or damaged.
  std::string save() const;
  bool load(std::string_view bytes);

 private:
  void on(const CallQueued& f);
  void on(const ArrivalLearnt& f);
  void on(const CallAnswered& f);
  void on(const CallAbandoned& f);
  void on(const CallLeft& f);
  void on(const CallEnded& f);
  void on(const CallMoved& f);
  void on(const AgentChanged& f);
  void on(const QueueReset& f);
  void on(const EventNoted& f);
  void on(const CallLost& f);
  void on(const PredictionRecorded& f);
  void on(const QuoteGiven& f);
  void on(const CallbackAccepted& f);
  void on(const CallbackChanged& f);
  void on(const DialIntended& f);
  void on(const DialProgressed& f);
  void on(const CallbackConnected& f);
  void on(const ResponseGiven& f);
  void on(const BeliefStated& f);
  void on(const OfferMade& f);
  void on(const ActTaken& f);
  void on(const SwitchTurned& f);
  void on(const CallbackPlaced& f);
  void on(const ShardClaimed& f);
  void on(const CallbackYielded& f);

  void look_again(Instant until);  ///< what the callers who wait would have been told on the way to `until`
  void learn_from(const Call& answered);
  std::vector<std::uint32_t> passed_over(const Call& taken) const;
  void remember(const Origin& origin);
  int index_of(const Call& waiting) const;
  QueueState& touched(const std::string& queue);
  Call* find(const std::string& key);
  /// The call of a callback's reached customer: its wait at the switch is no wait of the queue.
  bool is_leg(const std::string& key) const;
  /// Whoever is called back arrived with the call that asked for it, if there was one.
  bool arrived_before(const std::string& callback_id) const;
  void join(Call call);
  void stand(const Call& call);     ///< into the lists of those who wait
  void step_out(const Call& call);  ///< out of them
  void serve(Call& call);
  void move_on(const std::string& agent);  ///< the agent is doing something else now
  void finish(const std::string& key);     ///< the call is over
  void keep_place(const std::string& key, Instant left);
  void waited(double seconds, bool gave_up);
  /// Everybody who waits, and who was answered by then: who was answered later stays with the agent.
  void empty(const std::string& queue, std::optional<Instant> answered_until);
  template <class A>
  void fields(A& a);

  const EngineLimits limits_;
  const LearnerParts parts_;
  std::uint64_t seq_ = 0;
  Instant now_{};
  std::map<std::string, QueueState> queues_;
  std::unordered_map<std::string, std::unique_ptr<Call>> calls_;
  std::vector<const Call*> waiting_;  ///< by rank; equal ranks by joining
  std::vector<const Call*> in_service_;
  std::vector<const Call*> overdue_;
  Agents agents_;
  RecentValues<60> services_;
  double abandonments_ = 0, waited_s_ = 0;
  ArrivalRate arrivals_;
  RecentIds heard_, over_, responded_, acts_;
  Callbacks callbacks_;
  LeftPlaces left_places_;
  std::map<std::string, Switches> switches_;  ///< of queues where one was ever turned
  std::uint64_t epoch_ = 0;
  learned::Observed observed_;
  learned::Correction correction_;
  Instant look_again_{Instant::max()};  ///< derived: not before then
};

}  // namespace truewait::domain
