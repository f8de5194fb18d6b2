// The fairness report as JSON and as CSV, for the wire and for the command line. Text only: the figures are the
// domain's. A share without a case is null.
#pragma once

#include <string>
#include <string_view>

#include "truewait/domain/fairness_report.hpp"

namespace truewait::edge {

/// What the figures mean, in words, as the JSON carries it.
extern const std::string_view fairness_definition;

/// `as_of`: when the facts were read.
std::string fairness_json(const domain::ReportQuery& query, const domain::Fairness& report, domain::Instant as_of);
/// RFC 4180 with a header line; one line per listed overtake, the newest first.
std::string fairness_csv(const domain::Fairness& report);

}  // namespace truewait::edge
