// The day that scripts/demo shows: three queues, agents who share them, a rush at lunch, an outage.
#pragma once

#include <string_view>

#include "centre/scenario.hpp"

namespace truewait::centre {

/// Queues support, sales and billing. Three hours that repeat; the rush comes after ten minutes and lasts fifty, the
/// outage comes after 90 minutes and lasts six.
Scenario demo_day();

/// What is going on at that time of the day, in two or three words.
std::string_view demo_phase(double at_s);

}  // namespace truewait::centre
