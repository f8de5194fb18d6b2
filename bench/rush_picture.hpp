// A rush day as a picture (SVG 1.1): callers and places in line, dials, agents.
#pragma once

#include "simulation/rush/day.hpp"

namespace truewait::bench {

/// False when the file cannot be written; says so on standard error.
bool draw(const simulation::rush::Plan& plan, const simulation::rush::RushDay& day, const char* file);

}  // namespace truewait::bench
