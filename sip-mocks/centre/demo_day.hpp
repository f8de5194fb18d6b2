// The day that scripts/demo shows: three queues, agents who share them, a rush at lunch, an outage.
#pragma once

#include <string_view>

#include "centre/scenario.hpp"

namespace truewait::centre {

/// Queues support, sales and billing. An hour that repeats: a crowd in the first minute, then a rush until the
/// thirtieth, an outage from the 38th to the 42nd.
Scenario demo_day();

/// What is going on at that time of the day, in two or three words.
std::string_view demo_phase(double at_s);

}  // namespace truewait::centre
