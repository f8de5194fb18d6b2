// Callbacks, quotes and surveys over HTTP: what is taken, and what bad input is told.
#include "edge/callback_body.hpp"
#include "edge/fixture.hpp"

namespace truewait::edge {
namespace {

using namespace std::string_literals;

const std::string good_wish =
    R"({"queue":"support","number":"+15550100001","kind":"asap","consent":{"text_id":"ok","at":"2026-03-05T09:00:00Z"},)"
    R"("confirmed_by":"key"})";

class CallbacksTest : public ServerTest {
 protected:
  Response send(std::string_view path, std::string_view body, std::string_view more = "Idempotency-Key: k1\r\n",
                std::string_view method = "POST") {
    std::string text = std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n";
    text.append("Authorization: Bearer tw_all_secret\r\nContent-Type: application/json\r\n").append(more);
    text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
    return ask(text);
  }
  Response event(const std::string& id, const std::string& type, const std::string& call,
                 const std::string& more = "") {
    return ask(
        post("{\"event_id\":\"" + id + "\",\"type\":\"" + type + "\",\"call_id\":\"" + call + "\"" + more + "}"));
  }
  void free_agent() {
    ASSERT_EQ(
        ask(post(R"({"event_id":"a1","type":"agent.state","agent":"anna","state":"available","queues":["support"]})"))
            .status,
        202);
  }
  /// The wish with one member replaced.
  static std::string wish(const std::string& from, const std::string& to) {
    auto text = good_wish;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  }
};

TEST_F(CallbacksTest, ACallbackIsTakenShownListedAndCancelled) {
  const auto taken = send("/v1/callbacks", good_wish);
  ASSERT_EQ(taken.status, 201) << taken.body;
  const auto body = json_of(taken);
  const std::string id(body.at("callback_id").as_string());
  EXPECT_EQ(body.at("state"), "waiting");
  EXPECT_EQ(body.at("position"), 1);
  EXPECT_TRUE(body.at("window").is_null()) << "nothing was measured: nothing is promised";
  const auto shown = ask(get("/v1/callbacks/" + id));
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_EQ(shown.body.find("5550100001"), std::string::npos) << "a number is never shown";
  EXPECT_EQ(json_of(ask(get("/v1/callbacks?state=waiting&queue=support"))).at("callbacks").as_array().size(), 1u);
  EXPECT_EQ(json_of(ask(get("/v1/callbacks?state=due"))).at("callbacks").as_array().size(), 0u);
  const auto cancelled = send("/v1/callbacks/" + id, "", "", "DELETE");
  ASSERT_EQ(cancelled.status, 200) << cancelled.body;
  EXPECT_EQ(json_of(cancelled).at("state"), "cancelled");
  expect_problem(send("/v1/callbacks/" + id, "", "", "DELETE"), 409, "callback-over");
  expect_problem(ask(get("/v1/callbacks/none")), 404, "unknown-callback");
  const auto after = json_of(ask(get("/v1/callbacks?state=waiting&cursor=" + id)));
  EXPECT_TRUE(after.at("callbacks").as_array().empty()) << "the cursor need not be in the filter any more";
  expect_problem(ask(get("/v1/callbacks?cursor=none")), 422, "invalid-parameter");
}

TEST_F(CallbacksTest, TheSameRequestTwiceIsOneCallback) {
  const auto first = json_of(send("/v1/callbacks", good_wish)), second = json_of(send("/v1/callbacks", good_wish));
  EXPECT_EQ(first.at("callback_id"), second.at("callback_id"));
  const auto other = wish("\"key\"", "\"web\"");
  expect_problem(send("/v1/callbacks", other), 422, "key-reused");
  const auto existing = send("/v1/callbacks", other, "Idempotency-Key: k2\r\n");
  EXPECT_EQ(existing.status, 200);
  EXPECT_EQ(json_of(existing).at("existing"), true);
  EXPECT_EQ(json_of(existing).at("callback_id"), first.at("callback_id"));
  expect_problem(send("/v1/callbacks", good_wish, ""), 400, "missing-idempotency-key");
}

TEST_F(CallbacksTest, BadWishesAreToldWhatIsWrong) {
  expect_problem(send("/v1/callbacks", wish("\"+15550100001\"", "\"0555\"")), 422, "unacceptable-body");
  expect_problem(send("/v1/callbacks", wish("\"+15550100001\"", "null")), 400, "invalid-body");
  expect_problem(send("/v1/callbacks", wish("\"+15550100001\"", "5")), 400, "invalid-body");
  expect_problem(send("/v1/callbacks", wish("\"asap\"", "\"scheduled\"")), 422, "unacceptable-body");
  expect_problem(send("/v1/callbacks", wish("\"kind\"", "\"colour\":1,\"kind\"")), 400, "invalid-body");
  expect_problem(send("/v1/callbacks", wish("\"text_id\":\"ok\",", "")), 400, "invalid-body");
  expect_problem(send("/v1/callbacks", wish("\"support\"", "\"none\"")), 404, "unknown-queue");
  expect_problem(send("/v1/callbacks", "[1]"), 400, "malformed-json");
  expect_problem(send("/v1/callbacks", "{"), 400, "malformed-json");
  const auto errors = json_of(send("/v1/callbacks", wish("\"support\"", "7"))).at("errors").as_array();
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].at("pointer"), "/queue");
  on_loop([this] { return backend_->stored = false; });
  expect_problem(send("/v1/callbacks", good_wish), 503, "journal-unavailable");
}

