#include "truewait/edge/fairness_body.hpp"

#include "edge/accuracy_body.hpp"
#include "edge/figures.hpp"
#include "edge/json_text.hpp"
#include "edge/rfc3339.hpp"

namespace truewait::edge {

const std::string_view fairness_definition =
    "Every time somebody was answered, from `from` to `to`, while another of the same group who had come earlier, or "
    "stood ahead by rank, was still in line: one overtake for each of those passed by, by queue of the one overtaken. "
    "Callbacks' places count like callers; whoever joined before `from` is not known. Reasons against the order of "
    "arrival, where ranks were kept: priority (strict rule), caller_class and head_start (time that counts as "
    "waited), inherited_place (took over a callback's place or resumed that of an abandoned call), moved (by somebody "
    "in charge). Against the order of ranks: other_skills (the agent was last reported without the queue of the one "
    "overtaken), being_rung (that callback's customer was being rung, or had answered and was not in line yet), "
    "no_front_end (its turn had come, no order was out yet), retry_wait (not reached before, stands aside until the "
    "next dial), in_doubt (its dial's outcome is not known), dials_off (turned off for its queue), "
    "switch_took_another (both stood at the switch, whose choice it was: skills nobody told of, or agents who were "
    "rung and picked up in another order), unexplained: a callback that nobody had begun to dial. answered counts "
    "those answered from this queue's line. unexplained is the share of all overtakes with Wilson's 95 % interval. "
    "ahead_s: by how much the one overtaken was earlier, by rank, or by arrival where a rule decided; waited_s: how "
    "long that one had waited.";

namespace {

Figures overtake_counts(const domain::FairnessFigures& f) {
  std::uint64_t by_rank = 0;
  for (std::size_t i = 0; i < f.reasons.size(); ++i) {
    if (domain::against_rank(static_cast<domain::OvertakeReason>(i))) by_rank += f.reasons[i].n;
  }
  return {count_figure("answered", f.answered), count_figure("overtakes", f.overtakes()),
          count_figure("against_rank", by_rank), count_figure("against_arrival", f.overtakes() - by_rank)};
}

void append_fairness(std::string& out, const domain::FairnessFigures& f) {
  append_members(out, overtake_counts(f));
  out += ',';
  append_group(out, "unexplained", share_figures(f.of(domain::OvertakeReason::unexplained).n, f.overtakes()), true);
  out += ",\"reasons\":{";
  for (std::size_t i = 0; i < f.reasons.size(); ++i) {
    const auto& cases = f.reasons[i];
    const auto known = [&](domain::Duration d) {
      return cases.n == 0 ? std::nullopt : std::optional(domain::to_seconds(d));
    };
    if (i > 0) out += ',';
    append_group(out, domain::overtake_reason_names[i],
                 {count_figure("n", cases.n), seconds_figure("longest_ahead_s", known(cases.longest_ahead)),
                  seconds_figure("longest_waited_s", known(cases.longest_waited))},
                 true);
  }
  out += '}';
}

void append_party(std::string& out, std::string_view name, const domain::Overtake::Party& party) {
  out.append("\"").append(name).append("\":{\"kind\":");
  append_json(out, party.callback ? "callback" : "call");
  out += ",\"id\":";
  append_json(out, party.id);
  out += ",\"queue\":";
  append_json(out, party.queue);
  out += '}';
}

void append_overtake(std::string& out, const domain::Overtake& o) {
  out += "{\"at\":";
  append_instant(out, o.at);
  out += ",\"reason\":";
  append_json(out, domain::name_of(o.reason));
  out += ",\"against\":";
  append_json(out, domain::against_rank(o.reason) ? "rank" : "arrival");
  out += ',';
  append_party(out, "answered", o.answered);
  out += ',';
  append_party(out, "overtaken", o.overtaken);
  out += ",\"state\":";
  if (o.state) {
    append_json(out, domain::name_of(*o.state));
  } else {
    out += "null";
  }
  out += ',';
  append_members(out, {seconds_figure("ahead_s", domain::to_seconds(o.ahead)),
                       seconds_figure("waited_s", domain::to_seconds(o.waited))});
  out += '}';
}

void append_csv_party(std::string& out, const domain::Overtake::Party& party) {
  out += party.callback ? ",callback," : ",call,";
  append_csv_text(out, party.id);
  out += ',';
  append_csv_text(out, party.queue);
}

}  // namespace

std::string fairness_json(const domain::ReportQuery& query, const domain::Fairness& report, domain::Instant as_of) {
  std::string out;
  append_report_head(out, query, fairness_definition);
  append_as_of(out, as_of);
  out += ",\"rows\":[";
  for (const domain::FairnessRow& row : report.rows) {
    if (&row != &report.rows.front()) out += ',';
    out += "{\"queue\":";
    append_json(out, row.queue);
    out += ',';
    append_fairness(out, row.figures);
    out += '}';
  }
  out += "],\"all\":{";
  append_fairness(out, report.all);
  out += "},\"limit\":";
  append_integer(out, static_cast<std::uint64_t>(query.limit));
  out += ",\"overtakes\":[";
  for (const domain::Overtake& overtake : report.overtakes) {
    if (&overtake != &report.overtakes.front()) out += ',';
    append_overtake(out, overtake);
  }
  return out + "]}";
}

std::string fairness_csv(const domain::Fairness& report) {
  std::string out =
      "at,reason,against,answered_kind,answered_id,answered_queue,overtaken_kind,overtaken_id,overtaken_queue,state,"
      "ahead_s,waited_s\r\n";
  for (const domain::Overtake& o : report.overtakes) {
    append_rfc3339(out, o.at);
    out.append(",").append(domain::name_of(o.reason));
    out += domain::against_rank(o.reason) ? ",rank" : ",arrival";
    append_csv_party(out, o.answered);
    append_csv_party(out, o.overtaken);
    out += ',';
    if (o.state) out += domain::name_of(*o.state);
    append_csv_cells(out, {seconds_figure("ahead_s", domain::to_seconds(o.ahead)),
                           seconds_figure("waited_s", domain::to_seconds(o.waited))});
    out += "\r\n";
  }
  return out;
}

}  // namespace truewait::edge
