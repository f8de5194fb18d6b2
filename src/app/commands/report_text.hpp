// The accuracy report as a table, JSON or CSV. Every figure stands beside its n; shares and seconds, full precision
// for programs, rounded for people.
#pragma once

#include <iosfwd>
#include <vector>

#include "app/commands/report_window.hpp"
#include "truewait/domain/report.hpp"

namespace truewait::app {

/// One row per queue over all its hours, sorted by queue; `hour` is that of the first.
std::vector<domain::AccuracyRow> totals_by_queue(const std::vector<domain::AccuracyRow>& rows);

void print_table(const std::vector<domain::AccuracyRow>& rows, const ReportWindow& window, std::ostream& out);
void print_json(const std::vector<domain::AccuracyRow>& rows, const ReportWindow& window, std::ostream& out);
void print_csv(const std::vector<domain::AccuracyRow>& rows, std::ostream& out);

}  // namespace truewait::app
