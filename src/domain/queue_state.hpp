// What a group remembers of one of its queues: who waits, and the histories of the formulas that are kept per queue.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/call.hpp"
#include "domain/formulas/asterisk.hpp"
#include "domain/formulas/avg_les.hpp"
#include "domain/formulas/avgc_les.hpp"
#include "domain/formulas/les.hpp"
#include "domain/formulas/rcs.hpp"
#include "domain/formulas/webex.hpp"
#include "domain/served.hpp"

namespace truewait::domain {

struct QueueState {
  std::vector<const Call*> waiting;  ///< by `joined`; derived from the group's calls
  int in_service = 0;                ///< derived

  std::uint64_t answered = 0, abandoned = 0;
  std::optional<Instant> last_event;

  Asterisk asterisk;
  Webex webex;
  Les les;
  Rcs rcs;
  AvgLes avg_les;
  AvgcLes avgc_les;
  Served served;
  RecentValues<100> free_agent_waits;  ///< waits of those who joined while an agent was reported free

  /// A measured wait; `said` when a prediction was made at joining.
  void answered_after(Instant now, int priority, double wait_s, const std::optional<Said>& said);
  FormulaAnswers answers(const Situation& at) const;

  template <class A>
  void fields(A& a) {
    a(answered, abandoned, last_event, asterisk, webex, les, rcs, avg_les, avgc_les, served, free_agent_waits);
  }
};

}  // namespace truewait::domain
