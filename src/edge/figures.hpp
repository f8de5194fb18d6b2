// Named figures of a report, written the same way as JSON members and as cells of a CSV line. What is not known is null
// there and empty here, never 0. Knows no report.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "truewait/domain/report.hpp"
#include "truewait/statistics/interval.hpp"
#include "truewait/statistics/newcombe.hpp"

namespace truewait::edge {

struct Figure {
  std::string_view name;
  std::optional<double> value;
  int decimals = 0;
};
using Figures = std::vector<Figure>;

/// Counts have no decimals, seconds three, shares and ratios four: finer digits would only be noise.
Figure count_figure(std::string_view name, std::uint64_t value);
Figure seconds_figure(std::string_view name, std::optional<double> value);
Figure share_figure(std::string_view name, std::optional<double> value);

/// agree, n, share and Wilson's interval; all but the counts unknown when n is 0.
Figures share_figures(std::uint64_t agree, std::uint64_t n);
/// points, low, high: in percentage points.
Figures gap_figures(const std::optional<statistics::Difference>& gap);

/// "a":1,"b":null
void append_members(std::string& out, const Figures& figures);
/// "name":{...}, or "name":null
void append_group(std::string& out, std::string_view name, const Figures& figures, bool known);

/// ,prefix_a,prefix_b
void append_csv_names(std::string& out, std::string_view prefix, const Figures& figures);
/// ,1,
void append_csv_cells(std::string& out, const Figures& figures);

/// {"from":..,"to":..,"queue":..,"definition":..
void append_report_head(std::string& out, const domain::ReportQuery& query, std::string_view definition);
/// ,"as_of":..
void append_as_of(std::string& out, domain::Instant as_of);

/// {"queue":..,"hour":..,
void open_hourly_row(std::string& out, std::string_view queue, domain::Instant hour);

/// ,"rows":[{"queue":..,"hour":..,...},...]; `append(out, row)` writes the members after these two.
template <class Row, class Append>
void append_hourly_rows(std::string& out, const std::vector<Row>& rows, Append append) {
  out += ",\"rows\":[";
  for (const Row& row : rows) {
    if (&row != &rows.front()) out += ',';
    open_hourly_row(out, row.queue, row.hour);
    append(out, row);
    out += '}';
  }
  out += ']';
}

}  // namespace truewait::edge
