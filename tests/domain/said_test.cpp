// What was spoken, and what customers and staff say: one deadline that never rises, one response per contact.
#include "domain/callback_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

Quote quote(const std::string& call, double spoken_s, std::optional<Duration> upper,
            QuoteMode mode = QuoteMode::less_than) {
  Quote q;
  q.source = "pbx";
  q.call_id = call;
  q.quote_id = "q" + std::to_string(spoken_s);
  q.mode = mode;
  q.upper = upper;
  q.text_key = "wait.less_than";
  q.spoken = start + from_seconds(spoken_s);
  return q;
}

SurveyReport survey(const std::string& call, const std::string& callback = "") {
  return {"default", "pbx", "r1", call, callback, SurveyMode::ivr, {{"perceived_wait", 5, ""}, {"fast", 4, ""}}};
}

TEST(Quotes, TheDeadlineNeverRises) {
  World w;
  w.queued(0, "c1");
  EXPECT_EQ(effect<QuoteTaken>(w.take(5, quote("c1", 5, 300s)))->deadline, start + 305s);
  const auto later = w.take(65, quote("c1", 65, 600s));
  EXPECT_EQ(effect<QuoteTaken>(later)->deadline, start + 305s);
  EXPECT_FALSE(fact<QuoteGiven>(later)->first);
  EXPECT_EQ(effect<QuoteTaken>(w.take(70, quote("c1", 70, 60s)))->deadline, start + 130s) << "it may fall";
}

TEST(Quotes, OnceTheDeadlineHasComeLaterWordsCorrectItOnce) {
  World w;
  w.queued(0, "c1");
  const auto first = w.take(5, quote("c1", 5, 300s));
  EXPECT_EQ(effect<QuoteTaken>(first)->supersedes, "");
  EXPECT_EQ(effect<QuoteTaken>(w.take(200, quote("c1", 200, 600s)))->deadline, start + 305s);
  const auto correction = w.take(310, quote("c1", 310, 120s));
  EXPECT_EQ(effect<QuoteTaken>(correction)->deadline, start + 430s);
  EXPECT_EQ(effect<QuoteTaken>(correction)->supersedes, effect<QuoteTaken>(first)->quote_id);
  EXPECT_EQ(fact<QuoteGiven>(correction)->supersedes, effect<QuoteTaken>(first)->quote_id);
  EXPECT_EQ(w.engine.call(start + 310s, "default", "pbx", "c1")->deadline, start + 430s);
  const auto again = w.take(440, quote("c1", 440, 300s));
  EXPECT_EQ(effect<QuoteTaken>(again)->deadline, start + 430s);
  EXPECT_EQ(effect<QuoteTaken>(again)->supersedes, "");
}

TEST(Quotes, WhatWasSpokenBeforeTheDeadlineIsNoCorrectionHoweverLateItIsReported) {
  World w;
  w.queued(0, "c1");
  w.take(5, quote("c1", 5, 300s));
  EXPECT_EQ(effect<QuoteTaken>(w.take(310, quote("c1", 290, 300s)))->deadline, start + 305s);
}

TEST(Quotes, WordsWithoutABoundPromiseNothing) {
  World w;
  w.queued(0, "c1");
  EXPECT_EQ(effect<QuoteTaken>(w.take(5, quote("c1", 5, std::nullopt, QuoteMode::position)))->deadline, std::nullopt);
}

TEST(Quotes, WhatWasPredictedThenIsOnRecord) {
  World w;
  w.queued(0, "c1");
  const auto spoken = w.take(5, quote("c1", 5, 300s));
  ASSERT_NE(fact<PredictionRecorded>(spoken), nullptr);
  EXPECT_EQ(fact<PredictionRecorded>(spoken)->occasion, PredictionOccasion::quoted);
  EXPECT_TRUE(fact<QuoteGiven>(spoken)->first);
}

TEST(Quotes, AnEndedOrUnknownCallTakesNone) {
  World w;
  w.serve(0, "c1", 10, 10);
  EXPECT_EQ(refused(w.take(30, quote("c1", 30, 60s))), Refusal::call_over);
  EXPECT_EQ(refused(w.take(30, quote("c9", 30, 60s))), Refusal::unknown_call);
  w.queued(31, "c2");
  EXPECT_EQ(refused(w.take(32, quote("c2", 4000, 60s))), Refusal::in_the_future);
}

TEST(Surveys, OneResponsePerContact) {
  World w;
  w.serve(0, "c1", 10, 10);
  EXPECT_TRUE(taken(w.take(30, survey("c1"))));
  EXPECT_EQ(refused(w.take(31, survey("c1"))), Refusal::answered_before);
  EXPECT_EQ(refused(w.take(31, survey("c9"))), Refusal::unknown_call);
}

TEST(Surveys, AboutACallbackItNamesTheCallThatAsked) {
  CallbackWorld w;
  w.queued(1, "c1");
  w.accept(2, "cb", "c1");
  const auto given = w.take(30, survey("", "cb"));
  ASSERT_NE(fact<ResponseGiven>(given), nullptr);
  EXPECT_EQ(fact<ResponseGiven>(given)->call_id, "c1");
  EXPECT_EQ(fact<ResponseGiven>(given)->queue, "support");
  EXPECT_EQ(refused(w.take(31, survey("", "none"))), Refusal::unknown_callback);
}

TEST(Beliefs, AreKeptForTheSiteOrAQueue) {
  World w;
  BeliefReport belief{"default", "hr", "b1", "fast", "manager", "", 198, 250, start, start + 24h};
  EXPECT_TRUE(taken(w.take(1, belief)));
  belief.queue = "sales";
  EXPECT_TRUE(taken(w.take(2, belief)));
  belief.queue = "none";
  EXPECT_EQ(refused(w.take(3, belief)), Refusal::unknown_queue);
}

TEST(Offers, FollowTheProbabilityOfALongWait) {
  Estimate e;
  e.status = EstimateStatus::ok;
  e.quantiles_s = {20, 40, 120, 300, 400, 500};
  EXPECT_DOUBLE_EQ(probability_above(e, 120s), 0.5);
  EXPECT_DOUBLE_EQ(probability_above(e, 10s), 0.95);
  EXPECT_NEAR(probability_above(e, 350s), 0.15, 1e-12);
  EXPECT_LT(probability_above(e, 700s), 0.05);
  const World plain;
  EXPECT_EQ(plain.engine.offer(start, "default", "support", e).reason, "not_configured");
  const CallbackWorld w;
  const auto offer = w.engine.offer(start, "default", "support", e);
  EXPECT_TRUE(offer.offered);
  ASSERT_TRUE(offer.window);
  EXPECT_EQ(offer.window->from, start);
  EXPECT_EQ(offer.window->to, start + 9min);
  e.quantiles_s = {1, 2, 3, 4, 5, 6};
  EXPECT_EQ(w.engine.offer(start, "default", "support", e).reason, "wait_is_short");
  e.status = EstimateStatus::insufficient_data;
  EXPECT_EQ(w.engine.offer(start, "default", "support", e).reason, "no_estimate");
}

}  // namespace
}  // namespace truewait::domain
