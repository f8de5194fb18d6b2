#include "truewait/edge/calibration_body.hpp"

#include <array>

#include "edge/accuracy_body.hpp"
#include "edge/figures.hpp"
#include "edge/json_text.hpp"
#include "edge/rfc3339.hpp"
#include "truewait/statistics/wilson.hpp"

namespace truewait::edge {

const std::string_view calibration_definition =
    "Whether predictions at joining hold as often as they say, over calls that waited, were predicted and were "
    "answered, by queue and UTC hour of joining; n counts them. levels: for each quantile the share of measured waits "
    "at or under it, with Wilson's 95 % interval; p80 is right at 0.80. coverage_80: share of waits within p10 to p90, "
    "with the same interval; width_80_s: mean width of that interval; interval_score_s: mean of its width and ten "
    "seconds for each second by which a wait missed it, less is better. pit: where waits fell in the distribution said "
    "about them, counted in tenths of it, straight between the quantiles; level when it holds; pit_chi_square above "
    "16.919 comes by chance in one of twenty. above: P(wait > t_s) as said, t_s being the time above which the queue "
    "offers callbacks, in five bins of what was said: how many, the mean said, the share of waits that were longer, "
    "with its interval. abandoned counts predicted calls that hung up, unpredicted answered calls about which nothing "
    "could be said at joining; neither is in n. totals: the same of a queue's hours together, and drift: a Bernoulli "
    "CUSUM over the first promise spoken to each caller that was put to the test (kept, or broken; GET "
    "/v1/reports/promise defines both), in the order in which that was known: value adds ln 2 for a broken one and "
    "takes ln(4/3) for a kept one, never below 0, and begins at 0; at or above threshold, more than the usual fifth "
    "are being broken; since: when that began, null when it is not so now. tested and broken count those promises.";

namespace {

constexpr std::array<std::string_view, domain::quantile_levels.size()> level_names{"p10", "p20", "p50",
                                                                                   "p80", "p90", "p95"};
constexpr std::array<std::string_view, statistics::PitHistogram::bin_count> pit_names{
    "pit_10", "pit_20", "pit_30", "pit_40", "pit_50", "pit_60", "pit_70", "pit_80", "pit_90", "pit_100"};
constexpr std::array<std::string_view, statistics::Reliability::bin_count> above_prefixes{
    "above_20_", "above_40_", "above_60_", "above_80_", "above_100_"};

Figures level_figures(std::uint64_t at_or_under, std::uint64_t n) {
  const auto interval = statistics::wilson(at_or_under, n);
  const auto known = [n](double value) { return n == 0 ? std::nullopt : std::optional(value); };
  return {share_figure("share", known(statistics::proportion(at_or_under, n).share)),
          share_figure("low", known(interval.low)), share_figure("high", known(interval.high))};
}

Figures interval_figures(const domain::CalibrationFigures& f) {
  const auto interval = statistics::wilson(f.p10_p90.covered(), f.n());
  const auto known = [&f](double value) { return f.n() == 0 ? std::nullopt : std::optional(value); };
  return {share_figure("coverage_80", known(f.p10_p90.share())), share_figure("coverage_low", known(interval.low)),
          share_figure("coverage_high", known(interval.high)),
          seconds_figure("width_80_s", known(f.p10_p90.mean_width_s())),
          seconds_figure("interval_score_s", f.interval_score_s.value())};
}

Figures reliability_figures(const statistics::Reliability::Bin& bin) {
  const auto interval = statistics::wilson(bin.happened, bin.n);
  const auto known = [&bin](double value) { return bin.n == 0 ? std::nullopt : std::optional(value); };
  return {count_figure("n", bin.n), share_figure("said", bin.mean_said()),
          share_figure("observed", known(statistics::proportion(bin.happened, bin.n).share)),
          share_figure("low", known(interval.low)), share_figure("high", known(interval.high))};
}

Figures beside_figures(const domain::CalibrationFigures& f) {
  return {count_figure("abandoned", f.abandoned), count_figure("unpredicted", f.unpredicted)};
}

Figures drift_figures(const domain::PromiseDrift& drift) {
  const auto& sum = drift.sum;
  return {share_figure("value", sum.n() == 0 ? std::nullopt : std::optional(sum.value())),
          share_figure("threshold", sum.threshold()), count_figure("tested", sum.n()),
          count_figure("broken", sum.wrong())};
}

void append_pit(std::string& out, const statistics::PitHistogram& pit) {
  out += ",\"pit\":[";
  for (std::size_t i = 0; i < pit.bins().size(); ++i) {
    if (i > 0) out += ',';
    append_integer(out, pit.bins()[i]);
  }
  out += "],";
  append_members(out, {seconds_figure("pit_chi_square", pit.chi_square())});
}

void append_above(std::string& out, const statistics::Reliability& above, domain::Duration t) {
  out += ",\"above\":{\"t_s\":";
  append_seconds(out, domain::to_seconds(t));
  out += ",\"bins\":[";
  for (const auto& bin : above.bins()) {
    if (&bin != &above.bins().front()) out += ',';
    out += '{';
    append_members(out, reliability_figures(bin));
    out += '}';
  }
  out += "]}";
}

void append_calibration(std::string& out, const domain::CalibrationFigures& f, domain::Duration t) {
  append_members(out, {count_figure("n", f.n())});
  out += ",\"levels\":{";
  for (std::size_t i = 0; i < level_names.size(); ++i) {
    if (i > 0) out += ',';
    append_group(out, level_names[i], level_figures(f.at_or_under[i], f.n()), true);
  }
  out += "},";
  append_members(out, interval_figures(f));
  append_pit(out, f.pit);
  append_above(out, f.above, t);
  out += ',';
  append_members(out, beside_figures(f));
}

void append_drift(std::string& out, const domain::PromiseDrift& drift) {
  out += ",\"drift\":{";
  append_members(out, drift_figures(drift));
  out += ",\"since\":";
  append_instant(out, drift.above_since);
  out += '}';
}

/// Every row's queue is among them.
const domain::QueueCalibration& of_queue(const domain::Calibration& report, const std::string& name) {
  std::size_t i = 0;
  while (report.queues.at(i).queue != name) ++i;
  return report.queues[i];
}

void append_csv_calibration(std::string& out, const domain::CalibrationFigures& f) {
  append_csv_cells(out, {count_figure("n", f.n())});
  for (std::size_t i = 0; i < level_names.size(); ++i) append_csv_cells(out, level_figures(f.at_or_under[i], f.n()));
  append_csv_cells(out, interval_figures(f));
  for (const auto count : f.pit.bins()) append_csv_cells(out, {count_figure({}, count)});
  append_csv_cells(out, {seconds_figure("pit_chi_square", f.pit.chi_square())});
}

std::string csv_header() {
  const domain::CalibrationFigures none;
  std::string out = "queue,hour,n";
  for (const auto level : level_names) append_csv_names(out, std::string(level) + "_", level_figures(0, 0));
  append_csv_names(out, "", interval_figures(none));
  for (const auto name : pit_names) out.append(",").append(name);
  out += ",pit_chi_square,above_t_s";
  for (const auto prefix : above_prefixes) append_csv_names(out, prefix, reliability_figures({}));
  append_csv_names(out, "", beside_figures(none));
  append_csv_names(out, "drift_", drift_figures({}));
  return out + ",drift_since\r\n";
}

}  // namespace

std::string calibration_json(const domain::ReportQuery& query, const domain::Calibration& report,
                             domain::Instant as_of) {
  std::string out;
  append_report_head(out, query, calibration_definition);
  append_as_of(out, as_of);
  append_hourly_rows(out, report.rows, [&](std::string& to, const domain::CalibrationRow& row) {
    append_calibration(to, row.figures, of_queue(report, row.queue).offer_above);
  });
  out += ",\"totals\":[";
  for (const domain::QueueCalibration& queue : report.queues) {
    if (&queue != &report.queues.front()) out += ',';
    out += "{\"queue\":";
    append_json(out, queue.queue);
    out += ',';
    append_calibration(out, queue.figures, queue.offer_above);
    append_drift(out, queue.drift);
    out += '}';
  }
  return out + "]}";
}

std::string calibration_csv(const domain::Calibration& report) {
  std::string out = csv_header();
  for (const auto& [name, hour, figures] : report.rows) {
    const auto& queue = of_queue(report, name);
    append_csv_text(out, name);
    out += ',';
    append_rfc3339(out, hour);
    append_csv_calibration(out, figures);
    append_csv_cells(out, {seconds_figure("above_t_s", domain::to_seconds(queue.offer_above))});
    for (const auto& bin : figures.above.bins()) append_csv_cells(out, reliability_figures(bin));
    append_csv_cells(out, beside_figures(figures));
    append_csv_cells(out, drift_figures(queue.drift));
    out += ',';
    if (queue.drift.above_since) append_rfc3339(out, *queue.drift.above_since);
    out += "\r\n";
  }
  return out;
}

}  // namespace truewait::edge
