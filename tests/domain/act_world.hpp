// A world with somebody in charge: short sentences about acts.
#pragma once

#include "domain/callback_world.hpp"

namespace truewait::domain::testing {

class ActWorld : public CallbackWorld {
 public:
  using CallbackWorld::CallbackWorld;

  /// By Ada, through the key "desk". Without an id: one of its own.
  template <class What>
  Decision act(double at_s, What what, std::string id = "", std::string why = "a customer complained") {
    SupervisorAct act;
    act.source = "desk";
    act.act_id = id.empty() ? "act" + std::to_string(++acts_) : std::move(id);
    act.who = "Ada";
    act.why = std::move(why);
    act.what = std::move(what);
    return take(at_s, act);
  }
  Decision cancel(double at_s, const std::string& cb) { return act(at_s, SupervisorAct::Cancel{cb}); }
  Decision move(double at_s, const std::string& cb, int to) { return act(at_s, SupervisorAct::Place{cb, to}); }
  Decision retry(double at_s, const std::string& cb) { return act(at_s, SupervisorAct::RetryNow{cb}); }
  Decision resolve(double at_s, const std::string& cb, bool reached) {
    return act(at_s, SupervisorAct::Resolve{cb, reached});
  }
  Decision dials(double at_s, bool on, const std::string& queue = "support") {
    return act(at_s, SupervisorAct::Turn{queue, {}, on});
  }
  Decision kill(double at_s, bool dials_on) { return act(at_s, SupervisorAct::Kill{dials_on}); }

  /// Anna is free, the callback has its turn.
  void due(double at_s, const std::string& cb) {
    agent(at_s, "anna", AgentState::available);
    accept(at_s, cb);
    ASSERT_EQ(state(cb), CallbackState::due);
  }
  /// Rung a second later, and nobody says what became of it.
  void uncertain(double at_s, const std::string& cb) {
    due(at_s, cb);
    assign(at_s + 1, cb, "dial of " + cb);
    wake(at_s + 91);
    ASSERT_EQ(state(cb), CallbackState::uncertain);
  }

 private:
  int acts_ = 0;
};

template <class F>
int count(const Decision& decision) {
  int n = 0;
  for (const auto& f : decision.facts) n += std::holds_alternative<F>(f.body) ? 1 : 0;
  return n;
}

}  // namespace truewait::domain::testing
