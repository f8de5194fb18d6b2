// Every bad input an integrator can send, and the answer to it, from the real binary.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>

#include "end_to_end/events.hpp"
#include "end_to_end/service.hpp"

namespace truewait::test {
namespace {

namespace json = boost::json;

class BadInput : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(service.listening()) << service.process().err(); }

  /// The answer is a problem of this status and type, in the one shape every refusal has.
  void expect_problem(const std::optional<Response>& response, int status, const std::string& type) {
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, status) << response->body;
    EXPECT_EQ(response->headers.at("content-type"), "application/problem+json");
    json::error_code error;
    const auto body = json::parse(response->body, error);
    ASSERT_FALSE(error) << response->body;
    EXPECT_EQ(body.at("type").as_string(), "/problems/" + type) << response->body;
    EXPECT_EQ(body.at("status").to_number<int>(), status);
    EXPECT_FALSE(body.at("title").as_string().empty());
    EXPECT_FALSE(body.at("detail").as_string().empty());
    EXPECT_FALSE(body.at("request_id").as_string().empty());
  }
  void expect_refused_event(const std::string& event, const std::string& type) {
    expect_problem(client.post("/v1/events", event), 422, type);
  }
  /// The counts of a 202.
  void expect_taken(const std::string& events, int accepted, int duplicates) {
    const auto response = client.post("/v1/events", events);
    ASSERT_TRUE(response);
    ASSERT_EQ(response->status, 202) << response->body;
    const auto body = json::parse(response->body);
    EXPECT_EQ(body.at("accepted").to_number<int>(), accepted) << response->body;
    EXPECT_EQ(body.at("duplicates").to_number<int>(), duplicates) << response->body;
    EXPECT_TRUE(body.at("rejected").as_array().empty()) << response->body;
  }
  json::value queue(const std::string& name) { return json::parse(client.get("/v1/queues/" + name)->body); }

  TempDir directory;
  std::string store = directory.file("truewait.db");
  std::string key = create_key(store, "pbx", "events:write,estimate:read,reports:read");
  Service service{store};
  HttpClient client{service.port(), key};
};

