// Acts, switches and the audit over HTTP: what is taken, what bad input is told, and that the kill switch holds for a
// front-end on a WebSocket.
#include "edge/fixture.hpp"
#include "edge/websocket_client.hpp"
#include "truewait/edge/stream.hpp"

namespace truewait::edge {
namespace {

class SupervisionTest : public ServerTest {
 protected:
  void configure(ServerOptions& options) override {
    StreamOptions stream;
    stream.steady_ns = options.steady_ns;
    stream_ = std::make_unique<Stream>(*loop_, *backend_, std::move(stream));
    options.stream = stream_->factory();
  }
  void TearDown() override {
    // Its timer belongs to the loop, which ends with stop_loop().
    on_loop([this] {
      server_.reset();
      stream_.reset();
    });
    stop_loop();
  }

  Response send(std::string_view method, std::string_view path, std::string_view body, std::string_view key = "") {
    std::string text = std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n";
    text += "Authorization: Bearer tw_all_secret\r\nContent-Type: application/json\r\n";
    if (!key.empty()) text.append("Idempotency-Key: ").append(key).append("\r\n");
    text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
    return ask(text);
  }
  Response act(const std::string& id, std::string_view body, std::string_view key = "act-1") {
    return send("POST", "/v1/callbacks/" + id + "/acts", body, key);
  }
  Response turn(std::string_view body) { return send("PUT", "/v1/queues/support/switches", body); }
  Response kill(std::string_view dials) {
    return send("POST", "/v1/kill-switch", "{\"dials\":" + std::string(dials) + R"(,"why":"a test"})");
  }
  /// A callback for this number; its id.
  std::string callback(const std::string& number = "+15550100001") {
    const auto taken = send("POST", "/v1/callbacks",
                            R"({"queue":"support","number":")" + number +
                                R"(","kind":"asap","consent":{"text_id":"ok","at":"2026-03-05T09:00:00Z"},)"
                                R"("confirmed_by":"key"})",
                            "wish for " + number);
    EXPECT_EQ(taken.status, 201) << taken.body;
    return std::string(json_of(taken).at("callback_id").as_string());
  }
  void free_agent() {
    ASSERT_EQ(
        ask(post(R"({"event_id":"a1","type":"agent.state","agent":"anna","state":"available","queues":["support"]})"))
            .status,
        202);
  }
  static std::string pointer(const Response& response) {
    const auto value = json_of(response);
    const auto* errors = value.is_object() ? value.as_object().if_contains("errors") : nullptr;
    return errors == nullptr ? "" : std::string(errors->as_array().at(0).at("pointer").as_string());
  }

  std::unique_ptr<Stream> stream_;
};

TEST_F(SupervisionTest, AnActAnswersWithTheCallbackAsItIsThen) {
  const auto first = callback(), second = callback("+15550100002");
  const auto moved = act(second, R"({"act":"move","position":1,"why":"it is urgent","who":"Zoë"})");
  ASSERT_EQ(moved.status, 200) << moved.body;
  EXPECT_EQ(json_of(moved).at("callback_id").as_string(), second);
  EXPECT_EQ(json_of(moved).at("position"), 1);
  EXPECT_EQ(json_of(ask(get("/v1/callbacks/" + first))).at("position"), 2);
  const auto again = act(second, R"({"act":"move","position":1,"why":"it is urgent","who":"Zoë"})");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, moved.body);
  expect_problem(act(second, R"({"act":"cancel","why":"it is urgent"})"), 422, "key-reused");
  const auto cancelled = act(second, R"({"act":"cancel","why":"no longer wanted"})", "act-2");
  ASSERT_EQ(cancelled.status, 200) << cancelled.body;
  EXPECT_EQ(json_of(cancelled).at("state"), "cancelled");
  EXPECT_EQ(json_of(cancelled).at("reason"), "by pbx") << "nobody was named: the key";
  EXPECT_EQ(cancelled.body.find("5550100002"), std::string::npos) << "a number is never shown";
}

TEST_F(SupervisionTest, WhatCannotBeDoneIsToldWhy) {
  const auto id = callback();
  expect_problem(act(id, R"({"act":"retry_now","why":"w"})"), 409, "act-impossible");
  expect_problem(act(id, R"({"act":"resolve","reached":true,"why":"w"})"), 409, "act-impossible");
  expect_problem(act("none", R"({"act":"cancel","why":"w"})"), 404, "unknown-callback");
  EXPECT_EQ(act(id, R"({"act":"cancel","why":"w"})").status, 200);
  expect_problem(act(id, R"({"act":"cancel","why":"w"})", "act-2"), 409, "callback-over");
  expect_problem(send("PUT", "/v1/queues/none/switches", R"({"dials":false,"why":"w"})"), 404, "unknown-queue");
  expect_problem(ask(get("/v1/queues/none/switches")), 404, "unknown-queue");
  on_loop([this] { return backend_->stored = false; });
  expect_problem(kill("false"), 503, "journal-unavailable");
}

