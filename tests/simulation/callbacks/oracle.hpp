// The judge of a simulated day: from the journal, and from what clients and customers saw, it says which promise was
// broken. It knows the rules, not the engine's ways of keeping them.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "simulation/callbacks/agenda.hpp"
#include "truewait/domain/engine.hpp"

namespace truewait::simulation {

enum class Rule : std::uint8_t {
  none_lost,       ///< what was acknowledged exists, and ends
  ends_once,       ///< one end, and nothing after it
  when_due,        ///< an intent only when due, no dial before
  rings_once,      ///< a dial is in the journal before it is made, and is made once
  one_leg,         ///< a customer is never rung while on the line, or twice at once
  no_means_no,     ///< never after rejected, a bad number, or having been served
  not_too_many,    ///< in flight at most as many as agents are believed to be there
  deadline_falls,  ///< the one deadline of a call never rises, but for one correction
  place_kept,      ///< the place in line, also after a restart
  same_replay,     ///< the journal rebuilds the state
  as_drawn,        ///< no state but one that may follow
};
inline constexpr std::array<std::string_view, 11> rule_names{
    "none_lost",    "ends_once",      "when_due",   "rings_once",  "one_leg", "no_means_no",
    "not_too_many", "deadline_falls", "place_kept", "same_replay", "as_drawn"};

struct Violation {
  Rule rule;
  std::string sentence;
};

/// What a day consisted of, so that a test can tell that it was not an empty one.
struct Counts {
  int calls = 0, accepted = 0, acknowledged = 0, dials = 0, rings = 0, legs = 0, connected = 0, uncertain = 0,
      resolved = 0, retries = 0, sent_again = 0, cancelled = 0, crashes = 0, lost_decisions = 0, quotes = 0,
      requotes = 0, facts = 0;
  std::map<std::string_view, int> ends;
};

class Oracle {
 public:
  Oracle(std::uint64_t seed, const Agenda& agenda) : seed_(seed), agenda_(agenda) {}

  // The journal.
  void committed(const domain::Fact& fact);
  // The engine as its host sees it.
  void decided(const domain::Decision& decision, const domain::Engine& engine);
  void restarted(const domain::Engine& engine);
  void looked(const domain::DueCallback& due);
  void broken(Rule rule, const std::string& what);
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
  void day_over();

  const std::vector<Violation>& violations() const { return violations_; }
  Counts counts;

 private:
  struct Known {
    Instant rank;
    std::string call_id;
    domain::CallbackState state = domain::CallbackState::waiting;
    bool was_due = false;
    std::string dial_id;
  };
  struct Seen {      ///< outside, whatever the journal says
    std::string no;  ///< why it must not ring again
  };
  void on(const domain::CallbackAccepted& f);
  void on(const domain::CallbackChanged& f);
  void on(const domain::DialIntended& f);
  void on(const domain::DialProgressed& f);
  void on(const domain::CallbackConnected& f);
  void on(const domain::CallQueued& f);
  void on(const domain::QuoteGiven& f);
  template <class F>
  void on(const F&) {}
  Known* open(const std::string& callback_id, const char* what);
  void enter(Known& callback, const std::string& callback_id, domain::CallbackState next);

  std::uint64_t seed_;
  const Agenda& agenda_;
  std::map<std::string, Known> known_;
  std::map<std::string, Seen> seen_;
  std::map<std::string, Instant> deadlines_;
  std::set<std::string> corrected_;  ///< calls whose deadline rose by their one correction
  std::set<std::string> acknowledged_, intents_, dialled_, rung_, on_the_line_;
  std::map<std::string, std::string> live_;  ///< customer to the dial that rings or whose leg lives
  std::vector<Violation> violations_;
};

}  // namespace truewait::simulation
