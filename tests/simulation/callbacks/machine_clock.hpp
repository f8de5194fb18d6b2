// The clocks of the machine that the service runs on: a steady one, and a wall clock that people and programs set
// forward and back. What the engine is told is the line that the real host makes of both.
#pragma once

#include <optional>

#include "app/host/time_line.hpp"
#include "simulation/callbacks/agenda.hpp"

namespace truewait::simulation {

class MachineClock {
 public:
  explicit MachineClock(const Agenda& agenda) : agenda_(agenda) {}

  /// Sets the wall clock by so much, forward or back.
  void step(Duration by) { off_ += by; }
  /// A new process: its line starts at the wall clock, or at the last fact when that is later.
  void start(Instant last_fact) { line_.emplace(reading(), last_fact); }
  Instant now() { return line_->at(reading()); }

 private:
  app::ClockReading reading() const {
    const std::chrono::nanoseconds steady = agenda_.now().time_since_epoch();
    return {steady + off_, steady};
  }

  const Agenda& agenda_;
  Duration off_{0};
  std::optional<app::TimeLine> line_;
};

}  // namespace truewait::simulation
