// The network part against a small service: what is said arrives, what is lost is said again, what is refused is told.
#include "ivr/session.hpp"

#include <gtest/gtest.h>

#include "ivr/options.hpp"
#include "live/reading.hpp"
#include "sip_mocks/service_double.hpp"

namespace truewait::ivr {
namespace {

constexpr double speed = 100;
constexpr double patience_s = 60;

double steady_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

class Play {
 public:
  Play(const ServiceDouble& service, const std::string& list) : Play(service.port(), list) {}
  Play(std::uint16_t port, const std::string& list, std::vector<std::string> queues = {"support"}) {
    Options options;
    options.list = "calls";
    options.agents = {"support=2"};
    Plan plan = make_plan(options, list, "r-");
    EXPECT_TRUE(plan.errors.empty());
    front_end.emplace(std::move(*plan.script), ledger);
    session.emplace(SessionOptions{{"127.0.0.1", std::to_string(port), false}, "tw_test", "ivr-1", speed, queues},
                    *front_end, ledger);
  }

  /// Until `done`, or until it cannot go on. False: it took too long.
  template <typename Done>
  bool until(Done done) {
    const double end_s = steady_s() + patience_s;
    while (steady_s() < end_s) {
      const bool ok = session->tick(steady_s());
      for (const Happening& happening : front_end->take_happenings()) tally.add(happening);
      if (!ok || done()) return true;
    }
    return false;
  }
  bool to_the_end() {
    return until([this] { return session->finished(); });
  }

  DialLedger ledger;
  std::optional<FrontEnd> front_end;
  std::optional<Session> session;
  Tally tally;
};

constexpr const char* two_calls =
    R"({"at_s":0,"call_id":"c0","queue":"support","talk_s":200,"survey":{"perceived_wait":0,"fast":5}})"
    "\n"
    R"({"at_s":0,"call_id":"c1","queue":"support","talk_s":240})"
    "\n"
    R"({"at_s":1,"call_id":"c2","queue":"support","caller":"+15550100001","wants_callback":"if_offered","talk_s":10,)"
    R"("answers":["busy","no_answer","answers"],"survey":{"perceived_wait":3,"fast":3}})"
    "\n";

void expect_whole(const Heard& heard, const Play& run) {
  EXPECT_EQ(run.tally.count("callback_accepted"), 1U);
  EXPECT_EQ(run.tally.count("dialling"), 3U);
  EXPECT_EQ(run.tally.count("reached"), 1U);
  EXPECT_EQ(run.tally.count("surveyed"), 2U);
  EXPECT_EQ(run.tally.count("ended"), 3U);
  int left = 0, legs = 0;
  for (const std::string& text : heard.events) {
    left += text.find(R"("call.left")") != std::string::npos;
    legs += text.find(R"("callback_id":"cb1")") != std::string::npos;
  }
  EXPECT_EQ(left, 1);
  EXPECT_EQ(legs, 1);
  int callbacks = 0;
  for (const std::string& post : heard.posts) callbacks += post == "POST /v1/callbacks r-c-c2";
  EXPECT_EQ(callbacks, 1);
}

TEST(Session, PlaysAListFromTheFirstCallToTheLastSurvey) {
  ServiceDouble service;
  Play run(service, two_calls);
  ASSERT_TRUE(run.to_the_end());
  ASSERT_EQ(run.session->fatal(), "");
  const Heard heard = service.heard();
  expect_whole(heard, run);
  ASSERT_EQ(heard.hellos.size(), 1U);
  EXPECT_EQ(live::parse_json(heard.hellos[0]), live::parse_json(R"({"type":"hello","name":"ivr-1","known_dials":[]})"));
  EXPECT_EQ(heard.outcomes, (std::vector<std::string>{"d1 busy", "d2 ringing", "d2 no_answer", "d3 ringing",
                                                      "d3 answered", "d3 accepted"}));
}

TEST(Session, NothingIsLostOrDialledTwiceWhenEveryConnectionBreaks) {
  DoubleOptions options;
  options.drop_after = 9;
  ServiceDouble service(options);
  Play run(service, two_calls);
  ASSERT_TRUE(run.to_the_end());
  ASSERT_EQ(run.session->fatal(), "");
  const Heard heard = service.heard();
  EXPECT_GT(heard.connections, 2);
  EXPECT_GT(heard.repeated_events + static_cast<int>(heard.outcomes.size()) - 6, 0) << "nothing was said twice";
  expect_whole(heard, run);
}

TEST(Session, ACallbackThatEndedUnseenIsAskedFor) {
  DoubleOptions options;
  options.silent = true;
  ServiceDouble service(options);
  Play run(service, two_calls);
  ASSERT_TRUE(run.to_the_end());
  expect_whole(service.heard(), run);
}

TEST(Session, ARequestIsRepeatedUnderItsKeyUntilTheServiceTakesIt) {
  DoubleOptions options;
  options.unavailable = 3;
  ServiceDouble service(options);
  Play run(service, two_calls);
  ASSERT_TRUE(run.to_the_end());
  expect_whole(service.heard(), run);
}

TEST(Session, WaitsForAServiceThatIsNotThere) {
  std::uint16_t port = 0;
  {
    ServiceDouble gone;
    port = gone.port();
  }
  Play run(port, two_calls);
  ASSERT_TRUE(run.until([&] { return !run.session->trouble().empty(); }));
  EXPECT_EQ(run.session->fatal(), "");
  EXPECT_TRUE(run.session->trouble().starts_with("No service yet: ")) << run.session->trouble();
}

TEST(Session, GivesUpWhenTheUpgradeIsRefused) {
  DoubleOptions options;
  options.upgrade_status = 403;
  ServiceDouble service(options);
  Play run(service, two_calls);
  ASSERT_TRUE(run.until([] { return false; }));
  EXPECT_EQ(run.session->fatal(), "the service refuses the WebSocket: HTTP 403");
}

TEST(Session, GivesUpWhenTheServiceLacksAQueue) {
  ServiceDouble service;
  Play run(service.port(), two_calls, {"support", "sales"});
  ASSERT_TRUE(run.until([] { return false; }));
  EXPECT_EQ(run.session->fatal(), "the service lacks queues: sales");
}

TEST(Session, AfterARestartItSaysWhichDialsItKnows) {
  ServiceDouble service;
  Play run(service, two_calls);
  run.ledger.begin("d-old", "cb-old");
  run.ledger.outcome("d-old", "ringing");
  ASSERT_TRUE(run.until([&] { return run.session->connected(); }));
  EXPECT_NE(service.heard().hellos.at(0).find(R"({"dial_id":"d-old","outcome":"ringing"})"), std::string::npos);
}

}  // namespace
}  // namespace truewait::ivr
