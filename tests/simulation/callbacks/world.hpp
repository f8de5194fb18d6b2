// The parts of a simulated day and how they reach each other.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "simulation/callbacks/agenda.hpp"
#include "simulation/callbacks/channel.hpp"
#include "simulation/callbacks/day.hpp"
#include "simulation/callbacks/front_end.hpp"
#include "simulation/callbacks/host.hpp"
#include "simulation/callbacks/machine_clock.hpp"
#include "simulation/callbacks/oracle.hpp"
#include "simulation/callbacks/switch.hpp"
#include "simulation/callbacks/timetable.hpp"

namespace truewait::simulation {

struct World {
  World(std::uint64_t seed, const DayPlan& plan);

  Dice dice;
  Timetable timetable;
  Agenda agenda;
  MachineClock clock;
  Oracle oracle;
  int agents;
  double talk_s;   ///< mean
  int acts = 0;    ///< asked for by somebody in charge
  Instant closes;  ///< no more callers, faults or breaks from here on
  Host host;
  Channel channel;
  Switch pbx;
  std::vector<std::unique_ptr<FrontEnd>> front_ends;

  bool open() const { return agenda.now() < closes; }
};

/// The name under which the front-ends report; a callback belongs to a call by it.
inline const std::string source = "pbx";

}  // namespace truewait::simulation
