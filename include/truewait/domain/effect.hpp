// Effects: what the host is to do once the facts of the same step are committed. A refusal is an effect, not an error.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "truewait/domain/fact.hpp"

namespace truewait::domain {

enum class Refusal : std::uint8_t {
  unknown_queue,  ///< the queue is not configured
  unknown_call,   ///< neither a known call nor a queue is named
  in_the_future,  ///< `at` lies further ahead of us than the tolerance
  before_known,   ///< `at` is not a time of this age (before 1990)
  queue_full,     ///< more callers waiting than the limit
  too_many_agents,
};

/// The event was taken (accepted) or was known already (duplicate).
struct Taken {
  bool duplicate = false;
};

struct Refused {
  Refusal why;
  std::string detail;  ///< what is wrong and what to do, for the integrator
};

/// The state that estimates of this shard rest on has changed.
struct StateChanged {
  std::uint32_t shard = 0;
};

using Effect = std::variant<Taken, Refused, StateChanged>;

struct Decision {
  std::vector<Fact> facts;
  std::vector<Effect> effects;
};

}  // namespace truewait::domain
