// Queues and estimates over HTTP, behind them the real engine.
#include "edge/fixture.hpp"

namespace truewait::edge {
namespace {

class Estimates : public ServerTest {};

TEST_F(Estimates, WithoutDataNothingIsInvented) {
  const Response response = ask(get("/v1/queues/support/estimate"));
  ASSERT_EQ(response.status, 200);
  EXPECT_EQ(response.field("content-type"), "application/json");
  EXPECT_EQ(response.field("cache-control"), "no-store");
  EXPECT_EQ(response.field("date"), "Thu, 05 Mar 2026 09:00:00 GMT");
  const auto value = json_of(response);
  EXPECT_EQ(value.at("status"), "insufficient_data");
  EXPECT_TRUE(value.at("mean_s").is_null());
  EXPECT_EQ(ask(get("/v1/queues/support/estimate", "tw_all_secret", "Accept: text/plain\r\n")).body, "unknown");
}

TEST_F(Estimates, WithDataTheFiguresAreTheEngines) {
  feed_support();
  const auto value = json_of(ask(get("/v1/queues/support/estimate?priority=2&class=gold&elapsed_s=1.5")));
  EXPECT_EQ(value.at("status"), "ok");
  EXPECT_EQ(value.at("queue"), "support");
  const auto [wanted, seq] = on_loop([this] {
    EXPECT_EQ(backend_->last_caller.priority, 2);
    EXPECT_EQ(backend_->last_class, "gold");
    EXPECT_EQ(backend_->last_caller.elapsed, std::chrono::milliseconds(1500));
    domain::WouldJoin caller;
    caller.priority = 2;
    caller.caller_class = "gold";
    caller.elapsed = std::chrono::milliseconds(1500);
    return std::pair(*backend_->engine.estimate(backend_->clock, "default", "support", caller),
                     *backend_->version("default", "support"));
  });
  EXPECT_NEAR(value.at("mean_s").to_number<double>(), wanted.mean_s, 0.0006);
  EXPECT_NEAR(value.at("p80_s").to_number<double>(), wanted.quantiles_s[3], 0.0006);
  EXPECT_EQ(value.at("seq"), seq);
  EXPECT_EQ(value.at("basis").at("samples"), wanted.samples);
  const auto text = ask(get("/v1/queues/support/estimate", "tw_all_secret", "Accept: text/plain\r\n"));
  EXPECT_EQ(text.field("content-type"), "text/plain; charset=utf-8");
  const auto upper = json_of(ask(get("/v1/queues/support/estimate"))).at("announce").at("upper_min");
  EXPECT_EQ(text.body, upper.is_null() ? "unknown" : std::to_string(upper.as_int64()));
}

TEST_F(Estimates, AWaitingCallIsToldWhatIsLeftOfWhatWasPromised) {
  feed_support();
  const auto said = [this] { return json_of(ask(get("/v1/calls/c41/estimate"))).at("announce"); };
  ASSERT_NE(said().at("mode"), "none");
  EXPECT_FALSE(said().as_object().contains("running_late"));
  on_loop([this] {
    domain::Quote quote;
    quote.call_id = "c41";
    quote.upper = std::chrono::seconds(1);
    quote.text_key = "wait.less_than";
    quote.spoken = backend_->clock;
    backend_->quote(backend_->keys.at("tw_all_secret"), quote, [](const auto&) {});
    backend_->clock += std::chrono::seconds(1);
  });
  const auto late = said();
  EXPECT_EQ(late.at("running_late"), true) << "the deadline has come";
  EXPECT_TRUE(late.at("text_key").as_string().starts_with("wait.late")) << late;
}

TEST_F(Estimates, AreComputedOncePerStateAndSecond) {
  feed_support();
  const auto age = [this] { return json_of(ask(get("/v1/queues/support/estimate"))).at("age_s").to_number<double>(); };
  const auto computed = [this] { return on_loop([this] { return backend_->estimates; }); };
  EXPECT_EQ(age(), 0);
  EXPECT_EQ(computed(), 1);
  on_loop([this] { backend_->clock += std::chrono::milliseconds(345); });
  EXPECT_NEAR(age(), 0.345, 1e-12);
  EXPECT_EQ(computed(), 1);
  on_loop([this] { backend_->clock += std::chrono::milliseconds(655); });
  EXPECT_EQ(age(), 0) << "a second old: computed anew";
  EXPECT_EQ(computed(), 2);
  ask(post(R"({"event_id":"new","type":"call.queued","call_id":"new","queue":"support"})"));
  const auto position = json_of(ask(get("/v1/queues/support/estimate"))).at("position");
  EXPECT_EQ(position, 6) << "the state has changed";
  EXPECT_EQ(computed(), 3);
  EXPECT_EQ(json_of(ask(get("/v1/queues/support/estimate?position=1"))).at("position"), 1) << "another question";
}

TEST_F(Estimates, QueriesAreChecked) {
  for (const char* query :
       {"priority=high", "priority=1001", "priority=1.5", "position=0", "position=-1", "elapsed_s=-1", "elapsed_s=nan",
        "elapsed_s=1e9", "class=", "prioritiy=3", "priority=%zz", "x"}) {
    const Response response = ask(get("/v1/queues/support/estimate?" + std::string(query)));
    expect_problem(response, 422, "invalid-parameter");
  }
  const auto value = json_of(ask(get("/v1/queues/support/estimate?priority=high&position=0")));
  ASSERT_EQ(value.at("errors").as_array().size(), 2U);
  EXPECT_EQ(value.at("errors").at(1).at("pointer"), "?position");
}

TEST_F(Estimates, UnknownQueuesAndThoseOfOthersLookTheSame) {
  const Response unknown = ask(get("/v1/queues/nobody/estimate")), foreign = ask(get("/v1/queues/theirs/estimate"));
  expect_problem(unknown, 404, "unknown-queue");
  expect_problem(foreign, 404, "unknown-queue");
  EXPECT_EQ(json_of(unknown).at("detail"), json_of(foreign).at("detail"));
  EXPECT_EQ(ask(get("/v1/queues/theirs/estimate", "tw_other_secret")).status, 200);
  expect_problem(ask(get("/v1/queues/support/estimate", "tw_other_secret")), 404, "unknown-queue");
  expect_problem(ask(get("/v1/queues/a%00b")), 404, "unknown-queue");
}

TEST_F(Estimates, NamesAreDecodedAndEscaped) {
  EXPECT_EQ(json_of(ask(get("/v1/queues/two%20words/estimate"))).at("queue"), "two words");
  EXPECT_EQ(json_of(ask(get("/v1/queues/say%20%22hi%22"))).at("queue"), "say \"hi\"");
  const auto queues = json_of(ask(get("/v1/queues"))).at("queues").as_array();
  ASSERT_EQ(queues.size(), 4U);
}

TEST_F(Estimates, AQueueShowsItsCounts) {
  feed_support();
  const auto queue = json_of(ask(get("/v1/queues/support")));
  EXPECT_EQ(queue.at("waiting"), 4);
  EXPECT_EQ(queue.at("answered"), 40);
  EXPECT_EQ(queue.at("in_service"), 2);
  EXPECT_EQ(queue.at("agents").at("reported"), false);
  EXPECT_GT(queue.at("longest_wait_s").to_number<double>(), 0);
}

TEST_F(Estimates, AWaitingCallIsToldTheRest) {
  feed_support();
  const auto value = json_of(ask(get("/v1/calls/c41/estimate")));
  EXPECT_EQ(value.at("call_id"), "c41");
  EXPECT_EQ(value.at("queue"), "support");
  EXPECT_EQ(value.at("position"), 2);
  const auto text = ask(get("/v1/calls/c41/estimate", "tw_all_secret", "Accept: text/plain\r\n"));
  EXPECT_EQ(text.status, 200);
  EXPECT_EQ(text.field("content-type"), "text/plain; charset=utf-8");
  EXPECT_LE(text.body.size(), 7U);
  expect_problem(ask(get("/v1/calls/c39/estimate")), 409, "call-over");
  expect_problem(ask(get("/v1/calls/nobody/estimate")), 404, "unknown-call");
  expect_problem(ask(get("/v1/calls/%ff/estimate")), 404, "unknown-call");
  expect_problem(ask(get("/v1/calls/c41/estimate", "tw_other_secret")), 404, "unknown-call");
}

}  // namespace
}  // namespace truewait::edge
