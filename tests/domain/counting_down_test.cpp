// Named after the defect of Asterisk's announcements: with an average of 60 s, a caller who has waited 600 s is told
// eight minutes more. Whole waits, each asked about every ten seconds and every announcement spoken and reported.
#include <cmath>
#include <functional>

#include "domain/said_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

struct Heard {
  double at_s = 0;
  Announcement words;
};

/// A front-end and its one caller: asks, speaks, reports.
class Listening {
 public:
  using Ask = std::function<Estimate(double at_s)>;

  Listening(World& world, std::string call) : world_(world), call_(std::move(call)) {}

  void until(double end_s, const Ask& ask) {
    for (; at_s_ <= end_s; at_s_ += 10) {
      const auto now = start + from_seconds(at_s_);
      const auto words = world_.engine.announce_call(now, "default", "pbx", call_, ask(at_s_));
      heard.push_back({at_s_, words.value()});
      if (words->mode) report(*words);
    }
  }

  std::vector<Heard> heard;

 private:
  void report(const Announcement& words) {
    Quote quote;
    quote.source = "pbx";
    quote.call_id = call_;
    quote.quote_id = "q" + std::to_string(heard.size());
    quote.mode = *words.mode;
    if (words.lower_min) quote.lower = std::chrono::minutes(*words.lower_min);
    if (words.upper_min) quote.upper = std::chrono::minutes(*words.upper_min);
    quote.text_key = words.text_key;
    quote.spoken = start + from_seconds(at_s_);
    world_.take(at_s_, quote);
  }

  World& world_;
  std::string call_;
  double at_s_ = 0;
};

Estimate law(double p80_s) {
  Estimate e;
  e.status = EstimateStatus::ok;
  e.quantiles_s = {0.4 * p80_s, 0.5 * p80_s, 0.75 * p80_s, p80_s, 1.2 * p80_s, 1.4 * p80_s};
  return e;
}

/// No bound that is spoken is above the one before, and no end it promises later than the one before by more than the
/// rounding to minutes; but for one correction.
int corrections_of_a_sound_wait(const std::vector<Heard>& heard) {
  int corrections = 0, last_min = 1'000'000;
  double promised_s = 1e9;
  for (const auto& [at_s, words] : heard) {
    if (words.running_late) {
      ++corrections;
      last_min = 1'000'000;
      promised_s = 1e9;
    }
    if (!words.upper_min) continue;
    EXPECT_LE(*words.upper_min, last_min) << "after " << at_s << " s";
    EXPECT_LT(at_s + *words.upper_min * 60, promised_s + 60) << "after " << at_s << " s";
    last_min = *words.upper_min;
    promised_s = std::min(promised_s, at_s + *words.upper_min * 60);
  }
  return corrections;
}

TEST(CountingDown, Pain13AsterisksDefectTheAnnouncedWaitGrowsWithTheTimeWaited) {
  World w;
  w.queued(0, "c1");
  Listening caller(w, "c1");
  const auto asterisk = [](double at_s) { return law(std::max(60.0, 0.8 * at_s)); };
  ASSERT_EQ(announce(asterisk(600), 0.8).upper_min, 8) << "what the figures alone would say";
  caller.until(600, asterisk);
  EXPECT_EQ(corrections_of_a_sound_wait(caller.heard), 1);
  EXPECT_EQ(caller.heard.front().words.upper_min, 1);
  for (const auto& [at_s, words] : caller.heard) EXPECT_LE(words.upper_min.value_or(0), 2) << "after " << at_s << " s";
  EXPECT_EQ(caller.heard.back().words.mode, QuoteMode::position);
  EXPECT_TRUE(caller.heard.back().words.at_risk);
}

TEST(CountingDown, AWaitThatGoesAsPredictedIsCountedDownToTheEnd) {
  World w;
  w.queued(0, "c1");
  Listening caller(w, "c1");
  caller.until(590, [](double at_s) { return law(600 - at_s); });
  EXPECT_EQ(corrections_of_a_sound_wait(caller.heard), 0);
  for (const auto& [at_s, words] : caller.heard) {
    EXPECT_EQ(words.upper_min, static_cast<int>(std::ceil((600 - at_s) / 60))) << "after " << at_s << " s";
    EXPECT_FALSE(words.at_risk);
  }
}

TEST(CountingDown, AWaitThatStallsIsCorrectedOnceAndThenCountedDownAgain) {
  World w;
  w.queued(0, "c1");
  Listening caller(w, "c1");
  // Five minutes as it seems; then nothing moves for a while; then it goes on as it had begun, and a little faster.
  caller.until(320, [](double at_s) { return law(at_s < 60 ? 300 - at_s : at_s < 150 ? 240 : 330 - at_s); });
  EXPECT_EQ(corrections_of_a_sound_wait(caller.heard), 1);
  int figures_after = 0;
  bool corrected = false;
  for (const auto& [at_s, words] : caller.heard) {
    figures_after += corrected && words.upper_min ? 1 : 0;
    corrected = corrected || words.running_late;
  }
  EXPECT_TRUE(corrected);
  EXPECT_GT(figures_after, 0) << "a new deadline that holds allows figures";
}

TEST(CountingDown, TheEnginesOwnEstimatesInALineThatDoesNotMove) {
  SaidWorld w;
  for (int ahead = 0; ahead < 3; ++ahead) w.queued(0, "ahead" + std::to_string(ahead));
  w.queued(0, "c1");
  Listening caller(w, "c1");
  caller.until(1800, [&](double at_s) { return *w.estimate_call(at_s, "c1"); });
  EXPECT_TRUE(caller.heard.front().words.upper_min);
  EXPECT_EQ(corrections_of_a_sound_wait(caller.heard), 1);
  EXPECT_TRUE(caller.heard.back().words.at_risk);
}

TEST(CountingDown, GoesOnAfterARestart) {
  SaidWorld w;
  for (int ahead = 0; ahead < 3; ++ahead) w.queued(0, "ahead" + std::to_string(ahead));
  w.queued(0, "c1");
  Listening caller(w, "c1");
  caller.until(600, [&](double at_s) { return *w.estimate_call(at_s, "c1"); });
  ASSERT_EQ(corrections_of_a_sound_wait(caller.heard), 1);
  Engine folded(SaidWorld::with_priors()), restored(SaidWorld::with_priors());
  for (const auto& fact : w.facts) ASSERT_TRUE(folded.apply(fact));
  ASSERT_TRUE(restored.restore(1, w.engine.snapshot(1)));
  const auto now = start + 700s;
  const auto want = *w.engine.announce_call(now, "default", "pbx", "c1", law(100));
  for (const auto* engine : {&folded, &restored}) {
    const auto got = *engine->announce_call(now, "default", "pbx", "c1", law(100));
    EXPECT_EQ(got.mode, want.mode);
    EXPECT_EQ(got.upper_min, want.upper_min);
    EXPECT_FALSE(got.running_late);
  }
  EXPECT_EQ(folded.digest(), w.engine.digest());
}

}  // namespace
}  // namespace truewait::domain
