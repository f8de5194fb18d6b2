// What follows a dial that reached nobody, by its class; who is not called again; what is counted.
#include <tuple>

#include "domain/callback_world.hpp"
#include "domain/pacing/dial_class.hpp"
#include "truewait/domain/codec.hpp"

namespace truewait::domain {
namespace {

using namespace testing;
using S = CallbackState;

EngineConfig delays_of_their_own() {
  auto config = CallbackWorld::rules();
  for (auto& queue : config.queues) {
    auto& retry = queue.callback.retry;
    retry.after_busy = 100s;
    retry.after_no_answer = 200s;
    retry.after_machine = 300s;
    retry.after_congestion = 40s;
    retry.quarantine = 24h;
  }
  return config;
}

/// One dial is out since 3 s.
struct Retries : ::testing::Test {
  CallbackWorld w{delays_of_their_own()};
  void SetUp() override {
    w.agent(1, "anna", AgentState::available);
    w.accept(2, "cb");
    w.assign(3, "cb", "d1");
  }
  void ends(double at_s, DialOutcome o, std::optional<int> sip = {}, std::optional<int> q850 = {}) {
    w.take(at_s, DialReport{"default", "ivr#a", "d1", o, {}, sip, q850});
  }
};

TEST_F(Retries, BusyHasItsOwnDelay) {
  ends(10, DialOutcome::busy);
  EXPECT_EQ(w.view("cb").due, start + 110s);
  EXPECT_EQ(w.view("cb").dials, 1);
}
TEST_F(Retries, NoAnswerHasItsOwnDelay) {
  ends(10, DialOutcome::no_answer);
  EXPECT_EQ(w.view("cb").due, start + 210s);
}
TEST_F(Retries, AMachineHasItsOwnDelay) {
  ends(10, DialOutcome::answered);
  ends(14, DialOutcome::machine);
  EXPECT_EQ(w.view("cb").due, start + 314s);
  EXPECT_EQ(w.view("cb").dials, 1);
}
TEST_F(Retries, CongestionIsTriedAgainSoonAndNotCounted) {
  ends(10, DialOutcome::congestion);
  EXPECT_EQ(w.view("cb").due, start + 50s);
  EXPECT_EQ(w.view("cb").dials, 0);
}
TEST_F(Retries, AFailureOfOursIsTriedAgainSoonAndNotCounted) {
  ends(10, DialOutcome::failed);
  EXPECT_EQ(w.view("cb").due, start + 50s);
  EXPECT_EQ(w.view("cb").dials, 0);
}
TEST_F(Retries, TheSwitchsCodeSaysWhatFailedMeans) {
  ends(10, DialOutcome::failed, 486);
  EXPECT_EQ(w.view("cb").reason, "busy");
  EXPECT_EQ(w.view("cb").due, start + 110s);
  EXPECT_EQ(w.view("cb").dials, 1) << "the customer's phone was busy: that counts";
}
TEST_F(Retries, ARejectedCodeIsARejection) {
  ends(10, DialOutcome::failed, std::nullopt, 21);
  EXPECT_EQ(w.state("cb"), S::declined);
}

TEST(DialClass, FollowsTheTableOfCodes) {
  using D = DialOutcome;
  const std::vector<std::tuple<D, std::vector<int>, std::vector<int>>> table{
      {D::busy, {486, 600}, {17}},
      {D::no_answer, {480, 408, 487}, {19, 18}},
      {D::rejected, {603, 607, 608}, {21}},
      {D::invalid_number, {404, 410, 484, 604}, {1, 28}},
      {D::congestion, {503, 500}, {34, 38, 42}}};
  for (const auto& [kind, sip, q850] : table) {
    for (const int code : sip) EXPECT_EQ(class_of(D::failed, code, std::nullopt), kind) << code;
    for (const int cause : q850) EXPECT_EQ(class_of(D::failed, std::nullopt, cause), kind) << cause;
  }
  EXPECT_EQ(class_of(D::failed, 488, 17), D::busy) << "a code that says nothing leaves it to the cause";
  EXPECT_EQ(class_of(D::failed, 486, 1), D::busy) << "the code goes before the cause";
  EXPECT_EQ(class_of(D::failed, 499, 16), D::failed);
  EXPECT_EQ(class_of(D::no_answer, 486, 17), D::no_answer) << "what was said is not corrected";
}

TEST_F(Retries, TheyKeepThePlace) {
  w.accept(4, "later");
  ends(10, DialOutcome::busy);
  ASSERT_EQ(w.state("later"), S::due) << "meanwhile the next one has the turn";
  w.agent(11, "anna", AgentState::busy);
  w.wake(110);
  EXPECT_EQ(w.state("cb"), S::waiting);
  EXPECT_EQ(w.view("cb").position, 1);
  EXPECT_EQ(w.view("later").position, 2);
}

TEST_F(Retries, TheyExpireWithTheCallback) {
  auto config = delays_of_their_own();
  for (auto& queue : config.queues) {
    queue.callback.retry.expires_after = 150s;
    queue.callback.retry.after_no_answer = 1h;  // later than the promised window ends
  }
  CallbackWorld brief(config);
  brief.agent(1, "anna", AgentState::available);
  brief.accept(2, "cb");
  brief.assign(3, "cb", "d1");
  brief.outcome(10, "d1", DialOutcome::no_answer);
  EXPECT_EQ(brief.state("cb"), S::expired) << "the next try would come too late";
}

TEST(RetryHours, TheNextTryWaitsForTheCallingHours) {
  auto config = delays_of_their_own();
  for (auto& queue : config.queues) queue.callback.calling.week[1] = {{9h, 9h + 1min}, {10h, 20h}};
  CallbackWorld w(config);
  w.agent(1, "anna", AgentState::available);
  w.accept(2, "cb");
  w.assign(3, "cb", "d1");
  w.outcome(10, "d1", DialOutcome::busy);
  EXPECT_EQ(w.view("cb").due, start + 1h);
  w.wake(3600);
  EXPECT_EQ(w.state("cb"), S::due);
}

struct Quarantine : Retries {
  Decision ask(double at_s, const std::string& id, ConfirmedBy by = ConfirmedBy::none) {
    auto again = w.wish(id);
    again.customer = "customer-cb";
    again.confirmed_by = by;
    return w.take(at_s, again);
  }
};

TEST_F(Quarantine, AfterARejectedCallNobodyAsksForTheCustomerOnHearsay) {
  ends(10, DialOutcome::rejected);
  EXPECT_EQ(w.state("cb"), S::declined);
  const auto again = ask(20, "again");
  EXPECT_EQ(refused(again), Refusal::quarantined);
  EXPECT_NE(effect<Refused>(again)->detail.find("2026-03-03T09:00:10Z"), std::string::npos) << "until when";
  EXPECT_EQ(refused(ask(21, "web", ConfirmedBy::web)), Refusal::quarantined);
  EXPECT_EQ(refused(ask(10 + 24 * 3600 - 1, "early")), Refusal::quarantined);
  EXPECT_NE(effect<CallbackTaken>(ask(10 + 24 * 3600, "late")), nullptr);
}

TEST_F(Quarantine, TheCustomersOwnKeyOrAnAgentGoesBeforeIt) {
  ends(10, DialOutcome::invalid_number);
  EXPECT_EQ(refused(ask(20, "again")), Refusal::quarantined);
  EXPECT_NE(effect<CallbackTaken>(ask(21, "key", ConfirmedBy::key)), nullptr);
  w.take(22, Cancellation{"default", "key", "staff"});
  EXPECT_NE(effect<CallbackTaken>(ask(23, "agent", ConfirmedBy::agent)), nullptr);
}

TEST_F(Quarantine, HoldsForTheWholeSiteAndForNobodyElse) {
  ends(10, DialOutcome::rejected);
  auto elsewhere = w.wish("elsewhere");
  elsewhere.queue = "billing";
  elsewhere.customer = "customer-cb";
  EXPECT_EQ(refused(w.take(20, elsewhere)), Refusal::quarantined);
  EXPECT_NE(effect<CallbackTaken>(w.accept(21, "other")), nullptr);
}

TEST_F(Quarantine, SurvivesARestart) {
  ends(10, DialOutcome::rejected);
  Engine replayed(delays_of_their_own()), restored(delays_of_their_own());
  for (const auto& f : w.facts) {
    const auto body = decode(encode(f.body));
    ASSERT_TRUE(body);
    ASSERT_TRUE(replayed.apply(Fact{f.shard, f.seq, f.now, *body}));
  }
  for (std::uint32_t shard = 1; shard <= 2; ++shard) ASSERT_TRUE(restored.restore(shard, w.engine.snapshot(shard)));
  EXPECT_EQ(replayed.digest(), w.engine.digest());
  EXPECT_EQ(restored.digest(), w.engine.digest());
  auto again = w.wish("again");
  again.customer = "customer-cb";
  EXPECT_EQ(refused(replayed.step(start + 20s, again)), Refusal::quarantined);
  EXPECT_EQ(refused(restored.step(start + 20s, again)), Refusal::quarantined);
}

TEST_F(Quarantine, ABusyPhoneIsNoReasonForIt) {
  ends(10, DialOutcome::busy);
  w.take(11, Cancellation{"default", "cb", "staff"});
  EXPECT_NE(effect<CallbackTaken>(ask(12, "again")), nullptr);
}

TEST_F(Retries, WhatNobodyDialledIsSaidSoAndGetsNoOutcome) {
  w.wake(93);
  ASSERT_EQ(w.state("cb"), S::uncertain);
  const auto back = w.take(200, FrontEndHello{"default", "ivr#a", {}});
  EXPECT_EQ(fact<DialProgressed>(back), nullptr) << "nobody reported any";
  ASSERT_NE(fact<CallbackChanged>(back), nullptr);
  EXPECT_EQ(fact<CallbackChanged>(back)->reason, "never dialled");
  EXPECT_EQ(w.view("cb").dials, 0) << "the try is taken back";
}

TEST_F(Retries, WhatRangIsNotTakenBack) {
  ends(5, DialOutcome::ringing);
  ends(30, DialOutcome::no_answer);
  w.wake(230);
  EXPECT_EQ(w.state("cb"), S::due);
  EXPECT_EQ(w.view("cb").dials, 1);
}

}  // namespace
}  // namespace truewait::domain
