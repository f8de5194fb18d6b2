// What a report is asked for: the parameters from, to and queue, the same for every report, and limit, for those that
// list cases one by one. It knows no report.
#pragma once

#include <vector>

#include "edge/problem.hpp"
#include "edge/target.hpp"
#include "truewait/domain/report.hpp"

namespace truewait::edge {

/// Changes what the parameters name; whatever is wrong with them is appended to `errors`. `query` comes with the
/// defaults; a `to` without a `from` asks for the day before it.
void read_report_query(const QueryParameters& parameters, bool lists_cases, domain::ReportQuery& query,
                       std::vector<PartError>& errors);

/// Of listed cases, in one answer.
inline constexpr std::size_t most_listed_cases = 1000;

}  // namespace truewait::edge
