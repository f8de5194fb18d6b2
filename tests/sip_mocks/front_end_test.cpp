// The front-end against a service that is played by the test, message by message.
#include "ivr/front_end.hpp"

#include <gtest/gtest.h>

#include "ivr/call_list.hpp"
#include "live/reading.hpp"

namespace truewait::ivr {
namespace {

using live::parse_json;

class FrontEndTest : public ::testing::Test {
 protected:
  void play(std::string_view list, int agents = 1) {
    CallList read = read_call_list(list);
    ASSERT_TRUE(read.errors.empty()) << read.errors.front();
    auto next = [calls = std::move(read.calls), at = std::size_t{0}]() mutable -> std::optional<PlannedCall> {
      return at < calls.size() ? std::optional(calls[at++]) : std::nullopt;
    };
    std::vector<PoolGroup> groups;
    if (agents > 0) groups.push_back({"s", agents, {"support"}, 0});
    const std::size_t n = groups.size();
    ivr_.emplace(Script{"r-", AgentPool(std::move(groups)), Duty(n), std::move(next), 1, {}}, ledger_);
  }

  /// Runs to that second; every event and outcome on the way is committed at once.
  void run(double until_s) {
    for (double now_s = now_s_; now_s <= until_s; now_s += 0.5) {
      ivr_->advance(now_s, start_);
      take_sent();
      for (Happening& happening : ivr_->take_happenings()) happenings_.push_back(std::move(happening));
    }
    now_s_ = until_s;
  }

  void take_sent() {
    for (const std::string& text : ivr_->outbox().to_send()) {
      const auto message = parse_json(text);
      sent_.push_back(text);
      const std::string type = live::text(message, "type");
      if (type == "dial_outcome") {
        ivr_->receive(Accepted{"", live::text(message, "dial_id"), live::text(message, "outcome"), false});
      } else if (type == "event" && commits_) {
        ivr_->receive(Accepted{live::text(*live::member(message, "event"), "event_id"), "", "", false});
      }
    }
  }

  /// "call.queued c1" of all events so far, agents' left out.
  std::vector<std::string> events() const {
    std::vector<std::string> out;
    for (const std::string& text : sent_) {
      const auto message = parse_json(text);
      const auto* event = live::member(message, "event");
      if (event == nullptr || live::text(*event, "call_id").empty()) continue;
      out.push_back(live::text(*event, "type") + " " + live::text(*event, "call_id"));
    }
    return out;
  }

  std::string seen(const std::string& what) const {
    std::string out;
    for (const Happening& h : happenings_) {
      if (h.what == what) out += h.call_id + h.dial_id + (h.detail.empty() ? "" : ":" + h.detail) + " ";
    }
    return out;
  }

  void answer_ask(const char* id, bool offered) {
    Estimate estimate;
    estimate.status = "ok";
    estimate.mode = "less_than";
    estimate.text_key = "wait.less_than";
    estimate.upper_min = 4;
    estimate.offered = offered;
    ivr_->receive(Answer{id, estimate});
  }

  DialOrder order(const char* dial_id, const char* callback_id = "cb1") const {
    return {callback_id, dial_id, "+15550100001", "support", 0, start_ + std::chrono::hours(1)};
  }

