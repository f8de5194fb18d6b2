// A callback through the real binary and a kill in its middle: asked for, kept, dialled once, connected, surveyed; and
// the report that shows the three numbers of it beside a promise that was broken.
#include <gtest/gtest.h>
#include <signal.h>

#include <boost/json.hpp>
#include <fstream>

#include "end_to_end/events.hpp"
#include "end_to_end/service.hpp"

namespace truewait::test {
namespace {

namespace json = boost::json;

class CallbackJourney : public ::testing::Test {
 protected:
  void SetUp() override {
    std::ofstream(config_) << "[[queues]]\nname = \"support\"\nhandle_time = \"4min\"\nagents = 1\ncallback = true\n"
                              "callback_from = \"+15550100000\"\n";
    key_ = create_key(store_, "ivr", "estimate:read,events:write,callbacks:write,reports:read");
    start();
  }
  void start() {
    service_ = std::make_unique<Service>(store_, std::vector<std::string>{"--config", config_});
    ASSERT_TRUE(service_->listening()) << service_->process().err();
    client_ = std::make_unique<HttpClient>(service_->port(), key_);
  }
  void kill_and_restart() {
    service_->process().signal(SIGKILL);
    service_->process().wait();
    start();
  }
  json::value post(const std::string& path, const std::string& body, int status) {
    return checked(client_->post(path, body), status);
  }
  json::value get(const std::string& path) { return checked(client_->get(path), 200); }
  json::value ask_for_callback(const std::string& call, int status) {
    const std::string body = R"({"queue":"support","number":"+15550100001","kind":"asap","call_id":")" + call +
                             R"(","consent":{"text_id":"ok","at":"2026-01-01T00:00:00Z"},"confirmed_by":"key"})";
    return checked(client_->exchange("POST /v1/callbacks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key_ +
                                     "\r\nContent-Type: application/json\r\nIdempotency-Key: k-" + call +
                                     "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body),
                   status);
  }
  void event(const std::string& json_text) { post("/v1/events", json_text, 202); }
  static json::value checked(const std::optional<Response>& response, int status) {
    EXPECT_TRUE(response);
    if (!response) return json::object();
    EXPECT_EQ(response->status, status) << response->body;
    json::error_code failed;
    auto value = json::parse(response->body, failed);
    EXPECT_FALSE(failed) << response->body;
    return value;
  }
  static std::string text(const json::value& value) { return std::string(value.as_string()); }

  TempDir directory_;
  std::string store_ = directory_.file("truewait.db"), config_ = directory_.file("site.toml"), key_;
  std::unique_ptr<Service> service_;
  std::unique_ptr<HttpClient> client_;
};

TEST_F(CallbackJourney, IsKeptThroughAKillAndShowsItsThreeNumbers) {
  event(queued_json("1", "c1"));
  post("/v1/calls/c1/quotes",
       R"({"mode":"less_than","upper_s":600,"text_key":"wait.less_than","spoken_at":"2026-01-01T00:00:00Z"})", 201);
  const auto taken = ask_for_callback("c1", 201);
  const std::string id = text(taken.at("callback_id"));
  kill_and_restart();
  EXPECT_EQ(text(ask_for_callback("c1", 201).at("callback_id")), id) << "the same request again, after the crash";
  event(event_json("2", "call.left", R"(,"call_id":"c1","reason":"withdrawn")"));
  event(event_json("3", "agent.state", R"(,"agent":"anna","state":"available","queues":["support"])"));
  const auto orders = get("/v1/dial-orders?wait_s=10").as_array();
  ASSERT_EQ(orders.size(), 1u);
  EXPECT_EQ(text(orders[0].at("number")), "+15550100001");
  const std::string dial = text(orders[0].at("dial_id"));
  post("/v1/dial-orders/" + dial + "/claim", "{}", 200);
  kill_and_restart();
  EXPECT_TRUE(get("/v1/dial-orders").as_array().empty()) << "a claimed dial is never ordered again";
  post("/v1/dial-orders/" + dial + "/claim", "{}", 409);
  post("/v1/dial-orders/" + dial + "/outcome", R"({"outcome":"ringing"})", 200);
  post("/v1/dial-orders/" + dial + "/outcome", R"({"outcome":"accepted"})", 200);
  event(queued_json("4", "leg", "support", R"(,"callback_id":")" + id + "\""));
  event(answered_json("5", "leg", R"(,"agent":"anna")"));
  event(ended_json("6", "leg"));
  EXPECT_EQ(text(get("/v1/callbacks/" + id).at("state")), "completed");
  post("/v1/responses",
       R"({"callback_id":")" + id +
           R"(","mode":"ivr","items":[{"item":"perceived_wait","value":5,"unit":"min"},{"item":"fast","value":4}]})",
       201);
  const auto report = get("/v1/reports/experience");
  ASSERT_EQ(report.at("rows").as_array().size(), 1u) << json::serialize(report);
  const auto& row = report.at("rows").at(0);
  EXPECT_EQ(row.at("n"), 1) << json::serialize(report);
  EXPECT_GT(row.at("predicted_s").to_number<double>(), 0);
  EXPECT_GT(row.at("measured_s").to_number<double>(), 0);
  EXPECT_EQ(row.at("perceived_s").to_number<double>(), 300);
}

TEST_F(CallbackJourney, APromiseBrokenLateShowsAsSuch) {
  event(queued_json("1", "c1"));
  // Spoken long ago, as far as the caller is concerned: thirty seconds were promised then.
  post("/v1/calls/c1/quotes",
       R"({"mode":"less_than","upper_s":30,"text_key":"wait.less_than","spoken_at":"2026-01-01T00:00:00Z"})", 201);
  event(answered_json("2", "c1", R"(,"agent":"anna")"));
  const auto promise = get("/v1/reports/promise");
  EXPECT_EQ(promise.at("all").at("broken_late"), 1) << json::serialize(promise);
  EXPECT_EQ(promise.at("all").at("kept"), 0);
}

}  // namespace
}  // namespace truewait::test
