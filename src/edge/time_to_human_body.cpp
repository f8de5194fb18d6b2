#include "truewait/edge/time_to_human_body.hpp"

#include "edge/accuracy_body.hpp"
#include "edge/figures.hpp"
#include "edge/json_text.hpp"
#include "truewait/statistics/time_to_event.hpp"
#include "truewait/statistics/wilson.hpp"

namespace truewait::edge {

const std::string_view time_to_human_definition =
    "How long contacts that joined from `from` to `to` took to reach a human, by queue of joining: all, hold (took no "
    "callback) and callback (took one, whatever became of it). The time runs from joining the line, or asking for a "
    "callback without a call, to the agent; a callback's offline wait counts in full, its leg at the switch is no "
    "contact of its own, and a call that takes over a callback's place counts from when that began. served: reached "
    "an agent. abandoned: ended without one: hung up, or the callback ended unserved (cancelled, declined, expired, "
    "exhausted). removed: transferred, sent away, dropped from a snapshot, its end never reported, or ended in a way "
    "that tells no time. open: still waits. share = abandoned / (served + abandoned) with Wilson's 95 % interval. "
    "mean_s, median_s and p90_s are Kaplan and Meier's, in which whoever was not served counts for as long as was "
    "seen, so that giving up early makes nothing shorter; leaving is taken as independent of the wait that was left. "
    "mean_s is the area under the curve up to the longest time seen, at_least 1 when that one was not served: the "
    "mean is then no less. median and p90 with the 95 % interval of Brookmeyer and Crowley, null where the curve does "
    "not come down so far. served_mean_s: of the served alone, with Student's interval; it flatters where many give "
    "up.";

namespace {

Figures human_figures(const domain::HumanFigures& f) {
  const auto share = f.abandoned_share();
  const auto wilson = statistics::wilson(share);
  const auto known = [&](double value) { return share.n > 0 ? std::optional(value) : std::nullopt; };
  const auto curve = statistics::time_to_event(f.seen);
  const auto t = curve.value_or(statistics::TimeToEvent{});
  const auto student = f.served_s.interval();
  return {count_figure("contacts", f.contacts()),
          count_figure("served", f.served),
          count_figure("abandoned", f.abandoned),
          count_figure("removed", f.removed),
          count_figure("open", f.open),
          share_figure("share", known(share.share)),
          share_figure("low", known(wilson.low)),
          share_figure("high", known(wilson.high)),
          seconds_figure("mean_s", curve ? std::optional(t.mean) : std::nullopt),
          {"at_least", curve ? std::optional(t.mean_is_floor ? 1.0 : 0.0) : std::nullopt, 0},
          seconds_figure("median_s", t.median.value),
          seconds_figure("median_low_s", t.median.low),
          seconds_figure("median_high_s", t.median.high),
          seconds_figure("p90_s", t.p90.value),
          seconds_figure("p90_low_s", t.p90.low),
          seconds_figure("p90_high_s", t.p90.high),
          seconds_figure("served_mean_s", f.served_s.value()),
          seconds_figure("served_mean_low_s", student ? std::optional(student->low) : std::nullopt),
          seconds_figure("served_mean_high_s", student ? std::optional(student->high) : std::nullopt)};
}

void append_kinds(std::string& out, const domain::TimeToHumanFigures& f) {
  append_group(out, "all", human_figures(f.all()), true);
  out += ',';
  append_group(out, "hold", human_figures(f.hold), true);
  out += ',';
  append_group(out, "callback", human_figures(f.callback), true);
}

}  // namespace

std::string time_to_human_json(const domain::ReportQuery& query, const domain::TimeToHuman& report,
                               domain::Instant as_of) {
  std::string out;
  append_report_head(out, query, time_to_human_definition);
  append_as_of(out, as_of);
  out += ",\"rows\":[";
  for (const domain::TimeToHumanRow& row : report.rows) {
    if (&row != &report.rows.front()) out += ',';
    out += "{\"queue\":";
    append_json(out, row.queue);
    out += ',';
    append_kinds(out, row.figures);
    out += '}';
  }
  out += "],\"total\":{";
  append_kinds(out, report.all);
  return out + "}}";
}

std::string time_to_human_csv(const domain::TimeToHuman& report) {
  std::string out = "queue,kind";
  append_csv_names(out, "", human_figures({}));
  out += "\r\n";
  for (const auto& [queue, f] : report.rows) {
    const auto line = [&out, &name = queue](std::string_view kind, const domain::HumanFigures& figures) {
      append_csv_text(out, name);
      out.append(",").append(kind);
      append_csv_cells(out, human_figures(figures));
      out += "\r\n";
    };
    line("all", f.all());
    line("hold", f.hold);
    line("callback", f.callback);
  }
  return out;
}

}  // namespace truewait::edge
