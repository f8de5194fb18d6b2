// POST /v1/events over HTTP.
#include "edge/fixture.hpp"

namespace truewait::edge {
namespace {

class Events : public ServerTest {
 protected:
  static std::string queued(int id, const std::string& queue = "support") {
    const std::string n = std::to_string(id);
    return R"({"event_id":"e)" + n + R"(","type":"call.queued","call_id":"c)" + n + R"(","queue":")" + queue + "\"}";
  }
};

TEST_F(Events, OneEventIsTakenAndItsRepeatIsHarmless) {
  const Response first = ask(post(queued(1)));
  EXPECT_EQ(first.status, 202) << first.body;
  auto value = json_of(first);
  EXPECT_EQ(value.at("accepted"), 1);
  EXPECT_EQ(value.at("duplicates"), 0);
  EXPECT_TRUE(value.at("rejected").as_array().empty());
  EXPECT_GT(value.at("seq").to_number<int>(), 0);
  value = json_of(ask(post(queued(1))));
  EXPECT_EQ(value.at("accepted"), 0);
  EXPECT_EQ(value.at("duplicates"), 1);
}

TEST_F(Events, EachEventOfABatchIsJudgedAlone) {
  const Response response =
      ask(post("[" + queued(1) + ",7," + queued(2, "nobody") + R"(,{"event_id":"x","type":"y"},)" + queued(3) + "]"));
  ASSERT_EQ(response.status, 202) << response.body;
  const auto value = json_of(response);
  EXPECT_EQ(value.at("accepted"), 2);
  const auto& rejected = value.at("rejected").as_array();
  ASSERT_EQ(rejected.size(), 3U);
  EXPECT_EQ(rejected[0].at("index"), 1);
  EXPECT_EQ(rejected[0].at("type"), "/problems/invalid-event");
  EXPECT_EQ(rejected[1].at("index"), 2);
  EXPECT_EQ(rejected[1].at("type"), "/problems/unknown-queue");
  EXPECT_EQ(rejected[2].at("index"), 3);
  EXPECT_EQ(rejected[2].at("type"), "/problems/unknown-event-type");
  EXPECT_NE(rejected[2].at("detail").as_string().find("/3/type"), boost::json::string::npos);
}

TEST_F(Events, ABatchOfMistakesNeverReachesTheBackend) {
  const auto value = json_of(ask(post("[1,2]")));
  EXPECT_EQ(value.at("accepted"), 0);
  EXPECT_EQ(value.at("rejected").as_array().size(), 2U);
  EXPECT_EQ(on_loop([this] { return backend_->ingests; }), 0);
}

TEST_F(Events, ASingleEventIsRefusedAsAProblem) {
  const Response response = ask(post(R"({"event_id":"e","type":"call.queued","queue":7})"));
  expect_problem(response, 422, "invalid-event");
  const auto errors = json_of(response).at("errors").as_array();
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].at("pointer"), "/call_id");
  EXPECT_EQ(errors[1].at("pointer"), "/queue");
  expect_problem(ask(post(queued(1, "nobody"))), 422, "unknown-queue");
  expect_problem(ask(post(R"({"event_id":"e","type":"call.imagined"})")), 422, "unknown-event-type");
}

