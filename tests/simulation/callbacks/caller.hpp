// A caller from the first ring to the confirmed callback: is told waits, takes a callback, is asked to hold until the
// service has confirmed it.
#pragma once

#include <memory>
#include <string>

#include "simulation/callbacks/agenda.hpp"

namespace truewait::simulation {

struct World;

/// Puts caller number `n` on the line now.
void call(World& world, int n);

/// A customer asks on a web page, without a call.
void ask_on_the_web(World& world, int n);

}  // namespace truewait::simulation
