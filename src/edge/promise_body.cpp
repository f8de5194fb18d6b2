#include "truewait/edge/promise_body.hpp"

#include "edge/accuracy_body.hpp"
#include "edge/figures.hpp"
#include "edge/json_text.hpp"
#include "edge/rfc3339.hpp"
#include "truewait/statistics/wilson.hpp"

namespace truewait::edge {

const std::string_view promise_definition =
    "What became of the wait that was spoken first to each caller, if it named an upper bound (less_than, range, "
    "about), by queue and UTC hour of joining. The wait runs from the spoken words to the agent. kept: answered within "
    "the bound; broken_late: answered after it; broken_left: left, or took a callback, after it; censored: the same "
    "before it, so never tested; void: transferred, sent away from an empty queue, dropped from a snapshot, or its end "
    "never reported; open: still waits, whatever the bound, and is in no share. share = kept / (kept + broken_late + "
    "broken_left) with Wilson's 95 % interval; share_served leaves out broken_left and so flatters; low_bound and "
    "high_bound: had every censored promise been broken, or kept; share_km: had nobody left, by Kaplan and Meier, "
    "taking leaving as independent of the wait. verdict: the interval against the level at which words are chosen "
    "(announce_percent, 80 % unless the queue says otherwise; of several queues the mean over their promises). Never "
    "read a share without median_upper_s, the median bound, and mean_width_s. informed: share of calls "
    "(legs of callbacks are none) that were told anything. callbacks: windows promised with callbacks, kept when the "
    "first ring came within; too_early breaks it as well; broken: later or never; censored: cancelled or served "
    "otherwise before the window was over; share = kept / (kept + too_early + broken).";

namespace {

Figures counts(const domain::PromiseFigures& f) {
  const auto& c = f.counts;
  const auto headline = c.kept_share(), served = c.kept_share_served();
  const auto interval = statistics::wilson(headline);
  const auto bounds = c.bounds();
  const auto tested = [&](double value) { return headline.n > 0 ? std::optional(value) : std::nullopt; };
  const auto informed = statistics::proportion(f.quoted, f.calls);
  return {count_figure("kept", c.kept),
          count_figure("broken_late", c.broken_late),
          count_figure("broken_left", c.broken_left),
          count_figure("censored", c.censored),
          count_figure("void", c.voided),
          count_figure("open", f.open),
          share_figure("share", tested(headline.share)),
          share_figure("low", tested(interval.low)),
          share_figure("high", tested(interval.high)),
          share_figure("share_served", served.n > 0 ? std::optional(served.share) : std::nullopt),
          share_figure("low_bound", bounds ? std::optional(bounds->low) : std::nullopt),
          share_figure("high_bound", bounds ? std::optional(bounds->high) : std::nullopt),
          share_figure("share_km", f.kept_had_nobody_left()),
          seconds_figure("median_upper_s", f.sharpness.median_upper_s()),
          seconds_figure("mean_width_s", f.sharpness.mean_width_s()),
          seconds_figure("median_slack_s", f.sharpness.median_slack_s()),
          seconds_figure("pinball_s", f.sharpness.mean_pinball_s()),
          share_figure("informed", informed.n > 0 ? std::optional(informed.share) : std::nullopt),
          count_figure("calls", f.calls)};
}

Figures windows(const domain::WindowCounts& c) {
  const auto share = c.kept_share();
  const auto interval = statistics::wilson(share);
  const auto known = [&](double value) { return share.n > 0 ? std::optional(value) : std::nullopt; };
  return {count_figure("kept", c.kept),
          count_figure("too_early", c.too_early),
          count_figure("broken", c.broken),
          count_figure("censored", c.censored),
          count_figure("open", c.open),
          share_figure("share", known(share.share)),
          share_figure("low", known(interval.low)),
          share_figure("high", known(interval.high))};
}

/// Empty without a promise that was put to the test.
std::string_view verdict(const domain::PromiseFigures& f) {
  const auto share = f.counts.kept_share();
  if (share.n == 0) return {};
  return statistics::word(statistics::promise_verdict(statistics::wilson(share), f.level()));
}

void append_figures(std::string& out, const domain::PromiseFigures& f) {
  append_members(out, counts(f));
  out += ",\"verdict\":";
  if (const auto word = verdict(f); word.empty()) {
    out += "null";
  } else {
    append_json(out, word);
  }
  out += ',';
  append_group(out, "callbacks", windows(f.callbacks), true);
}

}  // namespace

std::string promise_json(const domain::ReportQuery& query, const domain::Promises& report, domain::Instant as_of) {
  std::string out;
  append_report_head(out, query, promise_definition);
  append_as_of(out, as_of);
  append_hourly_rows(out, report.rows,
                     [](std::string& to, const domain::PromiseRow& row) { append_figures(to, row.figures); });
  out += ",\"all\":{";
  append_figures(out, report.all);
  out += "}}";
  return out;
}

std::string promise_csv(const domain::Promises& report) {
  const domain::PromiseFigures none;
  std::string out = "queue,hour";
  append_csv_names(out, "", counts(none));
  out += ",verdict";
  append_csv_names(out, "callbacks_", windows(none.callbacks));
  out += "\r\n";
  for (const auto& [queue, hour, f] : report.rows) {
    append_csv_text(out, queue);
    out += ',';
    append_rfc3339(out, hour);
    append_csv_cells(out, counts(f));
    out.append(",").append(verdict(f));
    append_csv_cells(out, windows(f.callbacks));
    out += "\r\n";
  }
  return out;
}

}  // namespace truewait::edge
