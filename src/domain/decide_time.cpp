// What time alone makes true, and what a waiting caller who asks again is told.
#include "domain/callback_rules.hpp"
#include "domain/engine_state.hpp"
#include "domain/offer_rules.hpp"

namespace truewait::domain {
namespace {

constexpr Duration retell_after = std::chrono::seconds(10);

void lose(Step& step, ShardState& shard, const std::vector<const Call*>& calls) {
  for (const auto* call : calls) step.emit(shard, CallLost{call->id, call->source, call->waiting});
}

}  // namespace

void decide(Step& step, const Wakeup&) {
  const auto& limits = step.state.config.limits;
  for (auto& shard : step.state.shards) {
    std::vector<const Call*> lost;
    for (const auto* call : shard.group.waiting()) {
      if (call->joined + limits.waiting_call_lost_after <= step.now) lost.push_back(call);
    }
    for (const auto* call : shard.group.in_service()) {
      const bool overdue = call->overdue_since && *call->overdue_since + end_overdue_after <= step.now;
      if (overdue || call->answered + limits.service_lost_after <= step.now) lost.push_back(call);
    }
    lose(step, shard, lost);
    ring_alarms(step, shard);
  }
}

void decide(Step& step, const Reestimate& ask) {
  const auto [shard, call] = step.state.open_call(ask.site, ask.source, ask.call_id);
  if (call == nullptr || !call->waiting) return;
  // Asked again at once, with nothing moved: the same answer need not be written down twice.
  const bool moved = shard->group.ahead_of(*call) != call->told_ahead;
  if (moved || step.now - call->told >= retell_after) {
    record_prediction(step, *shard, *call, PredictionOccasion::reestimated);
  } else if (could_be_offered(step.state, *shard, *call)) {
    record_offer(step, *shard, *call, step.state.estimate_for(*shard, *call, step.now));
  }
}

}  // namespace truewait::domain
