// The fairness report as a table and the newest overtakes, for people.
#pragma once

#include <iosfwd>

#include "app/commands/report_window.hpp"
#include "truewait/domain/fairness_report.hpp"

namespace truewait::app {

void print_table(const domain::Fairness& report, const ReportWindow& window, std::ostream& out);

}  // namespace truewait::app
