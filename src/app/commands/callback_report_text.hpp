// The callback report as a table and the sentences under it, for people.
#pragma once

#include <iosfwd>

#include "app/commands/report_window.hpp"
#include "truewait/domain/callback_report.hpp"

namespace truewait::app {

void print_table(const domain::CallbackSummary& report, const ReportWindow& window, std::ostream& out);

}  // namespace truewait::app
