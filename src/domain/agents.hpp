// The agents of a group, as reported or as inferred from the calls they take. Counts are kept up with every change, so
// that an estimate does not walk over them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "truewait/domain/event.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::domain {

struct Agent {
  AgentState state = AgentState::available;
  bool reported = false;            ///< somebody told us the state; else it is inferred from calls
  Instant seen;                     ///< took or ended a call, or was reported
  Instant since;                    ///< in this state
  std::vector<std::string> queues;  ///< empty: all of the group
  std::string call;                 ///< key of the call believed in service, or empty

  template <class A>
  void fields(A& a) {
    a(state, reported, seen, queues, call, since);
  }
};

class Agents {
 public:
  /// Null when unknown.
  const Agent* find(const std::string& name) const;

  /// Instants must not go back. An empty name is the unnamed agent: seen, but never in a state.
  void took_call(const std::string& name, const std::string& call, Instant now);
  void ended_call(const std::string& name, const std::string& call, Instant now);
  void changed(const std::string& name, AgentState state, const std::vector<std::string>& queues, Instant now);
  /// A snapshot of one queue: its agents are these and no others.
  void replace(const std::string& queue, const std::vector<QueueSnapshot::Agent>& agents, Instant now);

  bool reported() const { return reported_ > 0; }  ///< any agent's state was ever told
  int logged_in() const { return logged_in_; }     ///< reported as neither away nor logged out
  /// More than `n` of those reported as available serve the queue.
  bool more_available_than(int n, const std::string& queue) const;
  int available() const { return available_; }
  /// Of those reported as available, the ones who serve the queue.
  int available_for(const std::string& queue) const;
  /// Who has been available for longest of those who serve the queue and are not `taken`; empty: nobody. Where no
  /// states are reported, whoever took or ended a call since `seen` and has none now counts as available.
  std::string longest_available(const std::string& queue, Instant seen,
                                const std::function<bool(const std::string&)>& taken) const;
  int busy() const { return busy_; }
  /// When any of them last took or ended a call or was reported, the unnamed one too; nothing: never.
  std::optional<Instant> last_seen() const;
  /// Agents who took or ended a call within `age`, the unnamed one counted as one if `unnamed`.
  int seen_within(Instant now, Duration age, bool unnamed) const;
  std::size_t size() const { return agents_.size(); }

  template <class A>
  void fields(A& a) {
    a(agents_, by_seen_, unnamed_seen_);
    if constexpr (A::reading) recount();
  }

 private:
  void see(const std::string& name, Agent& agent, Instant now);
  void forget(const std::string& name);
  void set(Agent& agent, AgentState state);
  void count(const Agent& agent, int by);
  void recount();

  std::map<std::string, Agent> agents_;
  std::vector<std::pair<Instant, std::string>> by_seen_;  ///< every agent once, by `seen`
  std::optional<Instant> unnamed_seen_;

  // Counted from agents_.
  int reported_ = 0, logged_in_ = 0, available_ = 0, busy_ = 0;
  int available_anywhere_ = 0;               ///< named for no queue in particular
  std::map<std::string, int> available_in_;  ///< the others, by queue; never 0
};

}  // namespace truewait::domain
