// The accuracy report as JSON and as CSV. Text only: the figures are the statistics layer's.
#pragma once

#include <string>
#include <vector>

#include "truewait/domain/report.hpp"

namespace truewait::edge {

/// What the figures mean, in words, as the JSON carries it.
extern const std::string_view accuracy_definition;

/// Figures of a row without answered calls are null.
std::string accuracy_json(const domain::ReportQuery& query, const std::vector<domain::AccuracyRow>& rows);

/// RFC 4180 with a header line. Texts are quoted; one that a spreadsheet would take for a formula gets a quote mark
/// in front. Figures of a row without answered calls are empty.
std::string accuracy_csv(const std::vector<domain::AccuracyRow>& rows);

/// A text cell, safe to open in a spreadsheet.
void append_csv_text(std::string& out, std::string_view text);

}  // namespace truewait::edge
