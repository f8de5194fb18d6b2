// What the learned estimate is made of, by name, and which of it is in use. A replay takes one part away to see what it
// buys. A service uses all of them: this is no configuration, and no file sets it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "truewait/domain/evidence.hpp"

namespace truewait::domain {

/// The first eight are what an explanation names: groups of the values whose weighted sum the mean is, and the queue's
/// own slopes. The others are parts of the forward model.
enum class Part : std::uint8_t {
  usual_wait,
  agents_and_line,  ///< the forward model as a whole
  others_waits,
  pace,
  head_starts,
  formulas,
  elapsed,
  own_queue,
  idle_agents,     ///< those between two calls; without them only busy agents will take calls
  skills,          ///< without them every agent serves every queue of the group
  unknown_agents,  ///< calls taken by agents nobody has seen before
  overtakers,      ///< callers still to come whose head start lets them pass
};
inline constexpr std::size_t part_count = 12;
inline constexpr std::array<std::string_view, part_count> part_names{
    "usual_wait", "agents_and_line", "others_waits", "pace",   "head_starts",    "formulas",
    "elapsed",    "own_queue",       "idle_agents",  "skills", "unknown_agents", "overtakers"};
inline constexpr std::array<std::string_view, part_count> part_words{"base: the group's usual wait",
                                                                     "agents at work and callers ahead",
                                                                     "what others waited lately and wait now",
                                                                     "answers of the last minutes",
                                                                     "waiting callers with a head start",
                                                                     "the formulas",
                                                                     "time waited so far",
                                                                     "this queue beside the others of its group",
                                                                     "agents between two calls",
                                                                     "which agent serves which queue",
                                                                     "agents nobody has seen before",
                                                                     "callers to come who will pass"};

constexpr Part part_of(Feature f) {
  switch (f) {
    case Feature::constant:
      return Part::usual_wait;
    case Feature::forward:
    case Feature::patient:
    case Feature::late:
      return Part::agents_and_line;
    case Feature::alike:
    case Feature::oldest:
    case Feature::surprise:
    case Feature::recent:
    case Feature::unheard_of:
      return Part::others_waits;
    case Feature::answers:
    case Feature::pace:
      return Part::pace;
    case Feature::privileged:
      return Part::head_starts;
    case Feature::theory:
    case Feature::best_formula:
      return Part::formulas;
    case Feature::elapsed:
    case Feature::first_left:
    case Feature::beyond_first:
      return Part::elapsed;
  }
  return Part::usual_wait;
}

/// All in use, unless one is taken away.
struct LearnerParts {
  std::array<bool, part_count> removed{};

  bool has(Part p) const { return !removed[static_cast<std::size_t>(p)]; }
  static LearnerParts without(Part p) {
    LearnerParts parts;
    parts.removed[static_cast<std::size_t>(p)] = true;
    return parts;
  }
};

}  // namespace truewait::domain
