// One deadline per caller: what may be said beside it, when it runs late, and which words may move it.
#include "domain/promised.hpp"

#include "domain/world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

constexpr double spoken_level = 0.8;

/// The law of a remaining wait whose 80 % quantile is `p80_s`: p20 0.5, p50 0.75, p90 1.2, p95 1.4 of it.
Estimate remaining(double p80_s) {
  Estimate e;
  e.status = EstimateStatus::ok;
  e.ahead = 2;
  e.quantiles_s = {0.4 * p80_s, 0.5 * p80_s, 0.75 * p80_s, p80_s, 1.2 * p80_s, 1.4 * p80_s};
  return e;
}

/// Promised at the start: over within `upper`.
Promised promised(Duration upper, std::optional<Duration> lower = {}) {
  Promised p;
  QuoteGiven quote;
  quote.quote_id = "q1";
  quote.mode = QuoteMode::range;
  quote.lower = lower;
  quote.upper = upper;
  quote.deadline = start + upper;
  p.heard(quote);
  return p;
}

Quote words(Duration upper, const std::string& key = "wait.range", QuoteMode mode = QuoteMode::range) {
  Quote q;
  q.mode = mode;
  if (mode != QuoteMode::more_than) q.upper = upper;
  q.text_key = key;
  return q;
}

TEST(AnnounceAgain, WithoutAPromiseItIsTheTable) {
  const auto said = announce_again(remaining(372), spoken_level, start, {});
  EXPECT_EQ(said.mode, QuoteMode::range);
  EXPECT_EQ(said.upper_min, 7);
}

TEST(AnnounceAgain, WhatIsLeftIsSaidAsLongAsItFitsTheDeadline) {
  const auto said = announce_again(remaining(240), spoken_level, start + 120s, promised(360s));
  EXPECT_EQ(said.mode, QuoteMode::range);
  EXPECT_EQ(said.upper_min, 4);
  EXPECT_FALSE(said.at_risk || said.running_late);
}

TEST(AnnounceAgain, BeyondTheDeadlineOnlyThePlaceIsSaid) {
  const auto said = announce_again(remaining(300), spoken_level, start + 120s, promised(360s));
  EXPECT_EQ(said.mode, QuoteMode::position);
  EXPECT_EQ(said.text_key, "wait.position");
  EXPECT_EQ(said.position, 3);
  EXPECT_FALSE(said.upper_min);
  EXPECT_TRUE(said.at_risk);
  EXPECT_FALSE(said.running_late);
}

TEST(AnnounceAgain, AsLikelyLateAsNotIsSaidOnceWithANewBound) {
  const auto before = promised(360s);
  EXPECT_FALSE(announce_again(remaining(319), spoken_level, start + 120s, before).running_late)
      << "median 239 of 240 s";
  const auto said = announce_again(remaining(320), spoken_level, start + 120s, before);
  EXPECT_TRUE(said.running_late);
  EXPECT_TRUE(said.callback_first);
  EXPECT_EQ(said.text_key, "wait.late");
  EXPECT_EQ(said.mode, QuoteMode::about);
  EXPECT_EQ(said.lower_min, 2);
  EXPECT_EQ(said.upper_min, 6);
}

TEST(AnnounceAgain, TheDeadlineItselfIsLateHoweverSoonTheEndSeems) {
  EXPECT_TRUE(announce_again(remaining(5), spoken_level, start + 360s, promised(360s)).running_late);
  const auto before_it = announce_again(remaining(0.5), spoken_level, start + 359s, promised(360s));
  EXPECT_EQ(before_it.mode, QuoteMode::less_than);
  EXPECT_FALSE(before_it.at_risk || before_it.running_late);
}

TEST(AnnounceAgain, TheCorrectionNamesABoundHoweverWideAndMoreThanHalfAnHourAsSuch) {
  auto wide = remaining(600);
  wide.quantiles_s[0] = wide.quantiles_s[1] = 10;
  const auto said = announce_again(wide, spoken_level, start + 360s, promised(360s));
  EXPECT_TRUE(said.running_late);
  EXPECT_EQ(said.upper_min, 10);
  EXPECT_FALSE(said.lower_min || said.position);
  const auto endless = announce_again(remaining(3000), spoken_level, start + 360s, promised(360s));
  EXPECT_TRUE(endless.running_late);
  EXPECT_EQ(endless.mode, QuoteMode::more_than);
  EXPECT_EQ(endless.text_key, "wait.late_more_than");
  EXPECT_FALSE(endless.upper_min);
}

