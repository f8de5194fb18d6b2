// The callback report as JSON and as CSV, for the wire and for the command line. Text only: the figures are the
// domain's. What nobody knows is null, or an empty cell; never 0.
#pragma once

#include <string>
#include <string_view>

#include "truewait/domain/callback_report.hpp"

namespace truewait::edge {

/// What the figures mean, in words, as the JSON carries it.
extern const std::string_view callback_report_definition;

/// `as_of`: when the facts were read.
std::string callback_report_json(const domain::ReportQuery& query, const domain::CallbackSummary& report,
                                 domain::Instant as_of);
/// RFC 4180 with a header line; one line per queue.
std::string callback_report_csv(const domain::CallbackSummary& report);

}  // namespace truewait::edge