  DialLedger ledger_;
  std::optional<FrontEnd> ivr_;
  const domain::Instant start_{std::chrono::hours(400'000)};
  double now_s_ = 0;
  bool commits_ = true;
  std::vector<std::string> sent_;
  std::vector<Happening> happenings_;
};

using Lines = std::vector<std::string>;

TEST_F(FrontEndTest, ACallIsQueuedAnsweredEndedAndAskedHowItWas) {
  play(R"({"at_s":1,"call_id":"c1","queue":"support","talk_s":30,"survey":{"perceived_wait":2,"fast":5}})");
  run(40);
  EXPECT_EQ(events(), (Lines{"call.queued c1", "call.answered c1", "call.ended c1"}));
  ASSERT_EQ(ivr_->posts().size(), 1U);
  EXPECT_EQ(ivr_->posts().front().target, "/v1/responses");
  EXPECT_EQ(live::text(parse_json(ivr_->posts().front().body), "call_id"), "c1");
  EXPECT_FALSE(ivr_->idle());
  ivr_->posted(201, "{}");
  run(41);
  EXPECT_EQ(seen("surveyed"), "c1 ");
  EXPECT_TRUE(ivr_->idle());
}

TEST_F(FrontEndTest, AsksForTheCallersEstimateOnceTheServiceKnowsHim) {
  play(R"({"call_id":"c1","queue":"support"})", 0);
  commits_ = false;
  run(1);
  ASSERT_EQ(sent_.size(), 1U);
  const auto queued = parse_json(sent_[0]);
  ivr_->receive(Accepted{live::text(*live::member(queued, "event"), "event_id"), "", "", false});
  run(2);
  ASSERT_EQ(sent_.size(), 2U);
  EXPECT_EQ(parse_json(sent_[1]), parse_json(R"({"type":"ask","id":"c1","call_id":"c1"})"));
  answer_ask("c1", false);
  ASSERT_EQ(ivr_->posts().size(), 1U);
  EXPECT_EQ(ivr_->posts().front().target, "/v1/calls/c1/quotes");
  ivr_->posted(201, R"({"quote_id":"q1"})");
  run(3);
  EXPECT_EQ(seen("quoted"), "c1:less_than ");
}

TEST_F(FrontEndTest, WhoeverLosesPatienceHangsUpAndIsNotAsked) {
  play(R"({"call_id":"c1","queue":"support","patience_s":20,"survey":{"fast":1}})", 0);
  run(60);
  EXPECT_EQ(events(), (Lines{"call.queued c1", "call.abandoned c1"}));
  EXPECT_TRUE(ivr_->posts().empty());
}

constexpr const char* wants =
    R"({"call_id":"c1","queue":"support","caller":"+15550100001","wants_callback":"if_offered","talk_s":30,)"
    R"("answers":["busy","answers"],"survey":{"fast":4}})";

TEST_F(FrontEndTest, TakesACallbackOnlyWhenItIsOffered) {
  play(wants, 0);
  run(1);
  answer_ask("c1", false);
  ivr_->posted(201, "{}");
  run(60);
  EXPECT_TRUE(ivr_->posts().empty());
  EXPECT_EQ(events(), Lines{"call.queued c1"});
}

TEST_F(FrontEndTest, ACallbackFromTheOfferToTheSurvey) {
  play(wants, 0);
  run(1);
  answer_ask("c1", true);
  ivr_->posted(201, "{}");
  run(10);
  ASSERT_EQ(ivr_->posts().size(), 1U);
  EXPECT_EQ(ivr_->posts().front().target, "/v1/callbacks");
  EXPECT_EQ(ivr_->posts().front().key, "r-c-c1");
  EXPECT_EQ(live::text(parse_json(ivr_->posts().front().body), "number"), "+15550100001");
  ivr_->posted(201, R"({"callback_id":"cb1","state":"waiting"})");
  run(11);
  EXPECT_EQ(events(), (Lines{"call.queued c1", "call.left c1"}));
  EXPECT_EQ(ivr_->callbacks(), Lines{"cb1"});

  ivr_->receive(order("d1"));
  run(30);
  EXPECT_EQ(seen("outcome"), "d1:busy ");
  EXPECT_TRUE(ledger_.unsettled().empty());
  ivr_->receive(order("d2"));
  run(60);
  EXPECT_EQ(seen("outcome"), "d1:busy d2:ringing d2:answered d2:accepted ");
  EXPECT_EQ(seen("reached"), "d2d2 ");
  EXPECT_EQ(events().back(), "call.queued d2");
  EXPECT_NE(sent_.back().find(R"("callback_id":"cb1")"), std::string::npos) << sent_.back();
}

TEST_F(FrontEndTest, TheReachedCustomerIsSurveyedForTheCallback) {
  play(wants, 1);
  ivr_->receive(order("d1", "cb-of-another-run"));
  run(1);
  EXPECT_EQ(ledger_.unsettled().size(), 1U);
  run(300);
  EXPECT_EQ(events(), (Lines{"call.queued c1", "call.answered c1", "call.queued d1", "call.ended c1",
                             "call.answered d1", "call.ended d1"}));
  EXPECT_EQ(ivr_->posts().size(), 1U) << "a stranger is not asked unless the script says so";
}

TEST_F(FrontEndTest, ARefusedCallbackLeavesTheCallerInHisPlace) {
  play(std::string(R"({"call_id":"c0","queue":"support","talk_s":30})") + "\n" + wants + "\n" +
       R"({"at_s":5,"call_id":"c2","queue":"support"})");
  run(1);
  answer_ask("c1", true);
  ivr_->posted(201, "{}");
  run(20);
  ASSERT_EQ(ivr_->posts().front().target, "/v1/callbacks");
  ivr_->posted(409, "{}");
  run(31);
  EXPECT_EQ(events(), (Lines{"call.queued c0", "call.queued c1", "call.answered c0", "call.queued c2", "call.ended c0",
                             "call.answered c1"}));
}

TEST_F(FrontEndTest, WhileHeKeysHisAnswerNoAgentGetsHim) {
  play(std::string(R"({"at_s":0,"call_id":"c0","queue":"support","talk_s":8})") + "\n" + wants);
  run(1);
  answer_ask("c1", true);
  ivr_->posted(201, "{}");
  run(20);
  EXPECT_EQ(events(), (Lines{"call.queued c0", "call.queued c1", "call.answered c0", "call.ended c0"}));
  ivr_->posted(422, R"({"detail":"not a number we dial"})");
  run(21);
  EXPECT_EQ(seen("callback_refused"), "c1:422 not a number we dial ");
  EXPECT_EQ(events().back(), "call.answered c1");
}

TEST_F(FrontEndTest, ADialItKnowsIsNeverDialledAgainAndItsOutcomeIsSaidAgain) {
  play("", 0);
  ivr_->script_phone("+15550100001", {{Ring::no_answer, {}}});
  ivr_->receive(order("d1"));
  run(40);
  ivr_->receive(order("d1"));
  run(90);
  EXPECT_EQ(seen("dialling"), "d1 ");
  EXPECT_EQ(seen("dial_known"), "d1 ");
  EXPECT_EQ(seen("outcome"), "d1:ringing d1:no_answer ");
  EXPECT_NE(sent_.back().find("no_answer"), std::string::npos);
}

TEST_F(FrontEndTest, AnOrderThatHasExpiredIsNotDialled) {
  play("", 0);
  run(10);
  DialOrder late = order("d1");
  late.expires_at = start_ + std::chrono::seconds(5);
  ivr_->receive(late);
  run(60);
  EXPECT_EQ(seen("dialling"), "");
  EXPECT_NE(sent_.back().find("cancelled"), std::string::npos);
}

TEST_F(FrontEndTest, ASilentDialStaysKnownWithoutAnOutcome) {
  play("", 0);
  ivr_->script_phone("+15550100001", {{Ring::silent, {}}});
  ivr_->receive(order("d1"));
  run(600);
  EXPECT_TRUE(sent_.empty());
  ASSERT_EQ(ledger_.unsettled().size(), 1U);
  EXPECT_EQ(ledger_.unsettled()[0].outcome, "");
}

TEST_F(FrontEndTest, WhatTheServiceRefusesIsToldAndNotRepeated) {
  play(R"({"call_id":"c1","queue":"support"})", 0);
  commits_ = false;
  run(1);
  ivr_->receive(Refused{"", "r-e0", "", "no such queue", 422});
  ivr_->outbox().reconnected();
  run(2);
  EXPECT_EQ(seen("refused"), ":422 no such queue ");
  EXPECT_EQ(sent_.size(), 1U);
}

TEST_F(FrontEndTest, WhatTheServiceCannotTakeNowIsSaidAgain) {
  play(R"({"call_id":"c1","queue":"support"})", 0);
  commits_ = false;
  run(1);
  ivr_->receive(Refused{"", "r-e0", "", "the disk is full", 503});
  EXPECT_TRUE(ivr_->take_say_again());
  EXPECT_FALSE(ivr_->take_say_again());
  ivr_->outbox().reconnected();
  run(2);
  ASSERT_EQ(sent_.size(), 2U);
  EXPECT_EQ(sent_[0], sent_[1]);
  EXPECT_EQ(seen("refused"), "");
}

TEST_F(FrontEndTest, TheBeliefIsPostedWithItsWindow) {
  play("", 0);
  ivr_->advance(0, start_);
  ivr_->post_belief(3600);
  const auto belief = parse_json(ivr_->posts().front().body);
  EXPECT_EQ(live::number(belief, "agree"), 198);
  EXPECT_EQ(live::number(belief, "n"), 250);
  EXPECT_EQ(live::instant(live::text(*live::member(belief, "window"), "to")), start_);
}

}  // namespace
}  // namespace truewait::ivr
