// The whole way of a call through the real binary: a key, events in, an estimate out, the report on it.
#include <gtest/gtest.h>
#include <signal.h>

#include <boost/json.hpp>

#include "end_to_end/events.hpp"
#include "end_to_end/service.hpp"

namespace truewait::test {
namespace {

namespace json = boost::json;

/// Times in the hour before now, as the service tells it.
class Journey : public ::testing::Test {
 protected:
  TempDir directory;
  std::string store = directory.file("truewait.db");
};

json::value body_of(const std::optional<Response>& response, int status) {
  EXPECT_TRUE(response);
  if (!response) return nullptr;
  EXPECT_EQ(response->status, status) << response->body;
  json::error_code error;
  auto value = json::parse(response->body, error);
  EXPECT_FALSE(error) << response->body;
  return value;
}

/// Calls that waited 20 s each: arrivals, answers and ends, reported without times of their own would have no wait, so
/// the source's own clock is sent; `minute` distinguishes the calls.
std::string served_call(int i) {
  char queued_at[64], answered_at[64], ended_at[64];
  std::snprintf(queued_at, sizeof queued_at, ",\"at\":\"2024-03-05T09:%02d:%02dZ\"", i % 60, 0);
  std::snprintf(answered_at, sizeof answered_at, ",\"at\":\"2024-03-05T09:%02d:%02dZ\"", i % 60, 20 + i % 5);
  std::snprintf(ended_at, sizeof ended_at, ",\"at\":\"2024-03-05T09:%02d:%02dZ\"", i % 60, 50);
  const std::string n = std::to_string(i), call = "call-" + n;
  return queued_json("q" + n, call, "support", queued_at) + "," + answered_json("a" + n, call, answered_at) + "," +
         ended_json("e" + n, call, ended_at);
}

TEST_F(Journey, FromTheKeyToTheReport) {
  const std::string key = create_key(store, "pbx", "events:write,estimate:read,reports:read");
  Service service(store);
  ASSERT_TRUE(service.listening()) << service.process().err();
  HttpClient client(service.port(), key);

  const auto first = body_of(client.get("/v1/queues/support/estimate"), 200);
  EXPECT_EQ(first.at("status").as_string(), "insufficient_data");

  std::string events = "[";
  for (int i = 0; i < 50; ++i) events += (i ? "," : "") + served_call(i);
  const auto taken = body_of(client.post("/v1/events", events + "]"), 202);
  EXPECT_EQ(taken.at("accepted").to_number<int>(), 150);
  EXPECT_TRUE(taken.at("rejected").as_array().empty());

  const auto estimate = body_of(client.get("/v1/queues/support/estimate"), 200);
  EXPECT_EQ(estimate.at("status").as_string(), "ok");
  EXPECT_GE(estimate.at("p80_s").to_number<double>(), estimate.at("p20_s").to_number<double>());
  const auto plain = client.get("/v1/queues/support/estimate", "text/plain");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->status, 200);
  EXPECT_NE(plain->body.find_first_of("0123456789"), std::string::npos) << plain->body;

  body_of(client.post("/v1/events", queued_json("mine-q", "mine", "support", ",\"caller\":\"+15550100077\"")), 202);
  const auto mine = body_of(client.get("/v1/calls/mine/estimate"), 200);
  EXPECT_EQ(mine.at("queue").as_string(), "support");
  const auto queue = body_of(client.get("/v1/queues/support"), 200);
  EXPECT_EQ(queue.at("waiting").to_number<int>(), 1);

  const auto report =
      body_of(client.get("/v1/reports/accuracy?from=2024-03-05T00:00:00Z&to=2024-03-06T00:00:00Z"), 200);
  ASSERT_TRUE(report.at("rows").is_array());
  const auto csv = client.get("/v1/reports/accuracy", "text/csv");
  ASSERT_TRUE(csv);
  EXPECT_EQ(csv->status, 200);

  const Outcome table = run({"report", "accuracy", "--store", store});
  EXPECT_EQ(table.exit_code, 0) << table.err;
  EXPECT_NE(table.out.find("Predicted against measured waits"), std::string::npos);
}

TEST_F(Journey, OperatorsSeeHealthReadinessAndMetrics) {
  Service service(store);
  ASSERT_TRUE(service.listening()) << service.process().err();
  if (service.operations() == 0) GTEST_SKIP() << "the port above was taken by chance";
  HttpClient operations(service.operations(), "");
  EXPECT_EQ(operations.get("/healthz")->status, 200);
  EXPECT_EQ(operations.get("/readyz")->status, 200);
  const auto metrics = operations.get("/metrics", "text/plain");
  ASSERT_TRUE(metrics);
  EXPECT_EQ(metrics->status, 200);
  EXPECT_NE(metrics->body.find("truewait_build_info{"), std::string::npos);
  EXPECT_NE(metrics->body.find("truewait_waiting_calls{queue=\"support\"} 0"), std::string::npos);
}

TEST_F(Journey, ARevokedKeyStopsWithinASecondOfServing) {
  const std::string key = create_key(store, "pbx", "estimate:read");
  Service service(store);
  ASSERT_TRUE(service.listening());
  HttpClient client(service.port(), key);
  EXPECT_EQ(client.get("/v1/queues")->status, 200);
  const std::string second = create_key(store, "board", "estimate:read");
  HttpClient board(service.port(), second);
  EXPECT_EQ(board.get("/v1/queues")->status, 200) << "a key made while the service runs works at once";
  const std::string id = second.substr(3, second.find('_', 3) - 3);
  const Outcome revoked = run({"key", "revoke", "--store", store, id});
  ASSERT_EQ(revoked.exit_code, 0) << revoked.err;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  int status = 200;
  while (status == 200 && std::chrono::steady_clock::now() < deadline) status = board.get("/v1/queues")->status;
  EXPECT_EQ(status, 401);
  EXPECT_EQ(client.get("/v1/queues")->status, 200);
}

TEST_F(Journey, NoNumberAndNoKeyReachesTheLog) {
  const std::string key = create_key(store, "pbx", "events:write");
  Service service(store, {"--log-level", "trace"});
  ASSERT_TRUE(service.listening());
  HttpClient client(service.port(), key);
  client.post("/v1/events", queued_json("e1", "c1", "support", ",\"caller\":\"+441632960123\""));
  client.post("/v1/events", queued_json("e2", "c2", "support", ",\"caller\":\"+44-1632-960124\""));
  HttpClient stranger(service.port(), key + "x");
  stranger.get("/v1/queues");
  service.process().signal(SIGTERM);
  EXPECT_EQ(service.process().wait(), 0);
  const std::string said = service.process().out() + service.process().err();
  EXPECT_EQ(said.find("1632"), std::string::npos) << said;
  EXPECT_EQ(said.find(key.substr(key.rfind('_') + 1)), std::string::npos);
}

}  // namespace
}  // namespace truewait::test
