// The experience report as JSON and as CSV, for the wire and for the command line. Text only: the figures are the
// domain's. What nobody knows is null, or an empty cell; never 0.
#pragma once

#include <string>
#include <string_view>

#include "truewait/domain/experience_report.hpp"

namespace truewait::edge {

/// What the figures mean, in words, as the JSON carries it.
extern const std::string_view experience_definition;

/// `as_of`: when the facts were read.
std::string experience_json(const domain::ReportQuery& query, const domain::Experience& report, domain::Instant as_of);
/// RFC 4180 with a header line; one line per queue and hour.
std::string experience_csv(const domain::Experience& report);

}  // namespace truewait::edge
