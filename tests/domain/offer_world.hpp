// A queue that offers callbacks, open on workdays from 8 to 18 UTC, with one agent who is busy; and an estimate to
// judge.
#pragma once

#include "domain/callback_world.hpp"

namespace truewait::domain::testing {

inline EngineConfig with_offers(void (*change)(CallbackRule&) = [](CallbackRule&) {}) {
  auto config = CallbackWorld::rules();
  for (auto& queue : config.queues) change(queue.callback);
  return config;
}

inline void on_workdays(CallbackRule& rule) {
  for (std::size_t day = 1; day <= 5; ++day) rule.hours.week[day] = {{8h, 18h}};
}

/// Median 2 min, nine in ten within 400 s.
inline Estimate long_wait(Duration elapsed = Duration{0}) {
  Estimate e;
  e.status = EstimateStatus::ok;
  e.quantiles_s = {20, 40, 120, 300, 400, 500};
  e.mean_s = e.patient_mean_s = 150;
  e.elapsed = elapsed;
  return e;
}

inline Estimate short_wait(Duration elapsed = Duration{0}) {
  auto e = long_wait(elapsed);
  e.quantiles_s = {1, 2, 3, 4, 5, 6};
  e.mean_s = e.patient_mean_s = 3;
  return e;
}

class OfferWorld : public CallbackWorld {
 public:
  explicit OfferWorld(void (*change)(CallbackRule&) = [](CallbackRule&) {}) : CallbackWorld(with_offers(change)) {}

  Offer offer(Duration after_start, const Estimate& estimate, const Prospect& who = {}) const {
    return engine.offer(start + after_start, "default", "support", estimate, who);
  }
  std::string reason(Duration after_start, const Estimate& estimate, const Prospect& who = {}) const {
    const auto made = offer(after_start, estimate, who);
    return (made.offered ? "offered: " : "") + std::string(made.reason);
  }
  /// As a supervisor's act will: by the fact alone.
  void turn_offers(double at_s, bool on) {
    engine.apply({1, engine.seq(1) + 1, start + from_seconds(at_s), SwitchTurned{"support", Switch::offers, on}});
  }
};

}  // namespace truewait::domain::testing
