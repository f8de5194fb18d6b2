// Who stands in the lines of the groups, as facts tell it: calls at the switch and callbacks, with what decides who is
// next. For reports: it keeps who stands there now, who is being served and which queues each agent serves.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "truewait/domain/fact.hpp"

namespace truewait::domain {

struct Stander {
  std::string id, queue;  ///< of the call, or of the callback
  Instant arrived, rank;  ///< in line, or when the wish was accepted; of a leg: those of its callback
  int priority = 0;
  std::string caller_class;
  std::string callback;                          ///< whose place this is, or whose leg; empty: a live caller
  bool place = false;                            ///< nobody of it is at the switch
  CallbackState state = CallbackState::waiting;  ///< of a place
  bool with_leg = false;                         ///< a place whose customer stands in line
  bool inherited = false, moved = false;
};

/// One group's.
class LineBook {
 public:
  /// Takes the fact; the one who was answered by it, if that one stood in line.
  std::optional<Stander> add(const Fact& fact);

  const std::unordered_map<std::string, Stander>& calls() const { return calls_; }
  /// Callbacks that are not over, whether or not they stand in line.
  const std::unordered_map<std::string, Stander>& places() const { return places_; }
  bool dials_off(const std::string& queue) const { return dials_off_.contains(queue); }
  /// Nothing: not known. What an agent was last reported to serve is believed only while it fits the call taken.
  std::optional<bool> serves(const std::string& agent, const std::string& taken, const std::string& queue) const;

 private:
  template <class F>
  void on(const F&) {}
  void on(const CallQueued& f);
  void on(const CallAnswered& f);
  void on(const CallAbandoned& f);
  void on(const CallLeft& f);
  void on(const CallEnded& f);
  void on(const CallLost& f);
  void on(const CallMoved& f);
  void on(const QueueReset& f);
  void on(const AgentChanged& f);
  void on(const CallbackAccepted& f);
  void on(const CallbackChanged& f);
  void on(const CallbackPlaced& f);
  void on(const DialIntended& f);
  void on(const DialProgressed& f);
  void on(const CallbackConnected& f);
  void on(const SwitchTurned& f);
  Stander* place(const std::string& callback_id);

  std::unordered_map<std::string, Stander> calls_, places_;
  std::unordered_map<std::string, std::string> served_;  ///< queue by call
  std::map<std::string, std::vector<std::string>> agents_;
  std::set<std::string> dials_off_;
  std::optional<Stander> answered_;
};

}  // namespace truewait::domain
