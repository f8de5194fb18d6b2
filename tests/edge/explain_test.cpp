// Explanations over HTTP, behind them the real engine.
#include "edge/explain_body.hpp"
#include "edge/fixture.hpp"
#include "edge/rfc3339.hpp"

namespace truewait::edge {
namespace {

namespace json = boost::json;

class Explanations : public ServerTest {
 protected:
  std::pair<std::uint64_t, std::size_t> state() {
    return on_loop([this] { return std::pair(backend_->engine.digest(), backend_->facts.size()); });
  }
};

double contributed_s(const json::value& explained) {
  double sum = 0;
  for (const auto& part : explained.at("contributions").as_array()) sum += part.at("seconds").to_number<double>();
  return sum;
}

TEST_F(Explanations, AQueuesEstimateIsTakenApart) {
  feed_support();
  const auto before = state();
  const Response response = ask(get("/v1/queues/support/estimate/explain?priority=2"));
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(response.field("content-type"), "application/json");
  EXPECT_EQ(response.field("cache-control"), "no-store");
  const auto value = json_of(response);
  const auto told = json_of(ask(get("/v1/queues/support/estimate?priority=2")));
  for (const char* same : {"queue", "status", "mean_s", "p10_s", "p50_s", "p95_s", "position", "method", "seq"}) {
    EXPECT_EQ(value.at(same), told.at(same)) << same;
  }
  EXPECT_FALSE(value.at("why").as_string().empty());
  EXPECT_EQ(value.at("elapsed_s"), 0);
  EXPECT_NEAR(contributed_s(value), value.at("mean_s").to_number<double>(), 0.006);
  EXPECT_EQ(value.at("shadows").as_array().size(), domain::formula_count + 1);
  int served = 0;
  for (const auto& shadow : value.at("shadows").as_array()) {
    const bool learner = shadow.at("name") == "learned";  // it may not have learned of this queue yet
    EXPECT_TRUE(shadow.at("rmse_s").is_number() || (learner && shadow.at("rmse_s").is_null())) << shadow;
    served += shadow.at("served").as_bool() ? 1 : 0;
  }
  EXPECT_EQ(served, 1);
  for (const auto& input : value.at("inputs").as_array()) {
    for (const char* member : {"name", "value", "unit", "source", "n", "age_s"}) {
      EXPECT_TRUE(input.as_object().contains(member)) << input;
    }
  }
  EXPECT_EQ(value.at("inputs").at(0), json::parse(R"({"name":"callers_ahead","value":0,"unit":"callers",
    "source":"measured","n":null,"age_s":)" + json::serialize(value.at("inputs").at(0).at("age_s")) +
                                                  "}"));
  EXPECT_EQ(state(), before) << "an explanation changes nothing";
}

TEST_F(Explanations, AWaitingCallIsExplainedAndNotTold) {
  feed_support();
  const auto before = state();
  const auto value = json_of(ask(get("/v1/calls/c41/estimate/explain")));
  EXPECT_EQ(value.at("call_id"), "c41");
  EXPECT_EQ(value.at("queue"), "support");
  EXPECT_EQ(value.at("position"), 2);
  EXPECT_GT(value.at("elapsed_s").to_number<double>(), 0);
  EXPECT_NEAR(contributed_s(value), value.at("mean_s").to_number<double>(), 0.006);
  EXPECT_EQ(state(), before);
  expect_problem(ask(get("/v1/calls/c39/estimate/explain")), 409, "call-over");
  expect_problem(ask(get("/v1/calls/nobody/estimate/explain")), 404, "unknown-call");
  expect_problem(ask(get("/v1/calls/%ff/estimate/explain")), 404, "unknown-call");
  expect_problem(ask(get("/v1/calls/c41/estimate/explain", "tw_other_secret")), 404, "unknown-call");
}

TEST_F(Explanations, WithoutDataTheReasonStandsThere) {
  const auto value = json_of(ask(get("/v1/queues/support/estimate/explain")));
  EXPECT_EQ(value.at("status"), "insufficient_data");
  EXPECT_EQ(value.at("reason"), "too_few_answers");
  EXPECT_EQ(value.at("why"), "too little data");
  for (const char* nothing : {"mean_s", "p50_s", "method", "one_agent_more_s", "one_agent_less_s"}) {
    EXPECT_TRUE(value.at(nothing).is_null()) << nothing;
  }
  EXPECT_TRUE(value.at("contributions").as_array().empty());
  EXPECT_TRUE(value.at("shadows").at(0).at("rmse_s").is_null());
}

TEST_F(Explanations, RefusalsAreThoseOfEstimates) {
  expect_problem(ask(get("/v1/queues/nobody/estimate/explain")), 404, "unknown-queue");
  expect_problem(ask(get("/v1/queues/theirs/estimate/explain")), 404, "unknown-queue");
  expect_problem(ask(get("/v1/queues/support/estimate/explain?priority=high")), 422, "invalid-parameter");
  expect_problem(ask(get("/v1/queues/support/estimate/explain?depth=3")), 422, "invalid-parameter");
  expect_problem(ask(get("/v1/queues/support/estimate/explain", "tw_write_secret")), 403, "missing-scope");
  expect_problem(ask(get("/v1/calls/c41/estimate/explain", "tw_write_secret")), 403, "missing-scope");
  expect_problem(ask(get("/v1/queues/support/estimate/explain", "")), 401, "unauthenticated");
}

TEST(ExplainBody, WritesEveryPartWithThreeDecimals) {
  domain::Explanation x;
  x.queue = "a \"b\"";
  x.seq = 7;
  x.estimate.status = domain::EstimateStatus::ok;
  x.estimate.method = domain::Method::learned;
  x.estimate.mean_s = 61.23456;
  x.estimate.elapsed = std::chrono::milliseconds(1500);
  x.because = domain::ServedBecause::learned;
  x.inputs = {{"mean_service", "s", domain::InputSource::mixed, 180.12345, 12, std::chrono::milliseconds(2345)},
              {"agents_busy", "agents", domain::InputSource::inferred, {}, {}, {}}};
  x.shadows = {{"les", 70.0, 12.3456, false}, {"learned", 61.23456, {}, true}};
  x.contributions = {{"base", 100}, {"agents", -38.76544}};
  x.one_agent_more_s = -4.00049;
  const auto value = json::parse(explain_body(x, "c1", *parse_rfc3339("2026-03-05T09:00:00Z")));
  EXPECT_EQ(value, json::parse(R"({"queue":"a \"b\"","call_id":"c1","status":"ok","p10_s":0,"p20_s":0,"p50_s":0,
    "p80_s":0,"p90_s":0,"p95_s":0,"mean_s":61.235,"position":1,"elapsed_s":1.5,"method":"learned",
    "why":"learned: no formula has done clearly better lately",
    "inputs":[{"name":"mean_service","value":180.123,"unit":"s","source":"mixed","n":12,"age_s":2.345},
              {"name":"agents_busy","value":null,"unit":"agents","source":"inferred","n":null,"age_s":null}],
    "shadows":[{"name":"les","answer_s":70,"rmse_s":12.346,"served":false},
               {"name":"learned","answer_s":61.235,"rmse_s":null,"served":true}],
    "contributions":[{"name":"base","seconds":100},{"name":"agents","seconds":-38.765}],
    "one_agent_more_s":-4,"one_agent_less_s":null,"as_of":"2026-03-05T09:00:00.000Z","seq":7})"));
}

}  // namespace
}  // namespace truewait::edge
