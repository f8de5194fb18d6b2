// When the queues of a simulated day are open and may ring people, on a day like any other or on one on which the
// clocks change. It answers by a rule of its own, not by the engine's, so that the one can be held against the other.
#pragma once

#include <array>
#include <string>

#include "simulation/callbacks/agenda.hpp"
#include "truewait/domain/hours.hpp"

namespace truewait::simulation {

/// The clocks stay, go an hour forward at two in the morning, or an hour back at three.
enum class DayKind : std::uint8_t { usual, spring, autumn };

class Timetable {
 public:
  explicit Timetable(Dice& dice);

  DayKind kind() const { return kind_; }
  Instant begins() const;
  /// As a configuration would say them; both always open where the queue has no hours.
  domain::Hours opening(const std::string& queue) const;
  domain::Hours calling(const std::string& queue) const;
  /// Customers of the queue may be rung at `at`.
  bool may_ring(const std::string& queue, Instant at) const;

 private:
  /// Closed in [from, to), minutes of the local day; none when both are 0.
  struct Gap {
    int from = 0, to = 0;
  };
  struct Gaps {
    Gap opening, calling;
  };
  Gap drawn(Dice& dice) const;
  const Gaps& of(const std::string& queue) const { return gaps_[queue == "support" ? 0 : 1]; }
  domain::Hours with(const Gap& gap) const;
  /// The clocks change at `changes()`: from one offset to the other.
  Instant changes() const;
  std::chrono::seconds offset(bool changed) const;

  DayKind kind_;
  std::array<Gaps, 2> gaps_;
};

}  // namespace truewait::simulation