TEST_F(SupervisionTest, BadActsAreToldWhatIsWrong) {
  const auto id = callback();
  expect_problem(act(id, R"({"act":"cancel","why":"w"})", ""), 400, "missing-idempotency-key");
  const std::tuple<std::string, int, std::string> bodies[] = {
      {R"({"act":"cancel"})", 400, "/why"},
      {R"({"act":"cancel","why":null})", 400, "/why"},
      {R"({"act":"cancel","why":7})", 400, "/why"},
      {R"({"act":"cancel","why":""})", 422, "/why"},
      {R"({"act":"cancel","why":"  "})", 422, "/why"},
      {R"({"act":"cancel","why":"two\nlines"})", 422, "/why"},
      {R"({"act":"cancel","why":")" + std::string(501, 'x') + "\"}", 422, "/why"},
      {R"({"act":"cancel","why":"w","who":")" + std::string(101, 'x') + "\"}", 422, "/who"},
      {R"({"why":"w"})", 400, "/act"},
      {R"({"act":"kill","why":"w"})", 422, "/act"},
      {R"({"act":"move","why":"w"})", 400, "/position"},
      {R"({"act":"move","position":0,"why":"w"})", 422, "/position"},
      {R"({"act":"move","position":"1","why":"w"})", 400, "/position"},
      {R"({"act":"cancel","position":1,"why":"w"})", 400, "/position"},
      {R"({"act":"resolve","why":"w"})", 400, "/reached"},
      {R"({"act":"resolve","reached":"yes","why":"w"})", 400, "/reached"},
      {R"({"act":"cancel","reached":true,"why":"w"})", 400, "/reached"},
      {R"({"act":"cancel","why":"w","colour":1})", 400, "/colour"}};
  for (const auto& [body, status, where] : bodies) {
    const auto refused = act(id, body);
    expect_problem(refused, status, status == 400 ? "invalid-body" : "unacceptable-body");
    EXPECT_EQ(pointer(refused), where) << body;
  }
  std::string umlauts;
  for (int i = 0; i < 500; ++i) umlauts += "ü";
  EXPECT_EQ(act(id, R"({"act":"cancel","why":")" + umlauts + "\"}").status, 200) << "characters count, not bytes";
}

TEST_F(SupervisionTest, BadSwitchesAreToldWhatIsWrong) {
  EXPECT_EQ(pointer(turn(R"({"why":"w"})")), "/offers");
  EXPECT_EQ(pointer(turn(R"({"offers":1,"why":"w"})")), "/offers");
  EXPECT_EQ(pointer(turn(R"({"dials":true})")), "/why");
  EXPECT_EQ(pointer(turn(R"({"dial":true,"why":"w"})")), "/dial");
  EXPECT_EQ(pointer(send("POST", "/v1/kill-switch", R"({"why":"w"})")), "/dials");
  EXPECT_EQ(pointer(send("POST", "/v1/kill-switch", R"({"dials":false,"offers":false,"why":"w"})")), "/offers");
  expect_problem(send("POST", "/v1/kill-switch", R"({"dials":false,"why":"w"})", std::string(129, 'k')), 400,
                 "missing-idempotency-key");
  const auto allowed = ask("POST /v1/queues/support/switches HTTP/1.1\r\nHost: a\r\n\r\n");
  expect_problem(allowed, 405, "method-not-allowed");
  EXPECT_EQ(allowed.field("allow"), "GET, HEAD, PUT, OPTIONS");
}

TEST_F(SupervisionTest, SwitchesAreTurnedAndShown) {
  const auto expected = boost::json::parse(R"({"queue":"support","offers":false,"dials":true})");
  const auto turned = turn(R"({"offers":false,"why":"too much to do"})");
  ASSERT_EQ(turned.status, 200) << turned.body;
  EXPECT_EQ(json_of(turned), expected);
  EXPECT_EQ(turn(R"({"offers":false,"why":"too much to do"})").body, turned.body);
  EXPECT_EQ(json_of(ask(get("/v1/queues/support/switches"))), expected);
  EXPECT_EQ(json_of(ask(get("/v1/queues/support"))).at("switches"),
            boost::json::parse(R"({"offers":false,"dials":true})"));
  const auto killed = kill("false");
  ASSERT_EQ(killed.status, 200) << killed.body;
  const auto body = json_of(killed);
  ASSERT_EQ(body.at("queues").as_array().size(), 4u) << "of this site, not of the other";
  for (const auto& queue : body.at("queues").as_array()) EXPECT_EQ(queue.at("dials"), false);
}

