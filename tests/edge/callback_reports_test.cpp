// The reports of callbacks, of fairness and of the time to a human: as text, and over HTTP.
#include <algorithm>
#include <set>

#include "edge/fixture.hpp"
#include "edge/rfc3339.hpp"
#include "truewait/edge/callback_report_body.hpp"
#include "truewait/edge/fairness_body.hpp"
#include "truewait/edge/time_to_human_body.hpp"

namespace truewait::edge {
namespace {

using namespace std::chrono_literals;

const domain::Instant ten = *parse_rfc3339("2026-03-05T10:00:00Z");
const domain::ReportQuery that_day{ten - 10h, ten + 14h, ""};

std::vector<std::string> csv_lines(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = text.find("\r\n", from);
    if (end == std::string::npos) return out;
    out.push_back(text.substr(from, end - from));
    from = end + 2;
  }
  return out;
}

/// Every line has a cell for every name, and no name stands twice.
void expect_a_table(const std::vector<std::string>& lines, std::size_t count) {
  ASSERT_EQ(lines.size(), count);
  const auto commas = [](const std::string& line) { return std::count(line.begin(), line.end(), ','); };
  for (const auto& line : lines) EXPECT_EQ(commas(line), commas(lines[0])) << line;
  std::set<std::string> names;
  std::size_t from = 0;
  while (from <= lines[0].size()) {
    const auto end = std::min(lines[0].find(',', from), lines[0].size());
    EXPECT_TRUE(names.insert(lines[0].substr(from, end - from)).second) << lines[0].substr(from, end - from);
    from = end + 1;
  }
}

domain::CallbackSummary some_callbacks() {
  domain::CallbackSummary report;
  auto& f = report.all;
  f.offered = 200;
  f.taken = 80;
  f.accepted = 100;
  f.dialled = 90;
  f.reached = 60;
  f.connected = 50;
  f.completed = 48;
  f.open = 10;
  f.ends[static_cast<std::size_t>(domain::CallbackState::completed)] = 48;
  f.windows.inside = 45;
  f.windows.early = 5;
  f.windows.late = 4;
  f.windows.late_s = {40, 10, 20, 30};
  f.windows.never = 6;
  f.windows.reached_inside = 40;
  f.windows.connected_inside = 30;
  f.dials.add(1);
  f.dials.add(3);
  f.by_dials = {0, 1, 0, 1, 0, 0};
  for (const double hold : {5.0, 10.0}) {
    f.offline_s.add(600);
    f.held_s.add(hold);
    f.holds_s.push_back(hold);
  }
  f.by_hour[14] = {20, 15};
  report.rows.push_back({"=sum(A1)", f});
  return report;
}

TEST(CallbackReportBody, ShowsTheFunnelTheWindowsTheDialsAndTheHours) {
  const auto value = boost::json::parse(callback_report_json(that_day, some_callbacks(), ten));
  const auto& all = value.at("all");
  EXPECT_EQ(value.at("rows").at(0).at("queue"), "=sum(A1)");
  EXPECT_EQ(all.at("offered"), 200);
  EXPECT_EQ(all.at("accepted"), 100);
  EXPECT_EQ(all.at("taken").at("agree"), 80);
  EXPECT_EQ(all.at("taken").at("n"), 200);
  EXPECT_NEAR(all.at("taken").at("share").to_number<double>(), 0.4, 1e-9);
  EXPECT_NEAR(all.at("taken").at("low").to_number<double>(), 0.3346, 5e-4);
  EXPECT_EQ(all.at("dialled").at("n"), 100);
  EXPECT_EQ(all.at("reached").at("n"), 90);
  EXPECT_EQ(all.at("connected").at("n"), 60);
  EXPECT_EQ(all.at("completed").at("n"), 50);
  EXPECT_EQ(all.at("served").at("n"), 100);
  EXPECT_EQ(all.at("ends").at("completed"), 48);
  EXPECT_EQ(all.at("ends").at("open"), 10);
  EXPECT_FALSE(all.at("ends").as_object().contains("waiting")) << "not an end";
  const auto& windows = all.at("punctuality");
  EXPECT_EQ(windows.at("first_ring").at("agree"), 45);
  EXPECT_EQ(windows.at("first_ring").at("n"), 60);
  EXPECT_EQ(windows.at("reached").at("agree"), 40);
  EXPECT_EQ(windows.at("connected").at("n"), 60);
  EXPECT_EQ(windows.at("late_median_s"), 20);
  EXPECT_EQ(windows.at("late_p90_s"), 40);
  EXPECT_EQ(all.at("dials").at("mean"), 2);
  EXPECT_EQ(all.at("dials").at("three"), 1);
  EXPECT_EQ(all.at("saved").at("offline_min"), 20);
  EXPECT_EQ(all.at("saved").at("held_min").to_number<double>(), 0.25);
  EXPECT_EQ(all.at("saved").at("saved_min").to_number<double>(), 19.75);
  EXPECT_EQ(all.at("saved").at("hold_p90_s"), 10);
  ASSERT_EQ(all.at("by_hour").as_array().size(), 1u);
  EXPECT_EQ(all.at("by_hour").at(0).at("hour"), 14);
  EXPECT_EQ(all.at("by_hour").at(0).at("dialled"), 20);
  EXPECT_EQ(all.at("by_hour").at(0).at("reached"), 15);
  expect_a_table(csv_lines(callback_report_csv(some_callbacks())), 2);
}

TEST(CallbackReportBody, WhatNobodyKnowsIsNullNeverZero) {
  const auto value = boost::json::parse(callback_report_json(that_day, {}, ten));
  const auto& all = value.at("all");
  EXPECT_TRUE(value.at("rows").as_array().empty());
  EXPECT_TRUE(all.at("taken").at("share").is_null());
  EXPECT_TRUE(all.at("punctuality").at("first_ring").at("share").is_null());
  EXPECT_TRUE(all.at("punctuality").at("late_p90_s").is_null());
  EXPECT_TRUE(all.at("dials").at("mean").is_null());
  EXPECT_TRUE(all.at("saved").at("saved_min").is_null());
  EXPECT_TRUE(all.at("by_hour").as_array().empty());
}

TEST(TimeToHumanBody, ShowsHoldAndCallbackApartAndTogether) {
  domain::TimeToHuman report;
  auto& f = report.all;
  for (const double wait : {60.0, 120.0}) {
    ++f.hold.served;
    f.hold.served_s.add(wait);
    f.hold.seen.push_back({wait, true});
  }
  f.callback.abandoned = 1;
  f.callback.seen.push_back({600, false});
  report.rows.push_back({"support", f});
  const auto value = boost::json::parse(time_to_human_json(that_day, report, ten));
  const auto& total = value.at("total");
  EXPECT_EQ(total.at("hold").at("contacts"), 2);
  EXPECT_EQ(total.at("hold").at("mean_s"), 90);
  EXPECT_EQ(total.at("hold").at("at_least"), 0);
  EXPECT_EQ(total.at("hold").at("p90_s"), 120);
  EXPECT_EQ(total.at("hold").at("share"), 0);
  EXPECT_EQ(total.at("callback").at("mean_s"), 600);
  EXPECT_EQ(total.at("callback").at("at_least"), 1);
  EXPECT_TRUE(total.at("callback").at("median_s").is_null());
  EXPECT_TRUE(total.at("callback").at("served_mean_s").is_null());
  EXPECT_EQ(total.at("all").at("contacts"), 3);
  EXPECT_EQ(total.at("all").at("median_s"), 120);
  EXPECT_EQ(value.at("rows").at(0).at("queue"), "support");
  const auto lines = csv_lines(time_to_human_csv(report));
  expect_a_table(lines, 4);
  EXPECT_TRUE(lines[3].starts_with("\"support\",callback,1,0,1,")) << lines[3];
}

TEST(FairnessBody, CountsByReasonAndListsTheNewest) {
  domain::Fairness report;
  domain::Overtake o;
  o.at = ten;
  o.answered = {"c2", "support", false};
  o.overtaken = {"cb", "=sum(A1)", true};
  o.reason = domain::OvertakeReason::being_rung;
  o.state = domain::CallbackState::dialling;
  o.ahead = 20s;
  o.waited = 60s;
  report.all.answered = 7;
  report.all.add(o);
  report.overtakes.push_back(o);
  o.state.reset();
  o.reason = domain::OvertakeReason::priority;
  report.all.add(o);
  report.overtakes.push_back(o);
  report.rows.push_back({"=sum(A1)", report.all});
  const auto value = boost::json::parse(fairness_json(that_day, report, ten));
  const auto& all = value.at("all");
  EXPECT_EQ(all.at("answered"), 7);
  EXPECT_EQ(all.at("overtakes"), 2);
  EXPECT_EQ(all.at("against_rank"), 1);
  EXPECT_EQ(all.at("against_arrival"), 1);
  EXPECT_EQ(all.at("unexplained").at("agree"), 0);
  EXPECT_EQ(all.at("unexplained").at("n"), 2);
  EXPECT_EQ(all.at("reasons").at("being_rung").at("n"), 1);
  EXPECT_EQ(all.at("reasons").at("being_rung").at("longest_waited_s"), 60);
  EXPECT_TRUE(all.at("reasons").at("moved").at("longest_waited_s").is_null());
  EXPECT_EQ(value.at("limit"), 100);
  const auto& first = value.at("overtakes").at(0);
  EXPECT_EQ(first.at("at"), "2026-03-05T10:00:00.000Z");
  EXPECT_EQ(first.at("reason"), "being_rung");
  EXPECT_EQ(first.at("against"), "rank");
  EXPECT_EQ(first.at("answered").at("kind"), "call");
  EXPECT_EQ(first.at("overtaken").at("kind"), "callback");
  EXPECT_EQ(first.at("state"), "dialling");
  EXPECT_EQ(first.at("ahead_s"), 20);
  EXPECT_TRUE(value.at("overtakes").at(1).at("state").is_null());
  const auto lines = csv_lines(fairness_csv(report));
  expect_a_table(lines, 3);
  EXPECT_EQ(
      lines[1],
      "2026-03-05T10:00:00.000Z,being_rung,rank,call,\"c2\",\"support\",callback,\"cb\",\"'=sum(A1)\",dialling,20,60");
}

class CallbackReports : public ServerTest {};

TEST_F(CallbackReports, AreAskedForLikeTheOthers) {
  feed_support();
  for (const std::string path : {"/v1/reports/callbacks", "/v1/reports/fairness", "/v1/reports/time-to-human"}) {
    const auto value = json_of(ask(get(path + "?queue=support", "tw_report_secret")));
    EXPECT_EQ(value.at("from"), "2026-03-04T09:00:00.000Z");
    EXPECT_EQ(value.at("queue"), "support");
    EXPECT_FALSE(value.at("definition").as_string().empty());
    const Response csv = ask(get(path, "tw_report_secret", "Accept: text/csv\r\n"));
    EXPECT_EQ(csv.field("content-type"), "text/csv; charset=utf-8");
    expect_problem(ask(get(path + "?queue=nobody")), 404, "unknown-queue");
    expect_problem(ask(get(path + "?from=yesterday")), 422, "invalid-parameter");
    expect_problem(ask(get(path, "tw_read_secret")), 403, "missing-scope");
  }
  const auto humans = json_of(ask(get("/v1/reports/time-to-human")));
  EXPECT_EQ(humans.at("total").at("hold").at("served"), 40);
  EXPECT_EQ(humans.at("total").at("hold").at("open"), 4);
  EXPECT_EQ(humans.at("total").at("callback").at("contacts"), 0);
  const auto fairness = json_of(ask(get("/v1/reports/fairness?from=2026-03-05T08:00:00Z&to=2026-03-05T10:00:00Z")));
  EXPECT_EQ(fairness.at("all").at("answered"), 40);
}

TEST_F(CallbackReports, ALimitIsForListsOnly) {
  EXPECT_EQ(json_of(ask(get("/v1/reports/fairness?limit=5"))).at("limit"), 5);
  EXPECT_EQ(ask(get("/v1/reports/fairness?limit=1000")).status, 200);
  for (const char* wrong : {"0", "1001", "-1", "x", "5x", "", "99999999999999999999"}) {
    expect_problem(ask(get("/v1/reports/fairness?limit=" + std::string(wrong))), 422, "invalid-parameter");
  }
  expect_problem(ask(get("/v1/reports/callbacks?limit=5")), 422, "invalid-parameter");
}

TEST_F(CallbackReports, OnesThatCannotBeReadAreProblems) {
  on_loop([this] { backend_->report_readable = false; });
  for (const char* path : {"/v1/reports/callbacks", "/v1/reports/fairness", "/v1/reports/time-to-human"}) {
    expect_problem(ask(get(path)), 503, "report-unavailable");
  }
}

}  // namespace
}  // namespace truewait::edge
