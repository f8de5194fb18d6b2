// What the backend of the tests is made of: its queues, how it names refusals, and how things stand after an act.
#pragma once

#include <map>
#include <string>
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
  elsewhere.name = "saturdays";
  elsewhere.callback.offer.enabled = true;
  elsewhere.callback.hours.week[6] = {{std::chrono::hours(8), std::chrono::hours(12)}};
  config.queues.push_back(elsewhere);
  return config;
}

/// As the host names them.
inline Rejection rejection_of(const domain::Refused& refused) {
  using enum domain::Refusal;
  static const std::map<domain::Refusal, std::string> names{
      {unknown_queue, "unknown_queue"}, {unknown_call, "unknown_call"},
      {call_over, "call_over"},         {unknown_callback, "unknown_callback"},
      {callback_over, "callback_over"}, {key_reused, "key_reused"},
      {unknown_dial, "unknown_dial"},   {foreign_dial, "foreign_dial"},
      {dial_over, "dial_over"},         {not_due, "not_due"},
      {stale_epoch, "stale_epoch"},     {answered_before, "answered_before"},
      {quarantined, "quarantined"},     {act_impossible, "act_impossible"},
      {in_the_future, "in_the_future"}, {outside_hours, "outside_hours"},
      {callbacks_off, "callbacks_off"}};
  const auto found = names.find(refused.why);
  return {0, found == names.end() ? "of_another_kind" : found->second, refused.detail};
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
