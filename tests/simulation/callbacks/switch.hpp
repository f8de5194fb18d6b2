// The switch: callers and reached customers in line, agents who take them by priority and by who waits longest.
// It knows the truth; the service hears of it through the channel only.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "simulation/callbacks/agenda.hpp"
#include "truewait/domain/event.hpp"

namespace truewait::simulation {

struct World;

struct InLine {
  std::string call_id, queue, customer;
  std::string callback_id;  ///< of a reached customer's leg
  int priority = 0;
  Instant since;  ///< the order of service; for a leg, when its customer asked
  Instant joined;
  bool parked = false;  ///< being asked something: no agent gets this caller
  bool asking = false;  ///< took a callback and waits for the confirmation
};

class Switch {
 public:
  explicit Switch(World& world);

  void join(InLine caller, Duration patience);
  /// Null when the call does not wait (any more).
  InLine* waiting(const std::string& call_id);
  /// Hangs up while waiting.
  void give_up(const std::string& call_id);
  /// Leaves the line because a callback was taken.
  void take_out(const std::string& call_id);
  bool answered(const std::string& call_id) const { return answered_.contains(call_id); }
  /// The agent leaves for so long, at the end of the call when there is one.
  void log_out(int agent, Duration away);
  bool phone_in_use(const std::string& customer) const { return phones_.contains(customer); }

 private:
  struct Agent {
    std::string name;
    domain::AgentState state = domain::AgentState::available;
    std::optional<domain::AgentState> leaves = {};  ///< for this, at the end of the call
    Duration away{0};                               ///< for so long
  };
  void leave(Agent& agent);
  void serve();
  void answer(Agent& agent, InLine caller);
  void hang_up(const InLine& caller);
  void set(Agent& agent, domain::AgentState state);
  void rest(Agent& agent);
  void snapshot(const std::string& queue, bool with_agents);
  void repair();

  World& world_;
  std::map<std::string, InLine> line_;  ///< by call
  std::map<std::string, int> phones_;   ///< customers on the line, with how many calls
  std::set<std::string> answered_;
  std::vector<Agent> agents_;
};

}  // namespace truewait::simulation