TEST_F(BadInput, MalformedJson) {
  for (const char* body : {"", "{", "[{]", "nonsense", "{\"event_id\":\"e\",}", "\"text\"", "42", "null",
                           "{\"event_id\":\"e\"} {\"event_id\":\"f\"}", "{\"a\":\"\xff\"}"}) {
    SCOPED_TRACE(body);
    expect_problem(client.post("/v1/events", body), 400, "malformed-json");
  }
  expect_problem(client.post("/v1/events", std::string(20'000, '[')), 400, "malformed-json");
  expect_problem(client.post("/v1/events", "[]"), 400, "empty-batch");
}

TEST_F(BadInput, WrongTypesNameTheirPlace) {
  expect_refused_event("{\"event_id\":7,\"type\":\"call.queued\",\"call_id\":\"c\",\"queue\":\"support\"}",
                       "invalid-event");
  expect_refused_event(queued_json("e", "c", "support", ",\"priority\":\"high\""), "invalid-event");
  expect_refused_event(queued_json("e", "c", "support", ",\"priority\":1.5"), "invalid-event");
  expect_refused_event(queued_json("e", "c", "support", ",\"at\":1700000000"), "invalid-event");
  expect_refused_event(queued_json("e", "c", "support", ",\"at\":\"yesterday\""), "invalid-event");
  expect_refused_event(queued_json("e", "c", "support", ",\"caller\":\"+44 1632 960001\""), "invalid-event");
  expect_refused_event(queued_json("e", "", "support"), "invalid-event");
  expect_refused_event(queued_json("e", std::string(200, 'c'), "support"), "invalid-event");
  expect_refused_event(event_json("e", "call.imagined", ""), "unknown-event-type");
  expect_refused_event(event_json("e", "agent.state", ",\"agent\":\"ann\",\"state\":\"asleep\""), "invalid-event");
  const auto response = client.post("/v1/events", queued_json("e", "c", "support", ",\"priority\":\"high\""));
  EXPECT_EQ(json::parse(response->body).at("errors").at(0).at("pointer").as_string(), "/priority");
}

TEST_F(BadInput, UnknownFieldsOfEventsAreIgnored) {
  expect_taken(queued_json("e", "c", "support", ",\"mood\":\"fine\",\"nested\":{\"a\":[1,2]}"), 1, 0);
}

TEST_F(BadInput, OversizedBodyAndBatch) {
  expect_problem(client.post("/v1/events", "[" + std::string(1'100'000, ' ') + "]"), 413, "body-too-large");
  std::vector<std::string> events;
  for (int i = 0; i < 1001; ++i) events.push_back(queued_json("e" + std::to_string(i), "c" + std::to_string(i)));
  expect_problem(client.post("/v1/events", batch_json(events)), 413, "batch-too-large");
  events.pop_back();
  expect_taken(batch_json(events), 1000, 0);
}

TEST_F(BadInput, AnotherMediaType) {
  expect_problem(client.post("/v1/events", queued_json("e", "c"), "application/x-www-form-urlencoded"), 415,
                 "unsupported-media-type");
}

TEST_F(BadInput, UnknownQueue) {
  expect_refused_event(queued_json("e", "c", "nobody"), "unknown-queue");
  expect_problem(client.get("/v1/queues/nobody"), 404, "unknown-queue");
  expect_problem(client.get("/v1/queues/nobody/estimate"), 404, "unknown-queue");
  expect_problem(client.get("/v1/calls/nobody/estimate"), 404, "unknown-call");
  expect_problem(client.get("/v1/nothing"), 404, "unknown-path");
  expect_problem(client.post("/v1/queues", "{}"), 405, "method-not-allowed");
}

TEST_F(BadInput, OneBadEventDoesNotSpoilTheBatch) {
  const auto response = client.post(
      "/v1/events",
      batch_json({queued_json("e1", "c1"), queued_json("e2", "c2", "nobody"), "17", queued_json("e4", "c4")}));
  ASSERT_TRUE(response);
  ASSERT_EQ(response->status, 202) << response->body;
  const auto body = json::parse(response->body);
  EXPECT_EQ(body.at("accepted").to_number<int>(), 2);
  const auto& rejected = body.at("rejected").as_array();
  ASSERT_EQ(rejected.size(), 2u);
  EXPECT_EQ(rejected[0].at("index").to_number<int>(), 1);
  EXPECT_EQ(rejected[0].at("type").as_string(), "/problems/unknown-queue");
  EXPECT_EQ(rejected[1].at("index").to_number<int>(), 2);
  EXPECT_EQ(rejected[1].at("type").as_string(), "/problems/invalid-event");
}

TEST_F(BadInput, RepeatedEventsChangeNothing) {
  expect_taken(queued_json("e1", "c1"), 1, 0);
  expect_taken(queued_json("e1", "c1"), 0, 1);
  expect_taken(batch_json({queued_json("e1", "c1"), queued_json("e2", "c2"), queued_json("e2", "c2")}), 1, 2);
  EXPECT_EQ(queue("support").at("waiting").to_number<int>(), 2);
}

TEST_F(BadInput, LateEventsAreTakenAndFutureOnesRefused) {
  expect_taken(queued_json("late", "c1", "support", ",\"at\":\"2024-03-05T09:00:00Z\""), 1, 0);
  expect_refused_event(queued_json("future", "c2", "support", ",\"at\":\"2999-01-01T00:00:00Z\""), "in-the-future");
}

TEST_F(BadInput, NegativeTimesAreRefused) {
  expect_refused_event(queued_json("e1", "c1", "support", ",\"at\":\"1969-12-31T23:59:59Z\""), "before-known");
  expect_refused_event(queued_json("e2", "c2", "support", ",\"at\":\"-001-01-01T00:00:00Z\""), "invalid-event");
  expect_problem(client.get("/v1/queues/support/estimate?elapsed_s=-5"), 422, "invalid-parameter");
  expect_problem(client.get("/v1/queues/support/estimate?position=0"), 422, "invalid-parameter");
}

TEST_F(BadInput, AnAnswerBeforeTheArrivalIsTakenAndSettled) {
  expect_taken(answered_json("a1", "c1", ",\"queue\":\"support\",\"agent\":\"ann\""), 1, 0);
  expect_taken(queued_json("q1", "c1"), 1, 0);
  EXPECT_EQ(queue("support").at("waiting").to_number<int>(), 0) << "an answered call does not wait";
  EXPECT_EQ(queue("support").at("in_service").to_number<int>(), 1);
}

TEST_F(BadInput, ASecondAnswerChangesNothing) {
  expect_taken(queued_json("q1", "c1"), 1, 0);
  expect_taken(answered_json("a1", "c1", ",\"agent\":\"ann\""), 1, 0);
  expect_taken(answered_json("a2", "c1", ",\"agent\":\"bob\""), 1, 0);
  EXPECT_EQ(queue("support").at("in_service").to_number<int>(), 1);
  EXPECT_EQ(queue("support").at("answered").to_number<int>(), 1);
}

TEST_F(BadInput, ContradictingAgentReportsEndInTheLastOne) {
  const std::string who = ",\"agent\":\"ann\",\"queues\":[\"support\"],\"state\":";
  expect_taken(event_json("s1", "agent.state", who + "\"available\""), 1, 0);
  expect_taken(event_json("s2", "agent.state", who + "\"logged_out\""), 1, 0);
  expect_taken(queued_json("q1", "c1"), 1, 0);
  expect_taken(answered_json("a1", "c1", ",\"agent\":\"ann\""), 1, 0);  // she had logged out, and yet she serves
  expect_taken(event_json("n1", "queue.snapshot", ",\"queue\":\"support\",\"calls\":[],\"agents\":[]"), 1, 0);
  const auto after = queue("support");
  EXPECT_EQ(after.at("waiting").to_number<int>(), 0);
  const auto estimate = client.get("/v1/queues/support/estimate");
  EXPECT_EQ(estimate->status, 200);
}

TEST_F(BadInput, MissingBadAndMangledKeys) {
  for (const std::string& wrong : {std::string(), key + "x", key.substr(0, key.size() - 1), std::string("tw_"),
                                   std::string("tw_nobody_") + std::string(43, 'A'), std::string(5000, 'k')}) {
    HttpClient stranger(service.port(), wrong);
    const auto response = stranger.get("/v1/queues");
    expect_problem(response, 401, "unauthenticated");
    ASSERT_TRUE(response);
    EXPECT_TRUE(response->headers.contains("www-authenticate"));
  }
}

TEST_F(BadInput, AMissingScopeIsNamed) {
  HttpClient reader(service.port(), create_key(store, "board", "estimate:read"));
  const auto response = reader.post("/v1/events", queued_json("e", "c"));
  expect_problem(response, 403, "missing-scope");
  EXPECT_NE(response->body.find("events:write"), std::string::npos) << response->body;
  expect_problem(reader.get("/v1/reports/accuracy"), 403, "missing-scope");
}

TEST_F(BadInput, NotHttpAtAll) {
  const auto response = client.exchange("\x16\x03\x01 hello\r\n\r\n");
  if (response) {
    EXPECT_EQ(response->status, 400);
  }
  EXPECT_EQ(client.get("/v1/queues")->status, 200) << "the service goes on";
}

TEST_F(BadInput, AnInvertedReportWindow) {
  expect_problem(client.get("/v1/reports/accuracy?from=2024-03-06T00:00:00Z&to=2024-03-05T00:00:00Z"), 422,
                 "invalid-parameter");
  expect_problem(client.get("/v1/reports/accuracy?from=yesterday"), 422, "invalid-parameter");
}

TEST(BadConfiguration, ThreeErrorsAreAllNamedWithTheirPlaces) {
  TempDir directory;
  const std::string path = directory.file("truewait.toml");
  std::ofstream(path) << "listn = \"127.0.0.1:8080\"\nstore = 7\n\n[[queues]]\nname = \"support\"\nagents = -3\n";
  for (const auto& command : {std::vector<std::string>{"check-config", path}, {"serve", "--config", path}}) {
    const Outcome outcome = run(command);
    EXPECT_EQ(outcome.exit_code, 2) << outcome.err;
    for (const char* place : {":1:", ":2:", ":6:"}) {
      EXPECT_NE(outcome.err.find(path + place), std::string::npos) << outcome.err;
    }
    EXPECT_TRUE(outcome.out.empty()) << outcome.out;
  }
}

TEST(BadConfiguration, NothingToServeAndNonsenseOptions) {
  TempDir directory;
  const std::string store = directory.file("truewait.db");
  EXPECT_EQ(run({"serve", "--store", store}).exit_code, 2);
  EXPECT_EQ(run({"serve", "--store", store, "--queue", "a", "--listen", "nowhere"}).exit_code, 2);
  EXPECT_EQ(run({"serve", "--surprise"}).exit_code, 2);
  EXPECT_EQ(run({"check", "--store", store}).exit_code, 1);
  EXPECT_EQ(run({"report", "accuracy", "--store", store}).exit_code, 1);
  const Outcome nowhere = run({"serve", "--store", directory.file("no/such/dir/t.db"), "--queue", "a"});
  EXPECT_EQ(nowhere.exit_code, 1);
  EXPECT_NE(nowhere.err.find("no/such/dir"), std::string::npos) << nowhere.err;
}

}  // namespace
}  // namespace truewait::test