TEST(AnnounceAgain, AfterTheCorrectionOnlyThePlaceUntilTheNewDeadlineAllowsFigures) {
  auto before = promised(360s);
  QuoteGiven correction;
  correction.quote_id = "q2";
  correction.mode = QuoteMode::about;
  correction.upper = 300s;
  correction.deadline = start + 660s;
  correction.supersedes = "q1";
  before.heard(correction);
  EXPECT_EQ(before.first, "q1");
  const auto risky = announce_again(remaining(290), spoken_level, start + 380s, before);
  EXPECT_EQ(risky.mode, QuoteMode::position);
  EXPECT_TRUE(risky.at_risk);
  EXPECT_EQ(announce_again(remaining(100), spoken_level, start + 380s, before).upper_min, 2);
  const auto over = announce_again(remaining(100), spoken_level, start + 700s, before);
  EXPECT_EQ(over.mode, QuoteMode::position) << "no second correction";
  EXPECT_TRUE(over.at_risk);
  EXPECT_FALSE(over.running_late);
}

TEST(AnnounceAgain, NeitherEndGrows) {
  const auto upper = announce_again(remaining(119), spoken_level, start + 10s, promised(150s));
  EXPECT_EQ(upper.upper_min, 2);
  const auto rounded = announce_again(remaining(125), spoken_level, start + 10s, promised(150s));
  EXPECT_EQ(rounded.mode, QuoteMode::position) << "three minutes would be more than the 150 seconds said before";
  EXPECT_FALSE(rounded.at_risk);
  const auto lower = announce_again(remaining(480), spoken_level, start + 60s, promised(600s, 120s));
  EXPECT_EQ(lower.lower_min, 2) << "not four";
  EXPECT_EQ(lower.upper_min, 8);
  const auto none = announce_again(remaining(480), spoken_level, start + 60s, promised(600s, 0s));
  EXPECT_EQ(none.mode, QuoteMode::about);
  EXPECT_FALSE(none.lower_min);
}

TEST(AnnounceAgain, WithoutFiguresNothingIsCorrected) {
  auto e = remaining(300);
  e.status = EstimateStatus::insufficient_data;
  const auto said = announce_again(e, spoken_level, start + 400s, promised(360s));
  EXPECT_FALSE(said.mode);
  EXPECT_TRUE(said.at_risk);
  EXPECT_FALSE(said.running_late);
}

TEST(Consequence, TheDeadlineFallsAndDoesNotRiseBeforeItRunsLate) {
  const auto before = promised(360s);
  EXPECT_EQ(consequence({}, words(300s), start, remaining(200), spoken_level).deadline, start + 300s);
  EXPECT_EQ(consequence(before, words(100s), start + 60s, remaining(80), spoken_level).deadline, start + 160s);
  const auto later = consequence(before, words(600s), start + 60s, remaining(200), spoken_level);
  EXPECT_EQ(later.deadline, start + 360s);
  EXPECT_FALSE(later.corrects);
  const auto risky = consequence(before, words(600s), start + 60s, remaining(350), spoken_level);
  EXPECT_FALSE(risky.corrects) << "at risk is not late";
}

TEST(Consequence, TheFirstLaterWordsOfALateCallAreTheCorrection) {
  const auto before = promised(360s);
  const auto by_chance = consequence(before, words(600s), start + 60s, remaining(500), spoken_level);
  EXPECT_TRUE(by_chance.corrects);
  EXPECT_EQ(by_chance.deadline, start + 660s);
  EXPECT_TRUE(consequence(before, words(60s), start + 360s, remaining(1), spoken_level).corrects)
      << "the deadline has come";
  EXPECT_FALSE(consequence(before, words(10s), start + 340s, remaining(500), spoken_level).corrects)
      << "not a later bound";
  auto corrected = before;
  corrected.corrected = true;
  EXPECT_EQ(consequence(corrected, words(600s), start + 400s, remaining(500), spoken_level).deadline, start + 360s);
}

TEST(Consequence, TheCorrectionsOwnSentenceIsBelievedWhileThePromiseIsAtRisk) {
  const auto before = promised(360s);
  EXPECT_TRUE(consequence(before, words(600s, "wait.late"), start + 60s, remaining(350), spoken_level).corrects)
      << "it was given out when the call ran late, a moment ago";
  EXPECT_FALSE(consequence(before, words(600s, "wait.late"), start + 60s, remaining(200), spoken_level).corrects);
}

TEST(Consequence, ACorrectionWithoutABoundLeavesNoDeadline) {
  const auto before = promised(360s);
  const auto endless = words({}, "wait.late_more_than", QuoteMode::more_than);
  const auto after = consequence(before, endless, start + 360s, remaining(3000), spoken_level);
  EXPECT_TRUE(after.corrects);
  EXPECT_EQ(after.deadline, std::nullopt);
  EXPECT_EQ(consequence(before, endless, start + 60s, remaining(200), spoken_level).deadline, start + 360s);
}

}  // namespace
}  // namespace truewait::domain
