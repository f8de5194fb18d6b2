// Who may ask what.
#include "edge/fixture.hpp"

namespace truewait::edge {
namespace {

class AccessOverHttp : public ServerTest {};

TEST_F(AccessOverHttp, MissingAndBadKeys) {
  for (const std::string& request :
       {get("/v1/queues", ""), get("/v1/queues", "tw_no_such"),
        get("/v1/queues", "", "Authorization: Basic dHc6eA==\r\n"), get("/v1/queues", "", "Authorization: Bearer\r\n"),
        get("/v1/queues", "", "Authorization: Bearer \r\n"), get("/v1/queues", "", "Authorization: tw_all_secret\r\n"),
        get("/v1/queues/nobody", "tw_no_such"), post("{}", "tw_x")}) {
    const Response response = ask(request);
    expect_problem(response, 401, "unauthenticated");
    EXPECT_EQ(response.field("www-authenticate"), "Bearer realm=\"truewait\"");
    EXPECT_EQ(response.body.find("tw_no_such"), std::string::npos) << "a key is never repeated";
  }
  EXPECT_EQ(ask(get("/v1/queues", "", "authorization: bearer  tw_all_secret\r\n")).status, 200);
}

/// Every route under /v1 with every key: allowed exactly when the key's scope is the route's, or admin.
TEST_F(AccessOverHttp, EveryRouteWithEveryScope) {
  struct Case {
    std::string request_line, key;
  };
  const std::pair<std::string, std::string> routes[] = {{"GET /v1/queues", "tw_read_secret"},
                                                        {"GET /v1/queues/support", "tw_read_secret"},
                                                        {"GET /v1/queues/support/estimate", "tw_read_secret"},
                                                        {"GET /v1/calls/x/estimate", "tw_read_secret"},
                                                        {"GET /v1/queues/support/estimate/explain", "tw_read_secret"},
                                                        {"GET /v1/calls/x/estimate/explain", "tw_read_secret"},
                                                        {"POST /v1/events", "tw_write_secret"},
                                                        {"GET /v1/reports/accuracy", "tw_report_secret"},
                                                        {"GET /v1/reports/calibration", "tw_report_secret"},
                                                        {"GET /v1/queues/support/switches", "tw_read_secret"},
                                                        {"PUT /v1/queues/support/switches", "tw_all_secret"},
                                                        {"POST /v1/callbacks/x/acts", "tw_all_secret"},
                                                        {"POST /v1/kill-switch", "tw_all_secret"},
                                                        {"GET /v1/audit", "tw_report_secret"}};
  for (const auto& [line, right_key] : routes) {
    for (const std::string key : {"tw_read_secret", "tw_write_secret", "tw_report_secret", "tw_all_secret"}) {
      const Response response = ask(
          line + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer " + key + "\r\n\r\n");
      if (key == right_key || key == "tw_all_secret") {
        EXPECT_NE(response.status, 403) << line << key;
        EXPECT_NE(response.status, 401) << line << key;
      } else {
        expect_problem(response, 403, "missing-scope");
      }
    }
  }
  const Response response = ask(post("{}", "tw_read_secret"));
  EXPECT_NE(json_of(response).at("detail").as_string().find("events:write"), boost::json::string::npos);
}

TEST_F(AccessOverHttp, AKeyIsRememberedForASecondAndNoLonger) {
  Client client(port_);
  const auto status = [&](const std::string& key) {
    client.send(get("/v1/queues", key));
    return client.receive().value_or(Response{}).status;
  };
  const auto asked = [this] { return on_loop([this] { return backend_->authentications; }); };
  EXPECT_EQ(status("tw_all_secret"), 200);
  EXPECT_EQ(status("tw_all_secret"), 200);
  EXPECT_EQ(asked(), 1);
  EXPECT_EQ(status("tw_no_such"), 401);
  EXPECT_EQ(status("tw_no_such"), 401) << "a refusal is not remembered";
  EXPECT_EQ(asked(), 3);
  EXPECT_EQ(status("tw_all_secret"), 200);
  on_loop([this] { backend_->keys.erase("tw_all_secret"); });
  EXPECT_EQ(status("tw_all_secret"), 200) << "within the second";
  advance_steady(std::chrono::seconds(1));
  EXPECT_EQ(status("tw_all_secret"), 401) << "revoked";
}

TEST_F(AccessOverHttp, HealthNeedsNoKeyAndMetricsAreForOperators) {
  EXPECT_EQ(ask(get("/healthz", "")).body, "{\"status\":\"ok\"}");
  EXPECT_EQ(ask(get("/readyz", "")).status, 200);
  expect_problem(ask(get("/metrics", "")), 404, "unknown-path");
  Client operations(operations_port_);
  operations.send(get("/healthz", "") + get("/metrics", "") + get("/v1/queues"));
  EXPECT_EQ(operations.receive()->status, 200);
  const auto metrics = operations.receive();
  ASSERT_TRUE(metrics);
  EXPECT_EQ(metrics->field("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_NE(metrics->body.find("truewait_test 1\n# HELP truewait_http_requests_total"), std::string::npos)
      << metrics->body;
  expect_problem(*operations.receive(), 404, "unknown-path");
}

TEST_F(AccessOverHttp, ReadinessGivesItsReasons) {
  on_loop([this] { backend_->not_ready = {"the journal is \"full\"", "replaying"}; });
  const Response response = ask(get("/readyz", ""));
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.field("retry-after"), "1");
  EXPECT_EQ(json_of(response),
            boost::json::parse(R"({"ready":false,"reasons":["the journal is \"full\"","replaying"]})"));
}

TEST_F(AccessOverHttp, WrongPathsAndMethods) {
  for (const char* path : {"/", "/v1", "/v1/queue", "/v1/queues/support/estimate/x", "//v1/queues", "/v1/%71ueues",
                           "/healthz/", "/../healthz"}) {
    expect_problem(ask(get(path)), 404, "unknown-path");
  }
  for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"}) {
    const Response response = ask(std::string(method) + " /v1/queues HTTP/1.1\r\nHost: a\r\n\r\n");
    expect_problem(response, 405, "method-not-allowed");
    EXPECT_EQ(response.field("allow"), "GET, HEAD, OPTIONS");
  }
  expect_problem(ask(get("/v1/events")), 405, "method-not-allowed");
  const Response options = ask("OPTIONS /v1/events HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.field("allow"), "POST, OPTIONS");
  EXPECT_EQ(options.fields.count("content-length"), 0U);
  EXPECT_EQ(ask("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").status, 204);
}

}  // namespace
}  // namespace truewait::edge
