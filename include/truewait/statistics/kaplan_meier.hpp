// Kaplan and Meier's estimate of surviving past a time when some are only seen up to a point. JASA 53 (1958) 457-481;
// variance by Greenwood (1926). With times u = wait / promised bound, 1 - S(1) is the share of promises kept had nobody
// left. It takes leaving as independent of the wait that was left, which callers refute: print the bounds beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace truewait::statistics {

struct Observation {
  double time = 0;       ///< finite, >= 0
  bool happened = true;  ///< false: seen without the event up to `time` (censored)
};

struct Survival {
  double survival = 1;               ///< S(at): the share past `at`
  double greenwood_sum = 0;          ///< sum of d / (r (r - d)); 0 when S is 0
  std::optional<double> error;       ///< standard error of S; absent when S is 0, where the formula is silent
  std::uint64_t n = 0, at_risk = 0;  ///< all observations; those with time > at
};

/// S at `at`, events at `at` included. Censored at the instant of an event counts as still at risk in it.
/// Nothing without an observation. Past the last observation S keeps its value: look at `at_risk`.
std::optional<Survival> kaplan_meier(std::vector<Observation> observations, double at);

}  // namespace truewait::statistics
