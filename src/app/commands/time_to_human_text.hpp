// The report of times to a human as a table, for people.
#pragma once

#include <iosfwd>

#include "app/commands/report_window.hpp"
#include "truewait/domain/time_to_human_report.hpp"

namespace truewait::app {

void print_table(const domain::TimeToHuman& report, const ReportWindow& window, std::ostream& out);

}  // namespace truewait::app
