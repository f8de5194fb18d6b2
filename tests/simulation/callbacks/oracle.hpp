// The judge of a simulated day: from the journal, and from what clients and customers saw, it says which promise was
// broken. It knows the rules, not the engine's ways of keeping them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "simulation/callbacks/agenda.hpp"
#include "simulation/callbacks/rules.hpp"
#include "simulation/callbacks/timetable.hpp"
#include "truewait/domain/engine.hpp"

namespace truewait::simulation {

/// What a day consisted of, so that a test can tell that it was not an empty one.
struct Counts {
  int calls = 0, accepted = 0, acknowledged = 0, dials = 0, rings = 0, legs = 0, connected = 0, uncertain = 0,
      resolved = 0, retries = 0, sent_again = 0, cancelled = 0, crashes = 0, lost_decisions = 0, quotes = 0,
      requotes = 0, facts = 0, redials = 0, taken_over = 0, acts = 0, switches = 0, clock_steps = 0, logouts = 0,
      late_owners = 0, named_crashes = 0;
  std::map<std::string_view, int> ends;
};

class Oracle {
 public:
  Oracle(std::uint64_t seed, const Agenda& agenda, const Timetable& timetable)
      : seed_(seed), agenda_(agenda), timetable_(timetable) {}

  // The journal, in the order of the decisions: what was asked for, and what came of it.
  void committed(const domain::Input& input, const domain::Decision& decision);
  // The engine as its host sees it.
  void decided(const domain::Decision& decision, const domain::Engine& engine);
  void restarted(const domain::Engine& engine);
  void looked(const domain::DueCallback& due);
  void broken(Rule rule, const std::string& what);
  /// An order leaves the service; `line`: what time it is there.
  void leaves(const domain::DialOrder& order, Instant line);
  // The front-ends and the customers.
  void acknowledged(const std::string& callback_id);
  void call_begins(const std::string& call_id) { on_the_line_.insert(call_id); }
  void call_ends(const std::string& call_id) { on_the_line_.erase(call_id); }
  void ordered(const domain::DialOrder& order);
  void dialled(const domain::DialOrder& order, bool rings);
  void leg_over(const std::string& customer) { live_.erase(customer); }
  bool has_leg(const std::string& customer) const { return live_.contains(customer); }
  void customer_said(const std::string& callback_id, domain::DialOutcome outcome);
  void served(const std::string& callback_id);
  /// Somebody who asks the customer hears that there is nothing more to call about.
  bool said_no(const std::string& callback_id) const;
  void day_over();

  const std::vector<Violation>& violations() const { return violations_; }
  Counts counts;

 private:
  struct Known {
    Instant rank, accepted, intended;
    std::string call_id, customer, queue;
    domain::CallbackState state = domain::CallbackState::waiting;
    bool was_due = false;
    std::string dial_id;
  };
  struct Seen {      ///< outside, whatever the journal says
    std::string no;  ///< why it must not ring again
  };
  void committed(const domain::Fact& fact);
  void on(const domain::CallbackAccepted& f);
  void on(const domain::CallbackChanged& f);
  void on(const domain::DialIntended& f);
  void on(const domain::DialProgressed& f);
  void on(const domain::CallbackConnected& f);
  void on(const domain::CallQueued& f);
  void on(const domain::QuoteGiven& f);
  void on(const domain::CallbackPlaced& f);
  void on(const domain::ShardClaimed& f) { epoch_ = f.epoch; }
  void on(const domain::CallLost& f) { callers_[f.call_id].clear(); }
  template <class F>
  void on(const F&) {}
  // What the service has been told, by its inputs.
  void told(const domain::Event& event);
  void told(const domain::Acceptance& wish, const domain::Decision& decision);
  void told(const domain::Assignment& wish, const domain::Decision& decision);
  void told(const domain::SupervisorAct& act);
  void called_again(const std::string& customer, const std::string& call_id, Instant at, const char* how);
  void turned(const std::string& queue, bool dials_on);
  Known* open(const std::string& callback_id, const char* what);
  void enter(Known& callback, const std::string& callback_id, domain::CallbackState next);

  std::uint64_t seed_;
  const Agenda& agenda_;
  const Timetable& timetable_;
  Instant written_;  ///< the instant of the fact that is looked at
  std::uint64_t epoch_ = 0;
  std::map<std::string, Known> known_;
  std::map<std::string, Seen> seen_;
  std::map<std::string, Instant> deadlines_;
  std::set<std::string> corrected_;  ///< calls whose deadline rose by their one correction
  std::set<std::string> acknowledged_, intents_, dialled_, rung_, on_the_line_;
  std::map<std::string, std::string> live_;     ///< customer to the dial that rings or whose leg lives
  std::map<std::string, Instant> moved_;        ///< decided, and not committed yet: callback to its new place
  std::map<std::string, std::string> open_of_;  ///< customer to the open callback
  std::map<std::string, std::string> callers_;  ///< call to its customer, empty when that is not to be known
  std::map<std::string, std::string> over_;     ///< callback to why no order may follow
  std::map<std::string, Instant> dials_off_;    ///< queue, since when
  std::vector<Violation> violations_;
};

}  // namespace truewait::simulation
