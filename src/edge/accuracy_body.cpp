#include "edge/accuracy_body.hpp"

#include <array>

#include "edge/json_text.hpp"
#include "edge/rfc3339.hpp"
#include "truewait/statistics/wilson.hpp"

namespace truewait::edge {

const std::string_view accuracy_definition =
    "Predicted against measured wait of calls that waited, were predicted at joining and were answered, by queue and "
    "UTC hour of joining; n counts them. mae_s, rmse_s and bias_s (predicted less measured) are in seconds; "
    "within_30_s and within_30_percent are shares of n, the percent being of the measured wait. coverage_80 is the "
    "share of measured waits within the predicted 10 % to 90 % quantiles, coverage_low and coverage_high its Wilson "
    "95 % interval, width_80_s the mean width. abandoned counts predicted calls that hung up, unpredicted answered "
    "calls about which nothing could be said at joining; neither is in n.";

namespace {

struct Figure {
  std::string_view name;
  double value;
};

std::array<Figure, 5> figures(const statistics::Accuracy& accuracy) {
  return {{{"mae_s", accuracy.mae_s()},
           {"rmse_s", accuracy.rmse_s()},
           {"bias_s", accuracy.bias_s()},
           {"within_30_s", accuracy.within_30_s()},
           {"within_30_percent", accuracy.within_30_percent()}}};
}

std::array<Figure, 4> figures(const statistics::Coverage& coverage) {
  const auto interval = statistics::wilson(coverage.covered(), coverage.n());
  return {{{"coverage_80", coverage.share()},
           {"coverage_low", interval.low},
           {"coverage_high", interval.high},
           {"width_80_s", coverage.mean_width_s()}}};
}

/// Shares keep four decimals, seconds three: finer digits would only be noise.
int decimals(std::string_view name) {
  return name.ends_with("_s") && !name.starts_with("within") ? 3 : 4;
}

template <std::size_t count>
void append_json_figures(std::string& out, const std::array<Figure, count>& list, bool known) {
  for (const Figure& figure : list) {
    if (&figure != &list.front()) out += ',';
    out.append("\"").append(figure.name).append("\":");
    if (known) {
      append_decimal(out, figure.value, decimals(figure.name));
    } else {
      out += "null";
    }
  }
}

template <std::size_t count>
void append_csv_figures(std::string& out, const std::array<Figure, count>& list, bool known) {
  for (const Figure& figure : list) {
    out += ',';
    if (known) append_decimal(out, figure.value, decimals(figure.name));
  }
}

template <std::size_t count>
void append_csv_names(std::string& out, std::string_view prefix, const std::array<Figure, count>& list) {
  for (const Figure& figure : list) out.append(",").append(prefix).append(figure.name);
}

void append_row(std::string& out, const domain::AccuracyRow& row) {
  out += "{\"queue\":";
  append_json(out, row.queue);
  out += ",\"hour\":";
  append_instant(out, row.hour);
  out += ",\"n\":";
  append_integer(out, row.mean.n());
  out += ",\"mean\":{";
  append_json_figures(out, figures(row.mean), row.mean.n() > 0);
  out += "},\"median\":{";
  append_json_figures(out, figures(row.median), row.median.n() > 0);
  out += "},";
  append_json_figures(out, figures(row.p10_p90), row.p10_p90.n() > 0);
  out += ",\"abandoned\":";
  append_integer(out, row.abandoned);
  out += ",\"unpredicted\":";
  append_integer(out, row.unpredicted);
  out += '}';
}

}  // namespace

std::string accuracy_json(const domain::ReportQuery& query, const std::vector<domain::AccuracyRow>& rows) {
  std::string out = "{\"from\":";
  append_instant(out, query.from);
  out += ",\"to\":";
  append_instant(out, query.to);
  out += ",\"queue\":";
  if (query.queue.empty()) {
    out += "null";
  } else {
    append_json(out, query.queue);
  }
  out += ",\"definition\":";
  append_json(out, accuracy_definition);
  out += ",\"rows\":[";
  for (const domain::AccuracyRow& row : rows) {
    if (&row != &rows.front()) out += ',';
    append_row(out, row);
  }
  out += "]}";
  return out;
}

void append_csv_text(std::string& out, std::string_view text) {
  constexpr std::string_view formula_starts = "=+-@\t\r";
  out += '"';
  if (!text.empty() && formula_starts.find(text.front()) != std::string_view::npos) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string accuracy_csv(const std::vector<domain::AccuracyRow>& rows) {
  std::string out = "queue,hour,n";
  append_csv_names(out, "mean_", figures(statistics::Accuracy{}));
  append_csv_names(out, "median_", figures(statistics::Accuracy{}));
  append_csv_names(out, "", figures(statistics::Coverage{}));
  out += ",abandoned,unpredicted\r\n";
  for (const domain::AccuracyRow& row : rows) {
    append_csv_text(out, row.queue);
    out += ',';
    append_rfc3339(out, row.hour);
    out += ',';
    append_integer(out, row.mean.n());
    append_csv_figures(out, figures(row.mean), row.mean.n() > 0);
    append_csv_figures(out, figures(row.median), row.median.n() > 0);
    append_csv_figures(out, figures(row.p10_p90), row.p10_p90.n() > 0);
    out += ',';
    append_integer(out, row.abandoned);
    out += ',';
    append_integer(out, row.unpredicted);
    out += "\r\n";
  }
  return out;
}

}  // namespace truewait::edge
