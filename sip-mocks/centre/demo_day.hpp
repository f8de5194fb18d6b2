// The day that scripts/demo shows: three queues, agents who share them, a rush at lunch, an outage.
#pragma once

#include <string_view>

#include "centre/scenario.hpp"

namespace truewait::centre {

/// Queues support, sales and billing. An hour that repeats; the rush comes after a quarter of a minute and lasts until
/// the thirtieth, the outage comes in the 38th and lasts four.
Scenario demo_day();

/// What is going on at that time of the day, in two or three words.
std::string_view demo_phase(double at_s);

}  // namespace truewait::centre
