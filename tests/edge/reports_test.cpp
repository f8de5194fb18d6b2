// GET /v1/reports/... over HTTP, over facts of the real engine.
#include "edge/fixture.hpp"

namespace truewait::edge {
namespace {

class Reports : public ServerTest {};

TEST_F(Reports, TheLastDayUnlessAsked) {
  feed_support();
  const auto value = json_of(ask(get("/v1/reports/accuracy")));
  EXPECT_EQ(value.at("from"), "2026-03-04T09:00:00.000Z");
  EXPECT_EQ(value.at("to"), "2026-03-05T09:00:00.000Z");
  EXPECT_TRUE(value.at("queue").is_null());
  const auto& rows = value.at("rows").as_array();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("queue"), "support");
  EXPECT_EQ(rows[0].at("hour"), "2026-03-05T08:00:00.000Z");
  EXPECT_GT(rows[0].at("unpredicted").to_number<int>(), 0);
  const auto query = on_loop([this] { return backend_->last_query; });
  EXPECT_EQ(query.to - query.from, std::chrono::hours(24));
}

TEST_F(Reports, WindowsAreChecked) {
  const auto value = json_of(ask(get("/v1/reports/accuracy?to=2026-03-05T00:00:00%2B01:00&queue=support")));
  EXPECT_EQ(value.at("from"), "2026-03-03T23:00:00.000Z") << "a day before the end";
  EXPECT_EQ(value.at("queue"), "support");
  EXPECT_EQ(ask(get("/v1/reports/accuracy?from=2026-03-05T00:00:00+01:00")).status, 200) << "a plus is a plus";
  for (const char* query : {"from=yesterday", "from=2026-03-05T10:00:00Z", "from=2020-01-01T00:00:00Z", "segment=x",
                            "queue=", "from=2026-03-05T08:00:00Z&to=2026-03-05T08:00:00Z", "to=%"}) {
    expect_problem(ask(get("/v1/reports/accuracy?" + std::string(query))), 422, "invalid-parameter");
  }
  expect_problem(ask(get("/v1/reports/accuracy?queue=nobody")), 404, "unknown-queue");
  expect_problem(ask(get("/v1/reports/accuracy?queue=theirs")), 404, "unknown-queue");
  expect_problem(ask(get("/v1/reports/promises")), 404, "unknown-path");
}

TEST_F(Reports, CsvForSpreadsheetsCarriesNoFormula) {
  ask(post(R"x([{"event_id":"1","type":"call.queued","call_id":"a","queue":"=sum(A1)","at":"2026-03-05T08:00:00Z"},
              {"event_id":"2","type":"call.answered","call_id":"a","at":"2026-03-05T08:01:00Z"}])x"));
  const Response response = ask(get("/v1/reports/accuracy", "tw_all_secret", "Accept: text/csv\r\n"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.field("content-type"), "text/csv; charset=utf-8");
  EXPECT_TRUE(response.body.starts_with("queue,hour,n,mean_mae_s,")) << response.body;
  EXPECT_NE(response.body.find("\r\n\"'=sum(A1)\",2026-03-05T08:00:00.000Z,0,,"), std::string::npos) << response.body;
}

TEST_F(Reports, OneThatCannotBeReadIsAProblem) {
  on_loop([this] { backend_->report_readable = false; });
  for (const char* path :
       {"/v1/reports/accuracy", "/v1/reports/experience", "/v1/reports/promise", "/v1/reports/calibration"}) {
    const Response response = ask(get(path));
    expect_problem(response, 503, "report-unavailable");
    EXPECT_NE(response.field("retry-after"), "");
  }
}

TEST_F(Reports, CalibrationAndItsTotals) {
  feed_support();
  const auto value = json_of(ask(get("/v1/reports/calibration?queue=support")));
  EXPECT_EQ(value.at("from"), "2026-03-04T09:00:00.000Z");
  EXPECT_EQ(value.at("queue"), "support");
  const auto& rows = value.at("rows").as_array();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("hour"), "2026-03-05T08:00:00.000Z");
  EXPECT_EQ(rows[0].at("n").to_number<int>() + rows[0].at("unpredicted").to_number<int>(), 40);
  const auto& totals = value.at("totals").as_array();
  ASSERT_EQ(totals.size(), 1U);
  EXPECT_EQ(totals[0].at("n"), rows[0].at("n"));
  EXPECT_EQ(totals[0].at("above").at("t_s"), 120);
  EXPECT_TRUE(totals[0].at("drift").at("value").is_null()) << "nobody was told anything";
  EXPECT_TRUE(totals[0].at("drift").at("since").is_null());
}

TEST_F(Reports, ExperiencePromiseAndCalibrationAreReadTheSameWay) {
  feed_support();
  const auto experience = json_of(ask(get("/v1/reports/experience?queue=support")));
  EXPECT_EQ(experience.at("from"), "2026-03-04T09:00:00.000Z");
  EXPECT_EQ(experience.at("queue"), "support");
  ASSERT_EQ(experience.at("rows").as_array().size(), 1U);
  EXPECT_GT(experience.at("all").at("answered").to_number<int>(), 0);
  EXPECT_TRUE(experience.at("gap").is_null());
  const auto promise = json_of(ask(get("/v1/reports/promise")));
  EXPECT_GT(promise.at("all").at("calls").to_number<int>(), 0);
  EXPECT_EQ(promise.at("all").at("informed"), 0);
  for (const std::string path : {"/v1/reports/experience", "/v1/reports/promise", "/v1/reports/calibration"}) {
    const Response csv = ask(get(path, "tw_report_secret", "Accept: text/csv\r\n"));
    EXPECT_EQ(csv.field("content-type"), "text/csv; charset=utf-8");
    EXPECT_TRUE(csv.body.starts_with("queue,hour,")) << csv.body;
    expect_problem(ask(get(path + "?queue=nobody")), 404, "unknown-queue");
    expect_problem(ask(get(path + "?from=yesterday")), 422, "invalid-parameter");
    expect_problem(ask(get(path, "tw_read_secret")), 403, "missing-scope");
  }
}

}  // namespace
}  // namespace truewait::edge
