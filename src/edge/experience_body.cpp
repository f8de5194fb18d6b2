#include "truewait/edge/experience_body.hpp"

#include "edge/accuracy_body.hpp"
#include "edge/figures.hpp"
#include "edge/json_text.hpp"
#include "edge/rfc3339.hpp"

namespace truewait::edge {

const std::string_view experience_definition =
    "Contacts by queue and UTC hour of joining: calls, and callbacks asked for without a call; the leg of a reached "
    "callback belongs to the contact that asked. measured_s is the mean wait from joining (or asking) to an agent, "
    "predicted_s the mean of what was predicted at joining, both over the same n contacts: predicted, and reached an "
    "agent. answered counts all who reached one. perceived_s is the mean of the minutes customers named, over "
    "perceived_n. same holds the three means, with Student's 95 % intervals, over the contacts that have all three. "
    "perception_ratio is the geometric mean of perceived over measured for waits of at least 30 s, an answer of 0 "
    "taken as half a minute. fast: 4 or 5 on `you answered fast enough`; measured_fast: answered within the queue's "
    "target, of the answered; shares with Wilson's 95 % interval. belief: the last statement of each role whose "
    "window overlaps the report's, summed over roles, as stated from the report's start to a week after its end; for "
    "one queue what was said of it, else of all queues; for all queues what was said of all, else of single ones. "
    "gap = belief - perceived = belief_minus_measured + measured_minus_perceived, in percentage points with "
    "Newcombe's 95 % interval. There the measured side is measured_fast_asked, over the customers who were asked "
    "(paired with what they said; never answered is not fast), or measured_fast while nobody was asked.";

namespace {

Figures waits(const domain::ExperienceFigures& f) {
  return {count_figure("n", f.measured.n()),
          count_figure("contacts", f.contacts),
          count_figure("answered", f.answered),
          seconds_figure("predicted_s", f.predicted.value()),
          seconds_figure("measured_s", f.measured.value()),
          count_figure("perceived_n", f.perceived.n()),
          seconds_figure("perceived_s", f.perceived.value())};
}

Figures same(const domain::ExperienceFigures::Same& s) {
  struct Named {
    std::string_view mean, low, high;
    const statistics::Mean& of;
  };
  Figures out{count_figure("n", s.measured.n())};
  for (const Named& each : {Named{"predicted_s", "predicted_low_s", "predicted_high_s", s.predicted},
                            Named{"measured_s", "measured_low_s", "measured_high_s", s.measured},
                            Named{"perceived_s", "perceived_low_s", "perceived_high_s", s.perceived}}) {
    const auto interval = each.of.interval();
    out.push_back(seconds_figure(each.mean, each.of.value()));
    out.push_back(seconds_figure(each.low, interval ? std::optional(interval->low) : std::nullopt));
    out.push_back(seconds_figure(each.high, interval ? std::optional(interval->high) : std::nullopt));
  }
  return out;
}

Figures ratio(const statistics::Perception& perception) {
  const auto f = perception.figures();
  const auto known = [&](double value) { return f ? std::optional(value) : std::nullopt; };
  const auto figures = f.value_or(statistics::PerceptionFigures{});
  const auto& interval = figures.interval;
  return {share_figure("value", known(figures.ratio)),
          share_figure("low", interval ? std::optional(interval->low) : std::nullopt),
          share_figure("high", interval ? std::optional(interval->high) : std::nullopt),
          count_figure("n", figures.n),
          share_figure("median", known(figures.median_ratio)),
          seconds_figure("mean_error_s", known(figures.mean_signed_error_s)),
          share_figure("heaping", perception.heaping_index())};
}

Figures share(const domain::Share& s) {
  return share_figures(s.k, s.n);
}

void append_figures(std::string& out, const domain::ExperienceFigures& f) {
  append_members(out, waits(f));
  out += ',';
  append_group(out, "same", same(f.same), f.same.measured.n() > 0);
  out += ',';
  append_group(out, "perception_ratio", ratio(f.perception), f.perception.figures().has_value());
  out += ',';
  append_group(out, "fast", share(f.fast), f.fast.n > 0);
  out += ',';
  append_group(out, "measured_fast", share(f.measured_fast), f.measured_fast.n > 0);
}

void append_sides(std::string& out, const domain::Experience& report) {
  const auto& all = report.all;
  const auto& asked = all.asked;
  const domain::Share belief = report.belief.value_or(domain::Share{});
  const std::optional<statistics::Difference>& gap = report.gaps.belief_minus_perceived;
  const auto& before = report.gaps.belief_minus_measured;
  const auto& after = report.gaps.measured_minus_perceived;
  out += ',';
  append_group(out, "belief", share(belief), belief.n > 0);
  out += ',';
  append_group(out, "measured_fast", share(all.measured_fast), all.measured_fast.n > 0);
  out += ',';
  append_group(out, "measured_fast_asked", share_figures(asked.both + asked.first_only, asked.n()), asked.n() > 0);
  out += ',';
  append_group(out, "perceived_fast", share(all.fast), all.fast.n > 0);
  out += ',';
  append_group(out, "gap", gap_figures(gap), gap.has_value());
  out += ',';
  append_group(out, "belief_minus_measured", gap_figures(before), before.has_value());
  out += ',';
  append_group(out, "measured_minus_perceived", gap_figures(after), after.has_value());
}

}  // namespace

std::string experience_json(const domain::ReportQuery& query, const domain::Experience& report, domain::Instant as_of) {
  std::string out;
  append_report_head(out, query, experience_definition);
  append_as_of(out, as_of);
  append_hourly_rows(out, report.rows, [](std::string& to, const domain::ExperienceRow& row) {
    append_figures(to, row.figures);
  });
  out += ",\"all\":{";
  append_figures(out, report.all);
  out += '}';
  append_sides(out, report);
  out += '}';
  return out;
}

std::string experience_csv(const domain::Experience& report) {
  const domain::ExperienceFigures none;
  std::string out = "queue,hour";
  append_csv_names(out, "", waits(none));
  append_csv_names(out, "same_", same(none.same));
  append_csv_names(out, "perception_", ratio(none.perception));
  append_csv_names(out, "fast_", share(none.fast));
  append_csv_names(out, "measured_fast_", share(none.measured_fast));
  out += "\r\n";
  for (const auto& [queue, hour, f] : report.rows) {
    append_csv_text(out, queue);
    out += ',';
    append_rfc3339(out, hour);
    append_csv_cells(out, waits(f));
    append_csv_cells(out, same(f.same));
    append_csv_cells(out, ratio(f.perception));
    append_csv_cells(out, share(f.fast));
    append_csv_cells(out, share(f.measured_fast));
    out += "\r\n";
  }
  return out;
}

}  // namespace truewait::edge
