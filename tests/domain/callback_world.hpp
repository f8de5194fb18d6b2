// A world with callbacks: one agent, one queue, short sentences about offers, dials and outcomes.
#pragma once

#include "domain/world.hpp"

namespace truewait::domain::testing {

class CallbackWorld : public World {
 public:
  explicit CallbackWorld(EngineConfig config = rules()) : World(std::move(config)) {
    agent(0, "anna", AgentState::busy);
  }

  static EngineConfig rules() {
    auto config = three_queues();
    for (auto& queue : config.queues) {
      queue.callback.offer.enabled = true;
      queue.callback.retry.after_busy = queue.callback.retry.after_no_answer = queue.callback.retry.after_machine = 60s;
      queue.callback.dial.caller_id = "+15550100";
    }
    return config;
  }

  Acceptance wish(const std::string& id, const std::string& call = "") const {
    Acceptance a;
    a.source = "pbx";
    a.callback_id = id;
    a.idempotency_key = "key-" + id;
    a.request_hash = 1;
    a.queue = "support";
    a.customer = "customer-" + id;
    a.call_id = call;
    a.consent_text_id = "ok";
    return a;
  }
  Decision accept(double at_s, const std::string& id, const std::string& call = "") {
    return take(at_s, wish(id, call));
  }
  Decision left(double at_s, const std::string& call) { return send(at_s, Departure{call, "", LeftReason::withdrawn}); }
  Decision assign(double at_s, const std::string& id, const std::string& dial, const std::string& to = "ivr#a") {
    return take(at_s, Assignment{"default", id, dial, to, {}});
  }
  Decision outcome(double at_s, const std::string& dial, DialOutcome o, const std::string& from = "ivr#a") {
    return take(at_s, DialReport{"default", from, dial, o, {}, {}, {}});
  }
  Decision leg(double at_s, const std::string& call, const std::string& callback) {
    Arrival arrival;
    arrival.call_id = call;
    arrival.queue = "support";
    arrival.callback_id = callback;
    return send(at_s, arrival);
  }
  Decision wake(double at_s) { return take(at_s, Wakeup{}); }
  CallbackState state(const std::string& id) const { return engine.callback("default", id)->state; }
  CallbackView view(const std::string& id) const { return *engine.callback("default", id); }
};

template <class E>
const E* effect(const Decision& decision) {
  for (const auto& e : decision.effects) {
    if (const auto* found = std::get_if<E>(&e)) return found;
  }
  return nullptr;
}

}  // namespace truewait::domain::testing
