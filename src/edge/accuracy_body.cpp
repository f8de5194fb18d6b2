#include "edge/accuracy_body.hpp"

#include "edge/figures.hpp"
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
    "calls about which nothing could be said at joining; neither is in n. shadows: errors of what each formula "
    "and the learner said at joining, served or not, over the same calls; the learner's n counts those about which it "
    "was asked.";

namespace {

Figures accuracy_figures(const statistics::Accuracy& accuracy) {
  const auto known = [&accuracy](double value) { return accuracy.n() == 0 ? std::nullopt : std::optional(value); };
  return {seconds_figure("mae_s", known(accuracy.mae_s())), seconds_figure("rmse_s", known(accuracy.rmse_s())),
          seconds_figure("bias_s", known(accuracy.bias_s())),
          share_figure("within_30_s", known(accuracy.within_30_s())),
          share_figure("within_30_percent", known(accuracy.within_30_percent()))};
}

Figures coverage_figures(const statistics::Coverage& coverage) {
  const auto interval = statistics::wilson(coverage.covered(), coverage.n());
  const auto known = [&coverage](double value) { return coverage.n() == 0 ? std::nullopt : std::optional(value); };
  return {share_figure("coverage_80", known(coverage.share())), share_figure("coverage_low", known(interval.low)),
          share_figure("coverage_high", known(interval.high)),
          seconds_figure("width_80_s", known(coverage.mean_width_s()))};
}

Figures shadow_figures(const statistics::Accuracy& accuracy) {
  const auto known = [&accuracy](double value) { return accuracy.n() == 0 ? std::nullopt : std::optional(value); };
  return {seconds_figure("mae_s", known(accuracy.mae_s())), seconds_figure("rmse_s", known(accuracy.rmse_s()))};
}

Figures learner_figures(const statistics::Accuracy& accuracy) {
  Figures out = shadow_figures(accuracy);
  out.insert(out.begin(), count_figure("n", accuracy.n()));
  return out;
}

void append_shadows(std::string& out, const domain::ShadowAccuracy& shadows) {
  out += ",\"shadows\":{";
  for (std::size_t f = 0; f < domain::formula_count; ++f) {
    append_group(out, domain::formula_names[f], shadow_figures(shadows.formulas[f]), true);
    out += ',';
  }
  append_group(out, "learner", learner_figures(shadows.learner), true);
  out += '}';
}

void append_row(std::string& out, const domain::AccuracyRow& row) {
  out += "\"n\":";
  append_integer(out, row.mean.n());
  out += ",\"mean\":{";
  append_members(out, accuracy_figures(row.mean));
  out += "},\"median\":{";
  append_members(out, accuracy_figures(row.median));
  out += "},";
  append_members(out, coverage_figures(row.p10_p90));
  out += ",\"abandoned\":";
  append_integer(out, row.abandoned);
  out += ",\"unpredicted\":";
  append_integer(out, row.unpredicted);
  append_shadows(out, row.shadows);
}

}  // namespace

std::string accuracy_json(const domain::ReportQuery& query, const std::vector<domain::AccuracyRow>& rows) {
  std::string out;
  append_report_head(out, query, accuracy_definition);
  append_hourly_rows(out, rows, append_row);
  out += '}';
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
  append_csv_names(out, "mean_", accuracy_figures({}));
  append_csv_names(out, "median_", accuracy_figures({}));
  append_csv_names(out, "", coverage_figures({}));
  out += ",abandoned,unpredicted";
  for (const auto formula : domain::formula_names) {
    append_csv_names(out, "shadow_" + std::string(formula) + "_", shadow_figures({}));
  }
  append_csv_names(out, "shadow_learner_", learner_figures({}));
  out += "\r\n";
  for (const domain::AccuracyRow& row : rows) {
    append_csv_text(out, row.queue);
    out += ',';
    append_rfc3339(out, row.hour);
    out += ',';
    append_integer(out, row.mean.n());
    append_csv_cells(out, accuracy_figures(row.mean));
    append_csv_cells(out, accuracy_figures(row.median));
    append_csv_cells(out, coverage_figures(row.p10_p90));
    out += ',';
    append_integer(out, row.abandoned);
    out += ',';
    append_integer(out, row.unpredicted);
    for (const auto& formula : row.shadows.formulas) append_csv_cells(out, shadow_figures(formula));
    append_csv_cells(out, learner_figures(row.shadows.learner));
    out += "\r\n";
  }
  return out;
}

}  // namespace truewait::edge
