// An engine with two queues that share agents and one that stands alone, driven by short sentences.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "truewait/domain/engine.hpp"

namespace truewait::domain::testing {

using namespace std::chrono_literals;

inline constexpr Instant start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours(9);

inline EngineConfig three_queues() {
  EngineConfig config;
  for (const auto* name : {"support", "sales", "billing"}) {
    QueueConfig queue;
    queue.name = name;
    if (queue.name != "billing") queue.group = "front";
    config.queues.push_back(queue);
  }
  return config;
}

class World {
 public:
  explicit World(EngineConfig config = three_queues()) : config_(std::move(config)), engine(config_) {}

  /// `at_s` seconds after the start, reported at once and with the source's own time.
  Decision send(double at_s, EventBody body) { return send_late(at_s, at_s, std::move(body)); }
  /// Happened at `at_s`, reported at `now_s`.
  Decision send_late(double at_s, double now_s, EventBody body) {
    Event event{"default", "pbx", "e" + std::to_string(++events_), start + from_seconds(at_s), std::move(body)};
    return take(now_s, event);
  }
  Decision take(double now_s, const Input& input) {
    auto decision = engine.step(start + from_seconds(now_s), input);
    facts.insert(facts.end(), decision.facts.begin(), decision.facts.end());
    return decision;
  }

  Decision queued(double at_s, const std::string& call, const std::string& queue = "support", int priority = 0) {
    Arrival arrival;
    arrival.call_id = call;
    arrival.queue = queue;
    arrival.priority = priority;
    return send(at_s, arrival);
  }
  Decision answered(double at_s, const std::string& call, const std::string& agent = "") {
    return send(at_s, Answer{call, "", agent});
  }
  Decision abandoned(double at_s, const std::string& call) { return send(at_s, Abandonment{call, ""}); }
  Decision ended(double at_s, const std::string& call) { return send(at_s, End{call, ""}); }
  Decision agent(double at_s, const std::string& name, AgentState state,
                 std::vector<std::string> queues = {"support"}) {
    return send(at_s, AgentChange{name, state, std::move(queues)});
  }
  /// A caller who waits `wait_s` and talks for `service_s`, alone.
  void serve(double at_s, const std::string& call, double wait_s, double service_s,
             const std::string& queue = "support") {
    queued(at_s, call, queue);
    answered(at_s + wait_s, call);
    ended(at_s + wait_s + service_s, call);
  }

  QueueView queue(double now_s, const std::string& name = "support") const {
    return *engine.queue(start + from_seconds(now_s), "default", name);
  }
  Estimate estimate(double now_s, const std::string& name = "support", WouldJoin who = {}) const {
    return *engine.estimate(start + from_seconds(now_s), "default", name, who);
  }
  std::optional<Estimate> estimate_call(double now_s, const std::string& call) const {
    return engine.estimate_call(start + from_seconds(now_s), "default", "pbx", call);
  }

 private:
  EngineConfig config_;
  int events_ = 0;

 public:
  Engine engine;
  std::vector<Fact> facts;
};

template <class F>
const F* fact(const Decision& decision) {
  for (const auto& f : decision.facts) {
    if (const auto* found = std::get_if<F>(&f.body)) return found;
  }
  return nullptr;
}

inline bool taken(const Decision& decision) {
  for (const auto& e : decision.effects) {
    if (const auto* t = std::get_if<Taken>(&e)) return !t->duplicate;
  }
  return false;
}

inline bool repeated(const Decision& decision) {
  for (const auto& e : decision.effects) {
    if (const auto* t = std::get_if<Taken>(&e)) return t->duplicate;
  }
  return false;
}

inline std::optional<Refusal> refused(const Decision& decision) {
  for (const auto& e : decision.effects) {
    if (const auto* r = std::get_if<Refused>(&e)) return r->why;
  }
  return std::nullopt;
}

inline double formula(const Estimate& e, Formula f) {
  return e.formulas_s[static_cast<std::size_t>(f)];
}

}  // namespace truewait::domain::testing
