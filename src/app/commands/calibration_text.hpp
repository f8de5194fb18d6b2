// The calibration report as a table and the lines under it, for people.
#pragma once

#include <iosfwd>

#include "app/commands/report_window.hpp"
#include "truewait/domain/calibration_report.hpp"

namespace truewait::app {

void print_table(const domain::Calibration& report, const ReportWindow& window, std::ostream& out);

}  // namespace truewait::app