TEST_F(SupervisionTest, TheAuditSaysWhoWhenAndWhyPageByPage) {
  const auto id = callback();
  ASSERT_EQ(act(id, R"({"act":"move","position":1,"why":"it is \"urgent\"","who":"Zoë"})").status, 200);
  on_loop([this] { return backend_->clock += std::chrono::minutes(1); });
  ASSERT_EQ(act(id, R"({"act":"cancel","why":"no longer wanted"})", "act-2").status, 200);
  ASSERT_EQ(turn(R"({"offers":false,"dials":false,"why":"fire drill"})").status, 200);
  ASSERT_EQ(kill("true").status, 200);
  const auto whole = json_of(ask(get("/v1/audit")));
  const auto& acts = whole.at("acts").as_array();
  ASSERT_EQ(acts.size(), 4u) << "the kill switch once, whatever the number of groups";
  EXPECT_TRUE(whole.at("next").is_null());
  EXPECT_EQ(acts[0],
            boost::json::parse(
                R"({"at":"2026-03-05T09:00:00.000Z","act":"move","queue":"support","callback_id":")" + id +
                R"(","detail":"position 1","who":"Zoë","key":"pbx","why":"it is \"urgent\"","act_id":"act-1"})"));
  EXPECT_EQ(json_of(ask(get("/v1/audit?callback=" + id))).at("acts").as_array().size(), 2u);
  EXPECT_EQ(json_of(ask(get("/v1/audit?queue=two%20words"))).at("acts").as_array().size(), 1u) << "the kill switch";
  EXPECT_EQ(json_of(ask(get("/v1/audit?from=2026-03-05T09:00:30Z"))).at("acts").as_array().size(), 3u);
  boost::json::array seen;
  std::string cursor;
  do {
    const auto page = json_of(ask(get("/v1/audit?limit=1" + (cursor.empty() ? "" : "&cursor=" + cursor))));
    ASSERT_EQ(page.at("acts").as_array().size(), 1u);
    seen.push_back(page.at("acts").at(0));
    cursor = page.at("next").is_null() ? "" : std::string(page.at("next").as_string());
  } while (!cursor.empty() && seen.size() < 9);
  EXPECT_EQ(seen, acts);
}

TEST_F(SupervisionTest, BadQueriesOfTheAuditAreToldWhatIsWrong) {
  for (const char* query : {"from=yesterday", "from=2026-03-05T10:00:00Z", "limit=0", "limit=1001", "cursor=x",
                            "cursor=1-2", "cursor=1-2-3-4", "cursor=1-2-3x", "cursor=-1-2-3", "callback=", "who=Ada"}) {
    expect_problem(ask(get("/v1/audit?" + std::string(query))), 422, "invalid-parameter");
  }
  expect_problem(ask(get("/v1/audit?queue=nobody")), 404, "unknown-queue");
  EXPECT_EQ(ask(get("/v1/audit?cursor=1-2-3")).status, 200);
  on_loop([this] { return backend_->report_readable = false; });
  expect_problem(ask(get("/v1/audit")), 503, "report-unavailable");
}

TEST_F(SupervisionTest, AnUncertainOneIsListedAndResolved) {
  free_agent();
  const auto id = callback();
  const std::string dial = "/v1/dial-orders/dial%20of%20" + id;
  ASSERT_EQ(send("POST", dial + "/claim", "").status, 200);
  on_loop([this] {
    backend_->clock += std::chrono::minutes(5);
    const auto decided = backend_->engine.step(backend_->clock, domain::Wakeup{});
    return decided.facts.size();
  });
  const auto listed = json_of(ask(get("/v1/callbacks?state=uncertain&from=2026-03-05T09:00:00Z"))).at("callbacks");
  ASSERT_EQ(listed.as_array().size(), 1u);
  EXPECT_EQ(listed.at(0).at("callback_id").as_string(), id);
  EXPECT_EQ(
      json_of(ask(get("/v1/callbacks?state=uncertain&to=2026-03-05T09:00:00Z"))).at("callbacks").as_array().size(), 0u);
  const auto resolved = act(id, R"({"act":"resolve","reached":true,"why":"anna spoke with her"})");
  ASSERT_EQ(resolved.status, 200) << resolved.body;
  EXPECT_EQ(json_of(resolved).at("state"), "completed");
  EXPECT_EQ(json_of(ask(get("/v1/callbacks?state=uncertain"))).at("callbacks").as_array().size(), 0u);
}

TEST_F(SupervisionTest, TheKillSwitchHoldsForAFrontEndOnAWebSocket) {
  WebSocketClient phone(port_);
  ASSERT_TRUE(phone.accepted());
  phone.send(client_frame(1, R"({"type":"hello","name":"ivr-1","known_dials":[]})"));
  EXPECT_NE(phone.receive_text().find("welcome"), std::string::npos);
  free_agent();
  ASSERT_EQ(kill("false").status, 200);
  const auto id = callback();
  phone.send(client_frame(1, R"({"type":"ask","id":"a","queue":"support"})"));
  EXPECT_NE(phone.receive_text().find("\"answer\""), std::string::npos) << "and no order before it";
  EXPECT_EQ(json_of(ask(get("/v1/dial-orders"))).as_array().size(), 0u);
  expect_problem(send("POST", "/v1/dial-orders/dial%20of%20" + id + "/claim", ""), 409, "not-due");
  ASSERT_EQ(kill("true").status, 200);
  const auto order = phone.receive_text();
  EXPECT_NE(order.find("\"dial_order\""), std::string::npos) << order;
  EXPECT_NE(order.find(id), std::string::npos);
}

}  // namespace
}  // namespace truewait::edge
