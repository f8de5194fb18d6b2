// Each dial at most once: orders lost on the way, front-ends that come back, news that contradict each other, requests
// that come twice, restarts in between.
#include "domain/callback_world.hpp"
#include "truewait/domain/codec.hpp"

namespace truewait::domain {
namespace {

using namespace testing;
using S = CallbackState;

struct DialOnce : ::testing::Test {
  CallbackWorld w;
  void SetUp() override {
    w.agent(1, "anna", AgentState::available);
    w.accept(2, "cb");
    w.assign(3, "cb", "d1");
  }
  Decision hello(double at_s, std::vector<FrontEndHello::Dial> known, const std::string& name = "ivr#a") {
    return w.take(at_s, FrontEndHello{"default", name, std::move(known)});
  }
};

TEST_F(DialOnce, OneOrderGoesToOneFrontEnd) {
  EXPECT_EQ(refused(w.assign(4, "cb", "d2", "ivr#b")), Refusal::not_due);
}

TEST_F(DialOnce, AnOrderThatNeverArrivedIsSentAgainUnderItsId) {
  const auto back = hello(20, {});
  ASSERT_NE(effect<Dial>(back), nullptr);
  EXPECT_EQ(effect<Dial>(back)->order.dial_id, "d1");
  EXPECT_TRUE(back.facts.empty());
}

TEST_F(DialOnce, AnOrderThatIsKnownIsNotSentAgain) {
  EXPECT_EQ(effect<Dial>(hello(20, {{"d1", std::nullopt}})), nullptr);
  EXPECT_EQ(w.state("cb"), S::dialling);
}

TEST_F(DialOnce, TheOutcomeIsTakenFromTheHello) {
  hello(20, {{"d1", DialOutcome::no_answer}});
  EXPECT_EQ(w.state("cb"), S::retry_wait);
}

TEST_F(DialOnce, AnotherFrontEndsHelloChangesNothing) {
  const auto other = hello(20, {}, "ivr#b");
  EXPECT_TRUE(other.facts.empty());
  EXPECT_EQ(effect<Dial>(other), nullptr);
}

TEST_F(DialOnce, AnOrderThatWasHeardOfIsNotForgottenByAHelloWithoutIt) {
  w.outcome(5, "d1", DialOutcome::ringing);
  EXPECT_EQ(effect<Dial>(hello(20, {})), nullptr);
}

TEST_F(DialOnce, WithoutAnOutcomeItBecomesUncertainAndIsNotDialledAgain) {
  w.wake(93);
  EXPECT_EQ(w.state("cb"), S::uncertain);
  EXPECT_TRUE(w.engine.due().empty());
  w.wake(93 + 30 * 60);
  EXPECT_EQ(w.state("cb"), S::expired_uncertain);
  EXPECT_EQ(refused(w.outcome(93 + 31 * 60, "d1", DialOutcome::accepted)), Refusal::dial_over) << "too late for news";
}

TEST_F(DialOnce, ALateOutcomeResolvesTheUncertain) {
  w.wake(93);
  const auto late = w.outcome(200, "d1", DialOutcome::busy);
  EXPECT_EQ(effect<OutcomeTaken>(late)->state, S::retry_wait);
}

TEST_F(DialOnce, TheReachedCustomerResolvesTheUncertain) {
  w.wake(93);
  w.leg(100, "leg", "cb");
  EXPECT_EQ(w.state("cb"), S::reached);
}

TEST_F(DialOnce, AHelloProvesThatAnUncertainDialWasNeverMade) {
  w.wake(93);
  EXPECT_EQ(effect<Dial>(hello(200, {})), nullptr) << "the old order is stale";
  EXPECT_EQ(w.state("cb"), S::due) << "back in its place, and its turn has come";
  EXPECT_EQ(w.view("cb").dials, 0);
}

TEST_F(DialOnce, OutcomesGoForwardOnly) {
  w.outcome(5, "d1", DialOutcome::answered);
  EXPECT_EQ(refused(w.outcome(6, "d1", DialOutcome::ringing)), Refusal::dial_over);
  EXPECT_EQ(refused(w.outcome(6, "d1", DialOutcome::busy)), Refusal::dial_over);
  EXPECT_NE(effect<OutcomeTaken>(w.outcome(7, "d1", DialOutcome::answered)), nullptr) << "the same again is harmless";
  EXPECT_NE(effect<OutcomeTaken>(w.outcome(8, "d1", DialOutcome::machine)), nullptr);
  EXPECT_EQ(refused(w.outcome(9, "d1", DialOutcome::machine)), Refusal::dial_over) << "a final outcome stands";
}

TEST_F(DialOnce, UnknownAndForeignDialsAreRefused) {
  EXPECT_EQ(refused(w.outcome(5, "d9", DialOutcome::ringing)), Refusal::unknown_dial);
  EXPECT_EQ(refused(w.outcome(5, "d1", DialOutcome::ringing, "other#a")), Refusal::foreign_dial);
  EXPECT_NE(effect<OutcomeTaken>(w.outcome(5, "d1", DialOutcome::ringing, "ivr")), nullptr)
      << "the same key without a session, over HTTP";
}

TEST_F(DialOnce, TheOutcomeOfAnEarlierDialIsOver) {
  w.outcome(5, "d1", DialOutcome::busy);
  w.wake(70);
  w.assign(71, "cb", "d2");
  EXPECT_EQ(refused(w.outcome(72, "d1", DialOutcome::accepted)), Refusal::dial_over);
  EXPECT_EQ(w.state("cb"), S::dialling);
}

TEST_F(DialOnce, TheSameRequestTwiceIsOneCallback) {
  const auto again = w.accept(5, "cb2-never-used");
  EXPECT_FALSE(effect<CallbackTaken>(again)->existing);
  auto repeat = w.wish("cb");
  repeat.callback_id = "fresh";
  const auto second = w.take(6, repeat);
  EXPECT_EQ(effect<CallbackTaken>(second)->callback_id, "cb");
  EXPECT_TRUE(effect<CallbackTaken>(second)->repeated);
  repeat.request_hash = 2;
  EXPECT_EQ(refused(w.take(7, repeat)), Refusal::key_reused);
}

TEST_F(DialOnce, OneOpenCallbackPerCustomerWhateverTheQueue) {
  auto second = w.wish("cb3");
  second.customer = "customer-cb";
  second.queue = "billing";
  const auto same = w.take(6, second);
  EXPECT_EQ(effect<CallbackTaken>(same)->callback_id, "cb");
  EXPECT_TRUE(effect<CallbackTaken>(same)->existing);
}

TEST_F(DialOnce, AReplayGivesTheSameState) {
  w.outcome(5, "d1", DialOutcome::busy);
  w.wake(70);
  w.accept(70, "other");
  w.assign(71, "cb", "d2");
  ASSERT_EQ(w.state("cb"), S::dialling);
  Engine replayed(CallbackWorld::rules());
  for (const auto& fact : w.facts) {
    const auto body = decode(encode(fact.body));
    ASSERT_TRUE(body) << fact_name(fact.body);
    ASSERT_TRUE(replayed.apply(Fact{fact.shard, fact.seq, fact.now, *body}));
  }
  EXPECT_EQ(replayed.digest(), w.engine.digest());
  Engine restored(CallbackWorld::rules());
  for (std::uint32_t shard = 1; shard <= 2; ++shard) ASSERT_TRUE(restored.restore(shard, w.engine.snapshot(shard)));
  EXPECT_EQ(restored.digest(), w.engine.digest());
  EXPECT_EQ(restored.callback("default", "cb")->state, w.state("cb"));
  EXPECT_EQ(restored.next_wakeup(), w.engine.next_wakeup());
}

}  // namespace
}  // namespace truewait::domain
