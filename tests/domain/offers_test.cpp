// Who is offered a callback: each condition of the rule by itself, and what is written down of it.
#include <set>

#include "domain/offer_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

TEST(OfferRules, ALongWaitIsOffered) {
  const OfferWorld w;
  EXPECT_EQ(w.reason(0s, long_wait()), "offered: wait_is_long");
}

TEST(OfferRules, NotConfigured) {
  const OfferWorld w([](CallbackRule& rule) { rule.offer.enabled = false; });
  EXPECT_EQ(w.reason(0s, long_wait()), "not_configured");
  EXPECT_EQ(w.engine.offer(start, "default", "nowhere", long_wait()).reason, "not_configured");
}

TEST(OfferRules, SwitchedOff) {
  OfferWorld w;
  w.turn_offers(0, false);
  EXPECT_EQ(w.reason(0s, long_wait()), "switched_off");
  EXPECT_TRUE(w.engine.offer(start, "default", "sales", long_wait()).offered) << "another queue's switch";
  w.turn_offers(0, true);
  EXPECT_EQ(w.reason(0s, long_wait()), "offered: wait_is_long");
}

TEST(OfferRules, NoEstimate) {
  const OfferWorld w;
  EXPECT_EQ(w.reason(0s, Estimate{}), "no_estimate");
}

TEST(OfferRules, WaitIsShort) {
  const OfferWorld w;
  EXPECT_EQ(w.reason(0s, short_wait()), "wait_is_short");
  const OfferWorld patient([](CallbackRule& rule) { rule.offer.above = 301s; });
  EXPECT_EQ(patient.reason(0s, long_wait()), "wait_is_short") << "the median is not above 301 s";
  const OfferWorld careful([](CallbackRule& rule) {
    rule.offer.above = 290s;
    rule.offer.probability = 0.2;
  });
  EXPECT_EQ(careful.reason(0s, long_wait()), "offered: wait_is_long") << "but the 80 % quantile is above 290 s";
}

TEST(OfferRules, NotWaitedEnough) {
  const OfferWorld w([](CallbackRule& rule) { rule.offer.waited_at_least = 60s; });
  EXPECT_EQ(w.reason(0s, long_wait(59s)), "not_waited_enough");
  EXPECT_EQ(w.reason(0s, long_wait(60s)), "offered: wait_is_long");
}

TEST(OfferRules, QueueIsShort) {
  OfferWorld w([](CallbackRule& rule) { rule.offer.waiting_at_least = 2; });
  w.queued(1, "c1");
  w.queued(1, "elsewhere", "sales");
  EXPECT_EQ(w.reason(2s, long_wait()), "queue_is_short") << "one waits in this queue";
  w.queued(2, "c2");
  EXPECT_EQ(w.reason(3s, long_wait()), "offered: wait_is_long");
}

TEST(OfferRules, EnoughAgents) {
  OfferWorld w([](CallbackRule& rule) { rule.offer.waiting_per_agent_at_least = 2; });
  w.queued(1, "c1", "sales");
  EXPECT_EQ(w.reason(2s, long_wait()), "enough_agents") << "one in line, one agent";
  w.accept(2, "cb");
  EXPECT_EQ(w.reason(3s, long_wait()), "offered: wait_is_long") << "a callback stands in line like a caller";
  w.agent(3, "bert", AgentState::busy);
  EXPECT_EQ(w.reason(4s, long_wait()), "enough_agents");
}

TEST(OfferRules, NoNumber) {
  const OfferWorld w([](CallbackRule& rule) { rule.offer.number_needed = true; });
  EXPECT_EQ(w.reason(0s, long_wait(), {"", false}), "no_number");
  EXPECT_EQ(w.reason(0s, long_wait(), {"", true}), "offered: wait_is_long");
  const OfferWorld any;
  EXPECT_EQ(any.reason(0s, long_wait(), {"", false}), "offered: wait_is_long") << "another one can be keyed in";
}

