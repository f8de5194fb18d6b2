// Who calls on a rush day, when, and what each caller will do: drawn once, so that the same people can be played with
// callbacks, without, and holding instead (common random numbers). A function of its seed.
#pragma once

#include <cstdint>
#include <vector>

#include "simulation/callbacks/agenda.hpp"
#include "truewait/domain/callback_rule.hpp"

namespace truewait::simulation::rush {

/// A part of the day with one arrival rate. `load`: arrivals times mean talk, per agent.
struct Span {
  double hours = 1, load = 0.7;
};

/// Times in seconds.
struct Plan {
  int agents = 100;
  /// The first one is warm-up: estimates and patience are learned in it like on any other morning.
  std::vector<Span> spans{{1, 0.7}, {1, 0.85}, {2, 1.2}, {3, 0.7}};
  double talk_s = 300, talk_cv = 1.2;  ///< lognormal
  double patience_s = 360;             ///< exponential; of callers who hold
  double accepts = 0.40;               ///< of those offered
  domain::DialMode mode = domain::DialMode::customer_first;
  double hold_cost = 3;                          ///< DialRule's
  double offer_above_s = 120;                    ///< P(wait > this) >= 1/2
  double answers = 0.93;                         ///< of the dials
  double answers_from_s = 5, answers_to_s = 25;  ///< after the order, uniform
  double first_ring_s = 1;                       ///< after the order
  double rings_for_s = 30;                       ///< until nobody has answered
  double leg_patience_s = 5 * 360;               ///< exponential; of reached customers who hold for the agent

  /// From the beginning of the day to the instant at which the n-th span begins; n may be the number of spans.
  Duration begins(std::size_t span) const;
  Duration length() const { return begins(spans.size()); }
  /// The first and last instant of all spans with a load above 1.
  Duration rush_begins() const;
  Duration rush_ends() const;
};

struct Caller {
  Duration joins{0};  ///< from the beginning of the day
  Duration talk{0}, patience{0}, leg_patience{0};
  bool accepts = false;    ///< when offered
  std::uint64_t dice = 0;  ///< of what the dials will meet
};

/// By joining. The caller of a number is the same person whatever else happens on the day.
std::vector<Caller> callers_of(const Plan& plan, std::uint64_t seed);

/// What the n-th dial (from 1) to this caller meets.
struct DialFate {
  bool answers = false;
  Duration after{0};  ///< the order, until the answer or until the ringing ends
};
DialFate fate_of(const Plan& plan, const Caller& caller, int dial);

}  // namespace truewait::simulation::rush
