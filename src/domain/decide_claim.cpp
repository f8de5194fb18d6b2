// Who owns the shards: with each claim an epoch begins, and what was decided under an older one is refused.
#include "domain/engine_state.hpp"

namespace truewait::domain {

void decide(Step& step, const Claim& claim) {
  for (auto& shard : step.state.shards) {
    if (shard.site == claim.site) step.emit(shard, ShardClaimed{claim.owner, shard.group.epoch() + 1});
  }
  step.out.effects.emplace_back(Taken{false});
}

}  // namespace truewait::domain
