// The report of times to a human as JSON and as CSV, for the wire and for the command line. Text only: the figures are
// the domain's. What nobody knows is null, or an empty cell; never 0.
#pragma once

#include <string>
#include <string_view>

#include "truewait/domain/time_to_human_report.hpp"

namespace truewait::edge {

/// What the figures mean, in words, as the JSON carries it.
extern const std::string_view time_to_human_definition;

/// `as_of`: when the facts were read.
std::string time_to_human_json(const domain::ReportQuery& query, const domain::TimeToHuman& report,
                               domain::Instant as_of);
/// RFC 4180 with a header line; three lines per queue: all, hold, callback.
std::string time_to_human_csv(const domain::TimeToHuman& report);

}  // namespace truewait::edge
