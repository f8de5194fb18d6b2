#include "simulation/callbacks/redials.hpp"

#include "simulation/callbacks/redial_life.hpp"

namespace truewait::simulation {

Redials play_redials(std::uint64_t seed, int redials) {
  Redials all;
  const auto wrong = [&all](std::uint64_t at, const RedialOutcome& life, const char* what) {
    all.sentences.push_back("seed " + std::to_string(at) + ": " + what + "; the callback was " + life.met +
                            " when the customer called again, and is " + life.end);
  };
  // Some callbacks end before their customer calls again; those count for nothing but their own end.
  const std::uint64_t last = seed + 20 * static_cast<std::uint64_t>(redials);
  for (std::uint64_t at = seed; all.redials < redials && at < last; ++at) {
    const auto life = RedialLife(at).play();
    all.digest = (all.digest ^ life.digest) * 1099511628211ULL;
    if (life.ends != 1) {
      ++all.not_ended_once;
      wrong(at, life, "it did not end exactly once");
    }
    if (!life.called_again) continue;
    ++all.redials;
    ++all.met[life.met];
    ++all.ends[life.end];
    if (life.served_by_call + life.served_by_leg > 1) {
      ++all.served_twice;
      wrong(at, life, "served twice");
    }
    if (life.dialled_after > 0) {
      ++all.dialled_after;
      wrong(at, life, "dialled after");
    }
    all.by_call += life.served_by_call > 0;
    all.by_dial += life.served_by_leg > 0;
    all.by_nobody += life.served_by_call + life.served_by_leg == 0;
    all.told_over += life.told_over;
  }
  return all;
}

}  // namespace truewait::simulation
