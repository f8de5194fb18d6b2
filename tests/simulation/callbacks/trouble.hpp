// What goes wrong on a simulated day beside the network: crashes, clocks that are set, agents who leave, dials that are
// turned off, and somebody in charge who interferes.
#pragma once

#include "simulation/callbacks/agenda.hpp"

namespace truewait::simulation {

struct World;

void plan_crashes(World& world);
void plan_clock_steps(World& world);
void plan_leaving(World& world);
void plan_acts(World& world);

}  // namespace truewait::simulation
