// What is added up of rush days, for the figures of bench/callback_rush: each day played with callbacks, with those who
// accepted holding instead, and without offers.
#pragma once

#include <cstdint>
#include <vector>

#include "simulation/rush/plan.hpp"

namespace truewait::bench {

/// Sums of one day, or of several.
struct Sums {
  double callers = 0, offered = 0, accepted = 0, with_window = 0, inside = 0, early = 0, late = 0, never_rung = 0,
         wide = 0;
  double width_s = 0, dials = 0;
  double idle_s = 0, idle_for_places_s = 0, agents_s = 0;
  double holders = 0, holders_s = 0, holders_if_held_s = 0;
  double no_human = 0, no_human_without = 0;  ///< callers who never spoke to anybody
  double human = 0, human_s = 0;              ///< those who did, from their first call
  double human_without = 0, human_without_s = 0;
  double called_back = 0, called_back_s = 0;  ///< those of them who were called back
  double legs_gave_up = 0;
  std::vector<double> holds_s;  ///< of reached customers
  void add(const Sums& o);
};

Sums sums_of(const simulation::rush::Plan& plan, std::uint64_t seed);

}  // namespace truewait::bench