TEST_F(CallbacksTest, AnOrderIsShownClaimedOnceAndReported) {
  free_agent();
  const std::string id(json_of(send("/v1/callbacks", good_wish)).at("callback_id").as_string());
  const auto orders = json_of(ask(get("/v1/dial-orders?wait_s=0"))).as_array();
  ASSERT_EQ(orders.size(), 1u);
  EXPECT_EQ(orders[0].at("number"), "+15550100001");
  EXPECT_EQ(orders[0].at("from"), "+15550100");
  const std::string dial = "dial%20of%20" + id;
  const auto claimed = send("/v1/dial-orders/" + dial + "/claim", "");
  ASSERT_EQ(claimed.status, 200) << claimed.body;
  expect_problem(send("/v1/dial-orders/" + dial + "/claim", ""), 409, "not-due");
  EXPECT_EQ(json_of(ask(get("/v1/dial-orders"))).as_array().size(), 0u);
  const auto outcome = [&](const std::string& word) {
    return send("/v1/dial-orders/" + dial + "/outcome", "{\"outcome\":\"" + word + "\",\"sip_code\":180}");
  };
  EXPECT_EQ(json_of(outcome("ringing")).at("state"), "dialling");
  EXPECT_EQ(json_of(outcome("accepted")).at("state"), "reached");
  expect_problem(outcome("busy"), 409, "dial-over");
  expect_problem(outcome("sang"), 422, "unacceptable-body");
  expect_problem(send("/v1/dial-orders/none/outcome", R"({"outcome":"busy"})"), 404, "unknown-dial");
  expect_problem(ask(get("/v1/dial-orders?wait_s=31")), 422, "invalid-parameter");
}

TEST_F(CallbacksTest, ARejectedNumberIsNotAskedForOnHearsay) {
  free_agent();
  const std::string id(json_of(send("/v1/callbacks", good_wish)).at("callback_id").as_string());
  const std::string dial = "/v1/dial-orders/dial%20of%20" + id;
  ASSERT_EQ(send(dial + "/claim", "").status, 200);
  ASSERT_EQ(send(dial + "/outcome", R"({"outcome":"failed","sip_code":603})").status, 200);
  const auto hearsay = wish("\"key\"", "\"none\"");
  const auto refusal = send("/v1/callbacks", hearsay, "Idempotency-Key: k2\r\n");
  expect_problem(refusal, 422, "quarantined");
  EXPECT_NE(refusal.body.find("until 20"), std::string::npos) << refusal.body;
  EXPECT_EQ(send("/v1/callbacks", good_wish, "Idempotency-Key: k3\r\n").status, 201) << "the customer's own key";
}

