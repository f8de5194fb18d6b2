// What the backend of the tests is made of: its queues, and how things stand after an act.
#pragma once

#include <variant>

#include "truewait/domain/queue_config.hpp"
#include "truewait/edge/backend.hpp"

namespace truewait::edge {

inline domain::EngineConfig engine_queues() {
  domain::EngineConfig config;
  for (const char* name : {"support", "=sum(A1)", "two words", "say \"hi\""}) {
    domain::QueueConfig queue;
    queue.name = name;
    queue.callback.offer.enabled = true;
    queue.callback.dial.caller_id = "+15550100";
    config.queues.push_back(queue);
  }
  domain::QueueConfig elsewhere;
  elsewhere.site = "other";
  elsewhere.name = "theirs";
  config.queues.push_back(elsewhere);
  return config;
}

inline ActDone after_act(Backend& backend, const domain::SupervisorAct& act) {
  using Wanted = domain::SupervisorAct;
  ActDone out;
  if (const auto* turn = std::get_if<Wanted::Turn>(&act.what)) {
    out.queues.push_back(*backend.queue(act.site, turn->queue));
  }
  if (std::holds_alternative<Wanted::Kill>(act.what)) out.queues = backend.queues(act.site);
  std::visit(
      [&](const auto& what) {
        if constexpr (requires { what.callback_id; }) out.callback = backend.callback(act.site, what.callback_id);
      },
      act.what);
  return out;
}

}  // namespace truewait::edge
