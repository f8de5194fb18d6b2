// Estimates, reports and metrics as text, without a server.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <limits>

#include "edge/accuracy_body.hpp"
#include "edge/estimate_body.hpp"
#include "edge/request_metrics.hpp"
#include "edge/rfc3339.hpp"

namespace truewait::edge {
namespace {

namespace json = boost::json;

domain::Estimate ok_estimate() {
  domain::Estimate estimate;
  estimate.status = domain::EstimateStatus::ok;
  estimate.formula = domain::Formula::avgc_les;
  estimate.ahead = 4;
  estimate.mean_s = 163.2074;
  estimate.quantiles_s = {61.5, 88.25, 151.875, 232.125, 271.5, 318.75};
  estimate.samples = 500;
  return estimate;
}

const domain::Instant morning = *parse_rfc3339("2026-03-05T09:00:00.25Z");

/// As the endpoints do for a caller to whom nothing was said yet.
EstimateBody told_body(const domain::Estimate& estimate, EstimateFrame frame) {
  frame.announce = domain::announce(estimate, 0.8);
  return estimate_body(estimate, frame);
}

TEST(EstimateBody, ShowsEveryFigure) {
  const EstimateBody body = told_body(ok_estimate(), {"support", "", morning, 42});
  EXPECT_EQ(json::parse(body.json), json::parse(R"({"queue":"support","status":"ok","p10_s":61.5,"p20_s":88.25,
    "p50_s":151.875,"p80_s":232.125,"p90_s":271.5,"p95_s":318.75,"mean_s":163.207,"position":5,
    "announce":{"mode":"range","lower_min":1,"upper_min":4,"text_key":"wait.range"},
    "offer_callback":{"offered":false,"reason":"not_configured","window":null},"as_of":"2026-03-05T09:00:00.250Z","age_s":0.000,
    "method":"avgc_les","basis":{"samples":500,"window_s":null},"seq":42})"));
  EXPECT_EQ(body.text, "4");
}

TEST(EstimateBody, SaysHowTheFigureCameAbout) {
  domain::Estimate estimate = ok_estimate();
  const auto method = [&] {
    return json::value_to<std::string>(json::parse(estimate_body(estimate, {"q", "", morning, 1}).json).at("method"));
  };
  estimate.method = domain::Method::prior;
  EXPECT_EQ(method(), "prior");
  estimate.method = domain::Method::agent_free;
  EXPECT_EQ(method(), "agent_free");
  estimate.method = domain::Method::formula;
  estimate.formula = domain::Formula::qla;
  EXPECT_EQ(method(), "qla");
}

TEST(EstimateBody, WithoutDataNoFigureIsShownThoughOneIsThere) {
  domain::Estimate estimate = ok_estimate();
  estimate.status = domain::EstimateStatus::insufficient_data;
  estimate.reason = domain::NoDataReason::nobody_logged_in;
  const EstimateBody body = told_body(estimate, {"support", "c1", morning, 42});
  const json::value value = json::parse(body.json);
  EXPECT_EQ(value.at("status"), "insufficient_data");
  EXPECT_EQ(value.at("reason"), "nobody_logged_in");
  EXPECT_EQ(value.at("call_id"), "c1");
  for (const char* figure : {"p10_s", "p20_s", "p50_s", "p80_s", "p90_s", "p95_s", "mean_s", "method"}) {
    EXPECT_TRUE(value.at(figure).is_null()) << figure;
  }
  EXPECT_TRUE(value.at("announce").at("upper_min").is_null());
  EXPECT_TRUE(value.at("announce").at("lower_min").is_null());
  EXPECT_EQ(value.at("announce").at("mode"), "none");
  EXPECT_EQ(value.at("position"), 5);
  EXPECT_EQ(body.text, "unknown");
}

TEST(EstimateBody, WhatFillsTheSentenceStandsBesideItsKey) {
  domain::Estimate estimate = ok_estimate();
  const auto said = [&] { return json::parse(told_body(estimate, {"q", "", morning, 1}).json).at("announce"); };
  const auto text = [&] { return told_body(estimate, {"q", "", morning, 1}).text; };
  estimate.quantiles_s[1] = 50;  // 232 s is more than four times as long
  EXPECT_EQ(said(), json::parse(R"({"mode":"position","lower_min":null,"upper_min":null,"text_key":"wait.position",
    "position":5})"));
  EXPECT_EQ(text(), "unknown") << "no minutes are to be spoken";
  estimate.quantiles_s = {900, 1000, 1500, 2000, 2100, 2200};
  EXPECT_EQ(said(), json::parse(R"({"mode":"more_than","lower_min":30,"upper_min":null,"text_key":"wait.more_than",
    "callback_first":true})"));
  EXPECT_EQ(text(), "unknown") << "thirty is no upper bound";
  estimate.quantiles_s = {1, 2, 3, 40, 50, 60};
  EXPECT_EQ(said(), json::parse(R"({"mode":"less_than","lower_min":null,"upper_min":1,"text_key":"wait.less_than"})"));
  EXPECT_EQ(text(), "1");
  estimate.status = domain::EstimateStatus::closed;
  EXPECT_EQ(said(), json::parse(R"({"mode":"none","lower_min":null,"upper_min":null,"text_key":"wait.closed"})"));
  EXPECT_EQ(text(), "unknown");
}

TEST(EstimateBody, APromiseInDangerIsMarked) {
  EstimateFrame frame{"q", "c1", morning, 1};
  frame.announce.mode = domain::QuoteMode::position;
  frame.announce.text_key = domain::text_key::position;
  frame.announce.position = 2;
  frame.announce.at_risk = true;
  EXPECT_EQ(json::parse(estimate_body(ok_estimate(), frame).json).at("announce"),
            json::parse(R"({"mode":"position","lower_min":null,"upper_min":null,"text_key":"wait.position","position":2,
    "at_risk":true})"));
  frame.announce = {domain::QuoteMode::about, domain::text_key::late, 2, 6, {}, true, false, true};
  EXPECT_EQ(json::parse(estimate_body(ok_estimate(), frame).json).at("announce"),
            json::parse(R"({"mode":"about","lower_min":2,"upper_min":6,"text_key":"wait.late","callback_first":true,
    "running_late":true})"));
}

TEST(EstimateBody, AnEndlessWaitIsNullAndNotANumber) {
  domain::Estimate estimate = ok_estimate();
  estimate.mean_s = estimate.quantiles_s[5] = std::numeric_limits<double>::infinity();
  const json::value value = json::parse(estimate_body(estimate, {"q", "", morning, 1}).json);
  EXPECT_TRUE(value.at("mean_s").is_null());
  EXPECT_TRUE(value.at("p95_s").is_null());
}

TEST(EstimateBody, TheAgeIsPatchedInPlace) {
  EstimateBody body = estimate_body(ok_estimate(), {"a \"name\"", "", morning, 42});
  const std::size_t size = body.json.size();
  for (const int ms : {1, 45, 999, 0, 5000, -3}) {
    patch_age(body, domain::Duration{ms});
    EXPECT_EQ(body.json.size(), size);
    EXPECT_NEAR(json::parse(body.json).at("age_s").to_number<double>(), std::clamp(ms, 0, 999) / 1000.0, 1e-12);
  }
}

domain::AccuracyRow row(const std::string& queue) {
  domain::AccuracyRow row;
  row.queue = queue;
  row.hour = *parse_rfc3339("2026-03-05T09:00:00Z");
  for (const double measured : {100.0, 200.0, 300.0, 400.0}) {
    row.mean.add(200, measured);
    row.median.add(180, measured);
    row.p10_p90.add(150, 350, measured);
    for (auto& formula : row.shadows.formulas) formula.add(measured, measured);
    row.shadows.formulas[0].add(100, 110);
  }
  row.abandoned = 3;
  row.unpredicted = 1;
  return row;
}

TEST(AccuracyBody, JsonCarriesEveryFigureWithItsDefinition) {
  domain::AccuracyRow empty;
  empty.queue = "sales";
  empty.abandoned = 2;
  const domain::ReportQuery query{morning, morning + std::chrono::hours(1), "support"};
  const json::value value = json::parse(accuracy_json(query, {row("support"), empty}));
  EXPECT_EQ(value.at("from"), "2026-03-05T09:00:00.250Z");
  EXPECT_EQ(value.at("queue"), "support");
  EXPECT_NE(value.at("definition").as_string().find("Wilson"), json::string::npos);
  const json::value& first = value.at("rows").at(0);
  EXPECT_EQ(first.at("n"), 4);
  EXPECT_EQ(first.at("hour"), "2026-03-05T09:00:00.000Z");
  EXPECT_NEAR(first.at("mean").at("mae_s").to_number<double>(), 100, 1e-9);
  EXPECT_NEAR(first.at("mean").at("bias_s").to_number<double>(), -50, 1e-9);
  EXPECT_NEAR(first.at("mean").at("rmse_s").to_number<double>(), 122.474, 1e-9);
  EXPECT_NEAR(first.at("mean").at("within_30_s").to_number<double>(), 0.25, 1e-9);
  EXPECT_NEAR(first.at("median").at("bias_s").to_number<double>(), -70, 1e-9);
  EXPECT_NEAR(first.at("coverage_80").to_number<double>(), 0.5, 1e-9);
  EXPECT_NEAR(first.at("coverage_low").to_number<double>(), 0.1500, 1e-4) << "Wilson, 2 of 4";
  EXPECT_NEAR(first.at("coverage_high").to_number<double>(), 0.8500, 1e-4);
  EXPECT_NEAR(first.at("width_80_s").to_number<double>(), 200, 1e-9);
  const auto& shadows = first.at("shadows").as_object();
  EXPECT_EQ(shadows.size(), domain::formula_count + 1);
  EXPECT_EQ(shadows.at("asterisk").at("mae_s"), 5);
  EXPECT_NEAR(shadows.at("asterisk").at("rmse_s").to_number<double>(), 7.071, 1e-9);
  EXPECT_EQ(shadows.at("qla").at("rmse_s"), 0);
  EXPECT_EQ(shadows.at("learner").at("n"), 0);
  EXPECT_TRUE(shadows.at("learner").at("mae_s").is_null());
  const json::value& second = value.at("rows").at(1);
  EXPECT_TRUE(second.at("mean").at("mae_s").is_null());
  EXPECT_TRUE(second.at("coverage_80").is_null());
  EXPECT_EQ(second.at("abandoned"), 2);
}

TEST(AccuracyBody, CsvHasAsManyCellsAsNames) {
  const std::string csv = accuracy_csv({row("support"), row("a,\"b\"")});
  EXPECT_EQ(csv.substr(0, csv.find("\r\n")),
            "queue,hour,n,mean_mae_s,mean_rmse_s,mean_bias_s,mean_within_30_s,mean_within_30_percent,median_mae_s,"
            "median_rmse_s,median_bias_s,median_within_30_s,median_within_30_percent,coverage_80,coverage_low,"
            "coverage_high,width_80_s,abandoned,unpredicted,shadow_asterisk_mae_s,shadow_asterisk_rmse_s,"
            "shadow_google_mae_s,shadow_google_rmse_s,shadow_webex_mae_s,shadow_webex_rmse_s,shadow_les_mae_s,"
            "shadow_les_rmse_s,shadow_hol_mae_s,shadow_hol_rmse_s,shadow_rcs_mae_s,shadow_rcs_rmse_s,"
            "shadow_avg_les_mae_s,shadow_avg_les_rmse_s,shadow_avgc_les_mae_s,shadow_avgc_les_rmse_s,"
            "shadow_qla_mae_s,shadow_qla_rmse_s,shadow_erlang_c_mae_s,shadow_erlang_c_rmse_s,shadow_learner_n,"
            "shadow_learner_mae_s,shadow_learner_rmse_s");
  const std::string second = csv.substr(csv.find("\r\n") + 2, csv.find("\r\n\"a") - csv.find("\r\n") - 2);
  EXPECT_EQ(second.substr(0, second.find(",100")), "\"support\",2026-03-05T09:00:00.000Z,4");
  EXPECT_EQ(std::count(second.begin(), second.end(), ','), 41);
  EXPECT_TRUE(second.ends_with(",0,0,0,,")) << "a formula that was right, a learner that was never asked: " << second;
  EXPECT_NE(csv.find("\r\n\"a,\"\"b\"\"\","), std::string::npos);
}

TEST(AccuracyBody, NoCellIsAFormula) {
  for (const std::string start : {"=", "+", "-", "@", "\t", "\r"}) {
    std::string out;
    append_csv_text(out, start + "cmd|' /C calc'!A0");
    EXPECT_EQ(out, "\"'" + start + "cmd|' /C calc'!A0\"");
  }
  std::string plain;
  append_csv_text(plain, "a=b");
  EXPECT_EQ(plain, "\"a=b\"");
}

TEST(RequestMetricsText, CountsByRouteAndClassAndBuckets) {
  RequestMetrics metrics;
  metrics.record(&route_of(RouteId::queue_estimate), 200, 50'000);
  metrics.record(&route_of(RouteId::queue_estimate), 404, 3'000'000);
  metrics.record(nullptr, 400, 5'000'000'000);
  metrics.connection_refused();
  const std::string text = metrics.text(3);
  for (const char* line :
       {"truewait_http_requests_total{route=\"/v1/queues/{q}/estimate\",method=\"GET\",status=\"2xx\"} 1\n",
        "truewait_http_requests_total{route=\"/v1/queues/{q}/estimate\",method=\"GET\",status=\"4xx\"} 1\n",
        "truewait_http_requests_total{route=\"none\",method=\"any\",status=\"4xx\"} 1\n",
        "truewait_http_request_duration_seconds_bucket{route=\"/v1/queues/{q}/estimate\",method=\"GET\",le=\"0.0001\"} "
        "1\n",
        "truewait_http_request_duration_seconds_bucket{route=\"/v1/queues/{q}/estimate\",method=\"GET\",le=\"0.01\"} "
        "2\n",
        "truewait_http_request_duration_seconds_bucket{route=\"/v1/queues/{q}/estimate\",method=\"GET\",le=\"+Inf\"} "
        "2\n",
        "truewait_http_request_duration_seconds_bucket{route=\"none\",method=\"any\",le=\"1\"} 0\n",
        "truewait_http_request_duration_seconds_bucket{route=\"none\",method=\"any\",le=\"+Inf\"} 1\n",
        "truewait_http_request_duration_seconds_sum{route=\"/v1/queues/{q}/estimate\",method=\"GET\"} 0.00305\n",
        "truewait_http_request_duration_seconds_count{route=\"/v1/queues/{q}/estimate\",method=\"GET\"} 2\n",
        "truewait_http_connections 3\n", "truewait_http_connections_refused_total 1\n",
        "# TYPE truewait_http_request_duration_seconds histogram\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
}

}  // namespace
}  // namespace truewait::edge