TEST(OrderBody, SaysTheModeAndTheAgentOnlyWhereTheAgentComesFirst) {
  const auto body = [](domain::DialMode mode, const std::string& agent) {
    ShownOrder shown;
    shown.order.mode = mode;
    shown.order.agent = agent;
    std::string out = "{";
    append_order(out, shown);
    return boost::json::parse(out + "}").as_object();
  };
  EXPECT_FALSE(body(domain::DialMode::customer_first, "").contains("mode"));
  EXPECT_EQ(body(domain::DialMode::agent_first, "").at("mode"), "agent_first");
  EXPECT_FALSE(body(domain::DialMode::agent_first, "").contains("agent"));
  const auto reserved = body(domain::DialMode::reserved_agent, "anna \"a\"");
  EXPECT_EQ(reserved.at("mode"), "reserved_agent");
  EXPECT_EQ(reserved.at("agent"), "anna \"a\"");
}

TEST_F(CallbacksTest, ALongPollWaitsAsLongAsItWasAskedTo) {
  on_loop([this] { return backend_->held = true; });
  Client client(port_);
  client.send(get("/v1/dial-orders?wait_s=20"));
  ASSERT_TRUE(eventually([this] { return backend_->waiting.size() == 1; }));
  advance_steady(std::chrono::seconds(15));  // longer than any other answer may take
  for (int i = 0; i < 20; ++i) on_loop([] { return 0; });
  on_loop([this] { return backend_->release(), 0; });
  EXPECT_EQ(client.receive().value_or(Response{}).status, 200);
}

TEST_F(CallbacksTest, QuotesSetADeadlineThatNeverRises) {
  event("e1", "call.queued", "c1", ",\"queue\":\"support\"");
  const auto quote = [&](const std::string& body) { return send("/v1/calls/c1/quotes", body, ""); };
  const auto first = quote(R"({"mode":"less_than","upper_s":300,"text_key":"w","spoken_at":"2026-03-05T09:00:00Z"})");
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(json_of(first).at("deadline"), "2026-03-05T09:05:00.000Z");
  const auto longer = quote(R"({"mode":"less_than","upper_s":900,"text_key":"w","spoken_at":"2026-03-05T09:00:00Z"})");
  EXPECT_EQ(json_of(longer).at("deadline"), "2026-03-05T09:05:00.000Z");
  EXPECT_EQ(json_of(ask(get("/v1/calls/c1/estimate"))).at("deadline"), "2026-03-05T09:05:00.000Z");
  expect_problem(quote(R"({"mode":"less_than","text_key":"w","spoken_at":"2026-03-05T09:00:00Z"})"), 400,
                 "invalid-body");
  expect_problem(quote(R"({"mode":"range","lower_s":9,"upper_s":3,"text_key":"w","spoken_at":"2026-03-05T09:00:00Z"})"),
                 422, "unacceptable-body");
  event("e2", "call.abandoned", "c1");
  expect_problem(quote(R"({"mode":"position","text_key":"w","spoken_at":"2026-03-05T09:00:00Z"})"), 409, "call-over");
  expect_problem(
      send("/v1/calls/c9/quotes", R"({"mode":"position","text_key":"w","spoken_at":"2026-03-05T09:00:00Z"})", ""), 404,
      "unknown-call");
}

TEST_F(CallbacksTest, OnlyTheOneCorrectionOfALateCallRaisesTheDeadline) {
  event("e1", "call.queued", "c1", ",\"queue\":\"support\"");
  const auto quote = [&](const std::string& upper, const std::string& time) {
    return json_of(send(
        "/v1/calls/c1/quotes",
        R"({"mode":"about","upper_s":)" + upper + R"(,"text_key":"w","spoken_at":"2026-03-05T)" + time + "Z\"}", ""));
  };
  const auto first = quote("300", "09:00:00");
  EXPECT_FALSE(first.as_object().contains("supersedes"));
  on_loop([this] { backend_->clock += std::chrono::minutes(6); });
  const auto correction = quote("120", "09:06:00");
  EXPECT_EQ(correction.at("deadline"), "2026-03-05T09:08:00.000Z");
  EXPECT_EQ(correction.at("supersedes"), first.at("quote_id"));
  on_loop([this] { backend_->clock += std::chrono::minutes(6); });
  const auto second = quote("600", "09:12:00");
  EXPECT_EQ(second.at("deadline"), "2026-03-05T09:08:00.000Z");
  EXPECT_FALSE(second.as_object().contains("supersedes"));
}

