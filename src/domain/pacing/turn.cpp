#include "domain/pacing/turn.hpp"

#include <algorithm>

namespace truewait::domain {
namespace {

constexpr double even_chance = 0.5;

/// How many of those in flight will need an agent: a sum of unlike yes-or-no variables, exactly.
std::vector<double> answering(const std::vector<double>& chances) {
  std::vector<double> p{1.0};
  for (const double q : chances) {
    p.push_back(0);
    for (std::size_t j = p.size(); j-- > 1;) p[j] += q * (p[j - 1] - p[j]);
    p[0] *= 1 - q;
  }
  return p;
}

/// Expected answers, this one among them, are no more than the agents who are free by then.
bool agents_can_take(const Claims& claims, const FreeAgents& agents, const AnswerForecast& answers) {
  double expected = answers.share();
  for (const double chance : claims.in_flight) expected += chance;
  double free = 0;
  for (const double s : answers.times_s()) free += agents.mean(s);
  return expected <= free / AnswerForecast::points;
}

}  // namespace

std::string_view reason_of(Turn turn) {
  switch (turn) {
    case Turn::agent_free:
      return "an agent is free";
    case Turn::agent_in_time:
      return "an agent will be free in time";
    case Turn::first_in_line:
      return "first in line";
    case Turn::not_yet:
      break;
  }
  return "not yet";
}

double needed_chance(const DialRule& rule) {
  const double cost = std::max(0.0, rule.hold_cost);
  return cost / (1 + cost);
}

double chance_in_time(const Claims& claims, const FreeAgents& agents, const AnswerForecast& answers) {
  const auto others = answering(claims.in_flight);
  const int most = claims.live_ahead + static_cast<int>(others.size());
  double sum = 0;
  for (const double s : answers.times_s()) {
    const auto free = agents.at_least(most, s);
    for (std::size_t j = 0; j < others.size(); ++j) {
      sum += others[j] * free[static_cast<std::size_t>(claims.live_ahead) + j + 1];
    }
  }
  return sum / AnswerForecast::points;
}

Turn turn(const Claims& claims, const FreeAgents& agents, const AnswerForecast& answers, const DialRule& rule,
          int at_work) {
  const auto in_flight = static_cast<int>(claims.in_flight.size());
  if (in_flight >= at_work) return Turn::not_yet;
  if (claims.live_ahead + in_flight < agents.now()) return Turn::agent_free;
  if (rule.mode != DialMode::customer_first) return Turn::not_yet;
  if (claims.live_ahead == 0 && in_flight == 0 && claims.live_behind) return Turn::first_in_line;
  // Nobody on the line goes before it and somebody stands behind: waiting would save no agent's time, only let others
  // overtake.
  const bool would_be_overtaken = claims.live_ahead == 0 && claims.live_behind;
  const bool affordable = agents_can_take(claims, agents, answers);
  if (!affordable && !would_be_overtaken) return Turn::not_yet;  // the cheaper question first
  const double needed = needed_chance(rule);
  const double enough = would_be_overtaken ? std::min(even_chance, needed) : needed;
  return chance_in_time(claims, agents, answers) >= enough ? Turn::agent_in_time : Turn::not_yet;
}

}  // namespace truewait::domain
