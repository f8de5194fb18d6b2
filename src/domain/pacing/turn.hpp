// Whether it is a callback's turn: the customer is rung when the chance that an agent is there for them by the time
// they answer is worth the agent's idleness, never more customers than agents can take. docs/callbacks/dialling.md
// derives it.
#pragma once

#include <string_view>
#include <vector>

#include "domain/pacing/answer_times.hpp"
#include "domain/pacing/free_agents.hpp"
#include "truewait/domain/callback_rule.hpp"

namespace truewait::domain {

/// What goes before a callback, and what stands behind it.
struct Claims {
  int live_ahead = 0;             ///< callers on the line, reached customers among them
  std::vector<double> in_flight;  ///< of each other callback that is out: the chance that an agent is needed for it
  bool live_behind = false;       ///< somebody on the line would get the next agent instead
};

enum class Turn {
  not_yet,
  agent_free,     ///< nobody goes before it who would take the agent
  agent_in_time,  ///< an agent is free by the time the customer answers, with enough probability
  first_in_line,  ///< a live caller behind it would be served before it
};
/// The reason that stands in the journal.
std::string_view reason_of(Turn turn);

/// P(at least `line`'s claims and one agents are free when the customer answers), over the answer times and over which
/// of those in flight will answer. Those in flight are taken to answer sooner.
double chance_in_time(const Claims& claims, const FreeAgents& agents, const AnswerForecast& answers);

/// The chance from which on it is better to ring than to wait: hold_cost / (1 + hold_cost).
double needed_chance(const DialRule& rule);

/// `at_work`: agents_at_work().
Turn turn(const Claims& claims, const FreeAgents& agents, const AnswerForecast& answers, const DialRule& rule,
          int at_work);

}  // namespace truewait::domain
