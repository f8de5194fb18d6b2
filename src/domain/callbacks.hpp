// The callbacks of a group: who is to be called back, where each stands in line, which dial is out. Changed by facts
// only; part of the group's state.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/pacing/answer_times.hpp"
#include "truewait/domain/fact.hpp"

namespace truewait::domain {

/// Why a callback that a call of the customer's own took over is where it is.
inline constexpr auto called_again = "called again", served_there = "served by another call";

struct Callback {
  CallbackAccepted accepted;
  CallbackState state = CallbackState::waiting;
  std::string reason;
  Instant updated;
  std::optional<Instant> next;         ///< something happens by itself then
  std::optional<Instant> due;          ///< its turn came
  std::string dial_id, front_end;      ///< the last dial
  std::vector<std::string> dial_ids;   ///< all of them
  std::optional<DialOutcome> outcome;  ///< of the last dial so far
  Instant dial_expires;
  std::uint64_t epoch = 0;   ///< under which the last dial was ordered
  std::string agent;         ///< reserved for the last dial
  Instant ordered;           ///< the last dial
  int dials = 0;             ///< that count
  int tries = 0;             ///< all of them
  std::string leg;           ///< key of the reached customer's call, while it is in line or in service
  std::string live;          ///< key of the customer's own call that took over while a dial is out
  bool live_served = false;  ///< that call has come to an agent

  const std::string& id() const { return accepted.callback_id; }
  /// Stands in line itself; once the leg has joined, or the customer's own call has taken over, that call stands there.
  bool stands() const { return holds_place(state) && leg.empty() && live.empty(); }
  /// Somebody was, or is about to be, rung for it and has not come to an agent yet.
  bool in_flight() const { return stands() && state != CallbackState::waiting; }

  template <class A>
  void fields(A& a) {
    a(accepted, state, reason, updated, next, due, dial_id, front_end, dial_ids, outcome, dial_expires, dials, tries,
      leg, epoch, agent, ordered, live, live_served);
  }
};

class Callbacks {
 public:
  const Callback* find(const std::string& id) const;
  const Callback* of_request(const std::string& source, const std::string& idempotency_key) const;
  const Callback* open_of_customer(const std::string& customer) const;
  /// Open or lately ended.
  const Callback* of_dial(const std::string& dial_id) const;
  /// Open, by the key of the call that asked for it.
  const Callback* of_call(const std::string& call_key) const;
  const Callback* of_leg(const std::string& call_key) const;
  /// Open, by the key of the customer's own call that took it over while its dial is out.
  const Callback* of_live(const std::string& call_key) const;

  std::size_t open() const { return open_; }
  int open_in(const std::string& queue) const;
  /// Accepted for the queue after `since`, whatever became of them; counts no further than `most`.
  int accepted_since(const std::string& queue, Instant since, int most) const;
  /// Those that stand in line, by rank.
  const std::vector<const Callback*>& places() const { return places_; }
  int in_flight() const { return in_flight_; }
  int ahead_of(Instant rank) const;
  /// The earliest `next` of all, and those whose `next` has come.
  std::optional<Instant> next() const;
  std::vector<const Callback*> overdue(Instant now) const;
  /// Their turn has come and nobody has an order: rank and id.
  const std::set<std::pair<Instant, std::string>>& due() const { return due_; }
  /// The agent is reserved for a customer who is being rung, or was reached and is not served yet.
  bool holds(const std::string& agent) const { return held_.contains(agent); }
  /// What was counted of the queue's dials; null: nothing yet.
  const AnswerTimes* answer_times(const std::string& queue) const;
  /// Until when no request for the customer is taken on hearsay; nothing when there was never a reason.
  std::optional<Instant> quarantined_until(const std::string& customer) const;
  /// All that are remembered, oldest first.
  std::vector<const Callback*> all() const;

  void on(const CallbackAccepted& f, Instant now, bool still_on_the_line);
  void on(const CallbackChanged& f, Instant now);
  void on(const DialIntended& f, Instant now);
  void on(const DialProgressed& f, Instant now);
  void on(const CallbackConnected& f, Instant now);
  void on(const CallbackPlaced& f, Instant now);
  void on(const CallbackYielded& f, Instant now);
  void joined(const std::string& id, const std::string& leg, Instant now);

  template <class A>
  void fields(A& a) {
    std::vector<Callback> flat;
    if constexpr (!A::reading) {
      for (const auto* c : all()) flat.push_back(*c);
    }
    a(flat);
    if constexpr (A::reading) rebuild(std::move(flat));
    a(answer_times_, quarantined_);
  }

 private:
  Callback& edit(const std::string& id);  ///< out of the indexes; settle() puts it back
  void settle(Callback& c, Instant now);
  void index(Callback& c);
  void unindex(Callback& c);
  void forget_old(Instant now);
  void count_dial(const Callback& c, DialOutcome kind, Instant now);
  void quarantine(const std::string& customer, Instant until, Instant now);
  void rebuild(std::vector<Callback> flat);
  Callback& add(Callback c);

  std::unordered_map<std::string, std::unique_ptr<Callback>> by_id_;
  std::deque<std::string> order_;  ///< ids by acceptance
  std::vector<const Callback*> places_;
  std::set<std::pair<Instant, std::string>> alarms_;
  std::set<std::pair<Instant, std::string>> due_;  ///< by rank
  std::unordered_map<std::string, const Callback*> by_request_, by_customer_, by_dial_, by_call_, by_leg_, by_live_;
  std::map<std::string, int> open_by_queue_;
  std::map<std::string, int> held_;                  ///< agents, with how many callbacks they are reserved for
  std::map<std::string, AnswerTimes> answer_times_;  ///< by queue
  std::map<std::string, Instant> quarantined_;       ///< customers, until when
  std::size_t open_ = 0;
  int in_flight_ = 0;
};

}  // namespace truewait::domain