TEST(OfferRules, ClassNotOffered) {
  const OfferWorld w([](CallbackRule& rule) { rule.offer.classes = {"vip", "gold"}; });
  EXPECT_EQ(w.reason(0s, long_wait(), {"plain"}), "class_not_offered");
  EXPECT_EQ(w.reason(0s, long_wait()), "class_not_offered");
  EXPECT_EQ(w.reason(0s, long_wait(), {"gold"}), "offered: wait_is_long");
}

TEST(OfferRules, TooManyPending) {
  OfferWorld w([](CallbackRule& rule) { rule.offer.most_pending = 1; });
  EXPECT_EQ(w.reason(1s, long_wait()), "offered: wait_is_long");
  w.accept(1, "cb");
  EXPECT_EQ(w.reason(2s, long_wait()), "too_many_pending");
  w.take(3, Cancellation{"default", "cb", "staff"});
  EXPECT_EQ(w.reason(4s, long_wait()), "offered: wait_is_long");
}

TEST(OfferRules, TooManyThisHour) {
  OfferWorld w([](CallbackRule& rule) { rule.offer.most_per_hour = 2; });
  w.accept(1, "a");
  w.accept(2, "b");
  w.take(3, Cancellation{"default", "a", "staff"});
  EXPECT_EQ(w.reason(4s, long_wait()), "too_many_this_hour") << "what became of them does not matter";
  EXPECT_EQ(w.reason(3601s, long_wait()), "offered: wait_is_long") << "the first was an hour ago";
  EXPECT_TRUE(w.engine.offer(start + 4s, "default", "sales", long_wait()).offered);
}

TEST(OfferRules, TheFirstConditionThatFailsIsNamed) {
  OfferWorld w([](CallbackRule& rule) {
    rule.offer.waited_at_least = 60s;
    rule.offer.waiting_at_least = 5;
    rule.offer.number_needed = true;
  });
  EXPECT_EQ(w.reason(0s, short_wait(), {"", false}), "wait_is_short");
  EXPECT_EQ(w.reason(0s, long_wait(), {"", false}), "not_waited_enough");
  EXPECT_EQ(w.reason(0s, long_wait(60s), {"", false}), "queue_is_short");
  w.turn_offers(0, false);
  EXPECT_EQ(w.reason(0s, long_wait()), "switched_off");
}

/// An estimate of five minutes on average from the first caller on.
EngineConfig known_service(void (*change)(CallbackRule&) = [](CallbackRule&) {}) {
  auto config = with_offers(change);
  for (auto& queue : config.queues) {
    queue.handle_time = 300s;
    queue.agents = 1;
  }
  return config;
}

TEST(OffersMade, AreWrittenDownOncePerCall) {
  CallbackWorld w(known_service());
  const auto joined = w.queued(10, "c1");
  const auto* made = fact<OfferMade>(joined);
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(made->call_id, "c1");
  EXPECT_EQ(made->queue, "support");
  EXPECT_EQ(made->reason, "wait_is_long");
  EXPECT_TRUE(made->window);
  const auto later = w.take(40, Reestimate{"default", "pbx", "c1"});
  EXPECT_NE(fact<PredictionRecorded>(later), nullptr);
  EXPECT_EQ(fact<OfferMade>(later), nullptr);
}

TEST(OffersMade, NothingIsWrittenWhereNothingIsOffered) {
  CallbackWorld w(known_service([](CallbackRule& rule) { rule.offer.enabled = false; }));
  EXPECT_EQ(fact<OfferMade>(w.queued(10, "c1")), nullptr);
  CallbackWorld brief(known_service([](CallbackRule& rule) { rule.offer.above = 1h; }));
  EXPECT_EQ(fact<OfferMade>(brief.queued(10, "c1")), nullptr);
}

