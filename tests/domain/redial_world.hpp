// A customer with a callback who calls again, in short sentences.
#pragma once

#include "domain/callback_world.hpp"

namespace truewait::domain::testing {

struct Redial : ::testing::Test {
  CallbackWorld w{rules()};

  static EngineConfig rules() {
    auto config = CallbackWorld::rules();
    for (auto& queue : config.queues) queue.callback.resume_within = 5min;
    return config;
  }
  static Arrival arrival(const std::string& call, const std::string& customer, const std::string& queue = "support") {
    Arrival a;
    a.call_id = call;
    a.queue = queue;
    a.customer = customer;
    return a;
  }
  Decision calls(double at_s, const std::string& call, const std::string& queue = "support") {
    return w.send(at_s, arrival(call, "customer-cb", queue));
  }
  /// A callback "cb" that was asked for at 10 s; a live caller came at 20 s.
  void ask() {
    w.accept(10, "cb");
    w.queued(20, "other");
  }
  /// Its dial "d1" is out from 32 s on.
  void dial() {
    w.accept(10, "cb");
    w.agent(31, "anna", AgentState::available);
    w.assign(32, "cb", "d1");
    ASSERT_EQ(w.state("cb"), CallbackState::dialling);
    w.agent(33, "anna", AgentState::busy);
  }
  /// Nothing is out and nothing will be: whatever time passes and whoever is free.
  void expect_never_dialled_again(double from_s) {
    for (double t = from_s; t < from_s + 5 * 3600; t += 600) {
      w.wake(t);
      w.agent(t + 1, "anna", AgentState::available);
      EXPECT_TRUE(w.engine.due().empty()) << t;
    }
  }
};

}  // namespace truewait::domain::testing