TEST_F(Events, BodiesThatAreNoEvents) {
  for (const char* body : {"", "{", "null", "7", "\"text\"", "[1,", "{\"a\":1,\"a\":2}", "NaN", "{} []"}) {
    expect_problem(ask(post(body)), 400, "malformed-json");
  }
  expect_problem(ask(post("[]")), 400, "empty-batch");
  expect_problem(ask(post(std::string(100'000, '['))), 400, "malformed-json");
}

TEST_F(Events, SizesAreBounded) {
  std::string batch = "[" + queued(0);
  for (int i = 1; i < 1000; ++i) batch += "," + queued(i);
  EXPECT_EQ(json_of(ask(post(batch + "]"))).at("accepted"), 1000);
  expect_problem(ask(post(batch + "," + queued(1000) + "]")), 413, "batch-too-large");
  const std::string padded = queued(2000) + std::string(1024 * 1024 - queued(2000).size(), ' ');
  EXPECT_EQ(ask(post(padded)).status, 202);
  const Response response = ask(post(padded + " "));
  expect_problem(response, 413, "body-too-large");
  EXPECT_EQ(response.field("connection"), "close");
}

TEST_F(Events, OnlyJsonIsTaken) {
  expect_problem(ask(post(queued(1), "tw_all_secret", "application/x-www-form-urlencoded")), 415,
                 "unsupported-media-type");
  expect_problem(ask(post(queued(1), "tw_all_secret", "text/plain")), 415, "unsupported-media-type");
  EXPECT_EQ(ask(post(queued(1), "tw_all_secret", "application/json; charset=utf-8")).status, 202);
}

TEST_F(Events, TheSourceIsTheKeysNameUnlessGiven) {
  ask(post(queued(1)));
  EXPECT_EQ(on_loop([this] { return backend_->last_event_source; }), "pbx");
  ask(post(R"({"event_id":"e","type":"call.ended","call_id":"c1","queue":"support","source":"ivr"})"));
  EXPECT_EQ(on_loop([this] { return backend_->last_event_source; }), "ivr");
}

TEST_F(Events, TheNumberTravelsBesideTheEvent) {
  ask(post(R"({"event_id":"e","type":"call.queued","call_id":"c1","queue":"support","caller":"+15550100123"})"));
  EXPECT_EQ(on_loop([this] { return backend_->numbers; }), std::vector<std::string>{"+15550100123"});
}

TEST_F(Events, AFullJournalIsSaidSoAndNothingIsTaken) {
  on_loop([this] { backend_->stored = false; });
  const Response response = ask(post(queued(1)));
  expect_problem(response, 503, "journal-unavailable");
  EXPECT_NE(response.field("retry-after"), "");
  EXPECT_EQ(ask(get("/v1/queues/support/estimate")).status, 200) << "estimates go on";
}

TEST_F(Events, TheAnswerWaitsForTheCommit) {
  on_loop([this] { backend_->held = true; });
  Client client(port_);
  client.send(post(queued(1)) + get("/healthz"));
  ASSERT_TRUE(eventually([this] { return backend_->waiting.size() == 1; }));
  on_loop([this] { backend_->release(); });
  EXPECT_EQ(client.receive()->status, 202);
  EXPECT_EQ(json_of(*client.receive()).at("status"), "ok") << "in the order in which they were asked";
}

TEST_F(Events, AnswersThatAreOverdueAreNotWaitedFor) {
  on_loop([this] { backend_->held = true; });
  Client client(port_);
  client.send(post(queued(1)));
  ASSERT_TRUE(eventually([this] { return backend_->waiting.size() == 1; }));
  advance_steady(std::chrono::seconds(9));
  const auto response = client.receive();
  ASSERT_TRUE(response);
  expect_problem(*response, 503, "answer-overdue");
  client.close();
  ASSERT_TRUE(eventually([this] { return server_->connections() == 0; }));
  on_loop([this] { backend_->release(); });
}

TEST_F(Events, AClientThatLeavesDoesNotTakeTheServerWithIt) {
  on_loop([this] { backend_->held = true; });
  {
    Client client(port_);
    client.send(post(queued(1)));
    ASSERT_TRUE(eventually([this] { return backend_->waiting.size() == 1; }));
  }
  on_loop([this] { backend_->release(); });
  ASSERT_TRUE(eventually([this] { return server_->connections() == 0; }));
  on_loop([this] { backend_->held = false; });
  EXPECT_EQ(json_of(ask(post(queued(1)))).at("duplicates"), 1) << "it was taken";
}

TEST_F(Events, ChunkedBodiesAndHundredContinue) {
  Client client(port_);
  const std::string head =
      "POST /v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer tw_all_secret\r\nContent-Type: "
      "application/json\r\n";
  const std::string body = queued(1);
  char size[16];
  std::snprintf(size, sizeof size, "%zx\r\n", body.size());
  client.send(head + "Transfer-Encoding: chunked\r\n\r\n" + size + body + "\r\n0\r\n\r\n");
  EXPECT_EQ(client.receive()->status, 202);
  client.send(head + "Expect: 100-continue\r\nContent-Length: " + std::to_string(queued(2).size()) + "\r\n\r\n");
  EXPECT_EQ(client.receive()->status, 100);
  client.send(queued(2));
  EXPECT_EQ(client.receive()->status, 202);
  client.send(head + "Expect: 100-continue\r\nContent-Length: 9999999\r\n\r\n");
  expect_problem(*client.receive(), 413, "body-too-large");
  client.shut_down_sending();
  EXPECT_TRUE(client.closed_by_server());
}

TEST_F(Events, AChunkedBodyIsBoundedToo) {
  Client client(port_);
  client.send(
      "POST /v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer tw_all_secret\r\n"
      "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
  for (int i = 0; i < 20 && client.send(chunk); ++i) {
  }
  const auto response = client.receive();
  ASSERT_TRUE(response);
  expect_problem(*response, 413, "body-too-large");
}

}  // namespace
}  // namespace truewait::edge
