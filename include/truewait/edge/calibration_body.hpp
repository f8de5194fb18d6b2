// The calibration report as JSON and as CSV, for the wire and for the command line. Text only: the figures are the
// domain's. A share without a case is null, or an empty cell; never 0.
#pragma once

#include <string>
#include <string_view>

#include "truewait/domain/calibration_report.hpp"

namespace truewait::edge {

/// What the figures mean, in words, as the JSON carries it.
extern const std::string_view calibration_definition;

/// `as_of`: when the facts were read. `rows` by queue and hour, `totals` by queue, with the drift of broken promises.
std::string calibration_json(const domain::ReportQuery& query, const domain::Calibration& report,
                             domain::Instant as_of);
/// RFC 4180 with a header line; one line per queue and hour. The drift is the queue's, the same on each of its lines.
std::string calibration_csv(const domain::Calibration& report);

}  // namespace truewait::edge
