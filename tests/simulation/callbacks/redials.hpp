// Customers who call again while their callback is open, one after the other: what became of them, and what must not.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace truewait::simulation {

struct Redials {
  int redials = 0;
  int served_twice = 0, dialled_after = 0;  ///< must be 0
  int not_ended_once = 0;                   ///< must be 0
  int by_call = 0, by_dial = 0, by_nobody = 0, told_over = 0;
  std::map<std::string, int> met, ends;  ///< states of the callback: at the call, and at last
  std::vector<std::string> sentences;    ///< what was wrong, with the seed
  std::uint64_t digest = 0;

  int violations() const { return served_twice + dialled_after + not_ended_once; }
};

/// Plays until so many have called again, from the seed on.
Redials play_redials(std::uint64_t seed, int redials);

}  // namespace truewait::simulation
