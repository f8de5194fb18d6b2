// A replay's result as a table for people, JSON for programs, and one CSV row per call.
#pragma once

#include <iosfwd>

#include "app/replay/score.hpp"

namespace truewait::app {

void print_table(const ReplayScore& score, std::ostream& out);
/// Fractions and seconds in full precision.
void print_json(const ReplayScore& score, std::size_t bad_lines, std::ostream& out);
/// Every call that stood in a queue, warm-up included, by time of joining; columns in docs/replay.md.
void print_calls(const telephony::History& history, const Predictions& predictions, std::ostream& out);

}  // namespace truewait::app
