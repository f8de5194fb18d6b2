// The report of promises as JSON and as CSV, for the wire and for the command line. Text only: the figures are the
// domain's. A share without a case is null, or an empty cell; never 0.
#pragma once

#include <string>
#include <string_view>

#include "truewait/domain/promise_report.hpp"

namespace truewait::edge {

/// What the figures mean, in words, as the JSON carries it.
extern const std::string_view promise_definition;

/// `as_of`: when the facts were read.
std::string promise_json(const domain::ReportQuery& query, const domain::Promises& report, domain::Instant as_of);
/// RFC 4180 with a header line; one line per queue and hour.
std::string promise_csv(const domain::Promises& report);

}  // namespace truewait::edge