TEST_F(CallbacksTest, ASurveyIsTakenOncePerContact) {
  event("e1", "call.queued", "c1", ",\"queue\":\"support\"");
  event("e2", "call.abandoned", "c1");
  const auto respond = [&](const std::string& items) {
    return send("/v1/responses", R"({"call_id":"c1","mode":"ivr","items":[)" + items + "]}", "");
  };
  const auto first = respond(R"({"item":"perceived_wait","value":5,"unit":"min"},{"item":"fast","value":4})");
  ASSERT_EQ(first.status, 201) << first.body;
  expect_problem(respond(R"({"item":"fast","value":4})"), 409, "answered-before");
  expect_problem(respond(R"({"item":"fast","value":6})"), 422, "unacceptable-body");
  expect_problem(respond(R"({"item":"fast","value":2.5})"), 422, "unacceptable-body");
  expect_problem(respond(R"({"item":"mood","value":1})"), 422, "unacceptable-body");
  expect_problem(respond(R"({"item":"fast","value":4},{"item":"fast","value":4})"), 422, "unacceptable-body");
  expect_problem(respond(""), 422, "unacceptable-body");
  expect_problem(send("/v1/responses", R"({"mode":"ivr","items":[{"item":"fast","value":4}]})", ""), 400,
                 "invalid-body");
}

TEST_F(CallbacksTest, BeliefsAreTakenWhenTheyAddUp) {
  const auto believe = [&](const std::string& agree) {
    return send("/v1/beliefs",
                R"({"item":"fast","role":"manager","agree":)" + agree +
                    R"(,"n":250,"window":{"from":"2026-03-01T00:00:00Z","to":"2026-04-01T00:00:00Z"}})",
                "");
  };
  EXPECT_EQ(believe("198").status, 201);
  expect_problem(believe("251"), 422, "unacceptable-body");
  expect_problem(believe("\"many\""), 400, "invalid-body");
}

TEST_F(CallbacksTest, AnOfferStandsInTheEstimate) {
  feed_support();
  const auto offer = json_of(ask(get("/v1/queues/support/estimate"))).at("offer_callback");
  EXPECT_EQ(offer.at("offered"), true);
  EXPECT_EQ(offer.at("reason"), "wait_is_long");
  EXPECT_EQ(offer.at("window").as_object().count("to"), 1u);
}

TEST_F(CallbacksTest, TurnedOffNothingIsOfferedOrTaken) {
  feed_support();
  on_loop([this] {
    domain::Fact fact{1, backend_->engine.seq(1) + 1, backend_->clock, {}};
    fact.body = domain::SwitchTurned{"support", domain::Switch::offers, false};
    return backend_->engine.apply(fact);
  });
  const auto offer = json_of(ask(get("/v1/queues/support/estimate"))).at("offer_callback");
  EXPECT_EQ(offer.at("offered"), false);
  EXPECT_EQ(offer.at("reason"), "switched_off");
  EXPECT_TRUE(offer.at("window").is_null());
  expect_problem(send("/v1/callbacks", good_wish), 422, "callbacks-off");
}

TEST_F(CallbacksTest, AClosedQueueSaysSoAndWhenItOpens) {
  const auto body = json_of(ask(get("/v1/queues/saturdays/estimate", "tw_other_secret")));
  EXPECT_EQ(body.at("status"), "closed");
  EXPECT_TRUE(body.at("p50_s").is_null());
  const auto offer = body.at("offer_callback");
  EXPECT_EQ(offer.at("offered"), false);
  EXPECT_EQ(offer.at("reason"), "outside_hours");
  EXPECT_EQ(offer.at("window").at("from"), "2026-03-07T08:00:00.000Z");
  EXPECT_EQ(offer.at("window").at("to"), "2026-03-07T12:00:00.000Z");
  std::string text = "POST /v1/callbacks HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer tw_other_secret\r\n";
  const auto wanted = wish("\"support\"", "\"saturdays\"");
  text += "Content-Type: application/json\r\nIdempotency-Key: k1\r\nContent-Length: " + std::to_string(wanted.size());
  const auto refused = ask(text + "\r\n\r\n" + wanted);
  expect_problem(refused, 422, "outside-hours");
  EXPECT_NE(refused.body.find("2026-03-07T08:00Z to 2026-03-07T12:00Z"), std::string::npos) << refused.body;
}

}  // namespace
}  // namespace truewait::edge