TEST(OffersMade, AreWrittenWhenTheConditionComesTrue) {
  CallbackWorld w(known_service([](CallbackRule& rule) { rule.offer.waited_at_least = 60s; }));
  EXPECT_EQ(fact<OfferMade>(w.queued(0, "c1")), nullptr);
  EXPECT_EQ(fact<OfferMade>(w.take(55, Reestimate{"default", "pbx", "c1"})), nullptr);
  const auto asked_again = w.take(61, Reestimate{"default", "pbx", "c1"});
  EXPECT_EQ(fact<PredictionRecorded>(asked_again), nullptr) << "the same answer is not written down again so soon";
  EXPECT_NE(fact<OfferMade>(asked_again), nullptr) << "the offer is new";
}

TEST(OffersMade, OfTheCallersClassAndNumber) {
  CallbackWorld w(known_service([](CallbackRule& rule) {
    rule.offer.number_needed = true;
    rule.offer.classes = {"vip"};
  }));
  const auto join = [&](double at_s, const std::string& call, const std::string& of, const std::string& customer) {
    return w.send(at_s, Arrival{call, "support", 0, of, customer, {}, ""});
  };
  EXPECT_EQ(fact<OfferMade>(join(1, "c1", "vip", "")), nullptr);
  EXPECT_EQ(fact<OfferMade>(join(2, "c2", "", "someone")), nullptr);
  EXPECT_NE(fact<OfferMade>(join(3, "c3", "vip", "someone else")), nullptr);
  EXPECT_TRUE(w.engine.call(start + 4s, "default", "pbx", "c3")->number_known);
  EXPECT_EQ(w.engine.call(start + 4s, "default", "pbx", "c1")->caller_class, "vip");
  EXPECT_FALSE(w.engine.call(start + 4s, "default", "pbx", "c1")->number_known);
}

TEST(OffersMade, NotToWhoeverHasACallbackOrIsOne) {
  CallbackWorld w(known_service([](CallbackRule& rule) { rule.offer.waited_at_least = 5s; }));
  w.queued(0, "c1");
  w.accept(2, "cb", "c1");
  EXPECT_EQ(fact<OfferMade>(w.take(20, Reestimate{"default", "pbx", "c1"})), nullptr);
  w.left(21, "c1");
  w.agent(30, "anna", AgentState::available);
  w.assign(31, "cb", "d1");
  w.leg(40, "leg", "cb");
  w.agent(41, "anna", AgentState::busy);
  EXPECT_EQ(fact<OfferMade>(w.take(60, Reestimate{"default", "pbx", "leg"})), nullptr);
}

TEST(OffersMade, FoldToTheSameState) {
  CallbackWorld w(known_service());
  w.queued(10, "c1");
  w.queued(20, "c2");
  w.abandoned(30, "c1");
  Engine again(known_service());
  for (const auto& f : w.facts) ASSERT_TRUE(again.apply(f));
  EXPECT_EQ(again.digest(), w.engine.digest());
}

TEST(OfferPains, P05AnEstimateThatIsSecretOrFrozen) {
  CallbackWorld w(known_service());
  std::set<Instant> promised;
  for (int i = 0; i < 4; ++i) {
    const auto at_s = 10.0 * i;
    w.queued(at_s, "c" + std::to_string(i));
    const auto offer = w.engine.offer(start + from_seconds(at_s), "default", "support", w.estimate(at_s));
    ASSERT_TRUE(offer.offered);
    EXPECT_FALSE(offer.reason.empty());
    ASSERT_TRUE(offer.window) << "an offer says when";
    promised.insert(offer.window->to);
  }
  EXPECT_EQ(promised.size(), 4u) << "it moves with the line";
}

TEST(OfferPains, P14ZeroAgentsReadAsZeroWait) {
  CallbackWorld w(known_service());
  w.queued(10, "c1");
  w.agent(20, "anna", AgentState::logged_out);
  const auto offer = w.engine.offer(start + 30s, "default", "support", w.estimate(30));
  EXPECT_FALSE(offer.offered);
  EXPECT_EQ(offer.reason, "no_estimate");
  EXPECT_FALSE(offer.window) << "nobody is there: nothing is promised, least of all at once";
  const auto accepted = w.accept(31, "cb", "c1");
  EXPECT_FALSE(fact<CallbackAccepted>(accepted)->window);
}

}  // namespace
}  // namespace truewait::domain
