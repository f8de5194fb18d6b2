// The calls of a scenario, one after the other, without end: who calls when, how patient he is, whether he would rather
// be called back, and how he is to be reached then. Seeded; it knows nothing of agents.
#pragma once

#include "centre/sampling.hpp"
#include "centre/scenario.hpp"
#include "ivr/planned_call.hpp"

namespace truewait::ivr {

class DayCalls {
 public:
  /// `run` begins every call_id.
  DayCalls(centre::Scenario scenario, std::uint64_t seed, std::string run);

  /// The next call in time; nothing when the scenario has ended or no queue has arrivals.
  std::optional<PlannedCall> next();

 private:
  struct Stream {
    centre::Sampler arrivals, callers;
    double next_s = 0, peak_per_s = 0;
  };
  double rate(std::size_t queue, double at_s) const;
  void find_next(std::size_t queue);
  PlannedCall call(std::size_t queue);
  std::vector<DialScript> answers(centre::Sampler& callers);

  centre::Scenario scenario_;
  std::string run_;
  std::uint64_t calls_ = 0;
  std::vector<Stream> streams_;
};

}  // namespace truewait::ivr
