// Offers and callbacks of a queue with hours: what can be kept today, the end of the day, the closed queue.
#include <cmath>

#include "domain/callback_window.hpp"
#include "domain/offer_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

// The world begins on Monday at 9; the queue is open until 18.
constexpr Duration closing = 9h, opening = 23h, a_week_end = 24h * 3;

void expect_window(const std::optional<Window>& window, Duration from, Duration to) {
  ASSERT_TRUE(window);
  EXPECT_EQ((window->from - start) / 1s, from / 1s);
  EXPECT_EQ((window->to - start) / 1s, to / 1s);
}

TEST(OfferHours, AClosedQueueOffersNothingAndSaysWhenItOpens) {
  const OfferWorld w(on_workdays);
  const auto offer = w.offer(closing, long_wait());
  EXPECT_FALSE(offer.offered);
  EXPECT_EQ(offer.reason, "outside_hours");
  expect_window(offer.window, opening, opening + 10h);
  EXPECT_EQ(w.reason(closing, Estimate{}), "outside_hours") << "whether or not anything is known";
}

TEST(OfferHours, NobodyIsOfferedACallWhileNobodyMayBeRung) {
  const OfferWorld w([](CallbackRule& rule) {
    on_workdays(rule);
    for (auto& day : rule.calling.week) day = {{11h, 20h}};
  });
  const auto offer = w.offer(1h, long_wait());
  EXPECT_EQ(offer.reason, "outside_hours");
  expect_window(offer.window, 2h, closing);
}

TEST(OfferHours, KeptTodayIsNineTimesInTenBeforeClosing) {
  const OfferWorld w(on_workdays);
  const auto in_time = w.offer(closing - 400s, long_wait());
  EXPECT_TRUE(in_time.offered);
  expect_window(in_time.window, closing - 400s, closing);
  EXPECT_EQ(w.reason(closing - 399s, long_wait()), "cannot_be_kept");
}

TEST(OfferHours, ThePlaceOfACallbackWaitsLongerThanThoseWhoGiveUp) {
  auto patient = long_wait();
  patient.patient_mean_s = 2 * patient.mean_s;
  EXPECT_EQ(reached_within(long_wait()), 400s);
  EXPECT_EQ(reached_within(patient), 800s);
  const OfferWorld w(on_workdays);
  EXPECT_EQ(w.reason(closing - 700s, patient), "cannot_be_kept");
}

TEST(OfferHours, KeptTodayIsAlsoBeforeTheCallingHoursEnd) {
  const OfferWorld w([](CallbackRule& rule) {
    on_workdays(rule);
    for (auto& day : rule.calling.week) day = {{8h, 12h}};
  });
  EXPECT_EQ(w.reason(3h - 399s, long_wait()), "cannot_be_kept");
  EXPECT_EQ(w.reason(3h - 400s, long_wait()), "offered: wait_is_long");
}

TEST(OfferHours, OffersStopWhenTheAgentsCannotServeThoseWhoArePending) {
  OfferWorld w(on_workdays);
  // One agent at three minutes each serves three in ten minutes.
  for (const auto* id : {"a", "b"}) w.accept(1, id);
  EXPECT_EQ(w.reason(closing - 600s, long_wait()), "offered: wait_is_long");
  w.accept(2, "c");
  EXPECT_EQ(w.reason(closing - 600s, long_wait()), "cannot_be_kept");
  EXPECT_EQ(w.reason(closing - 1h, long_wait()), "offered: wait_is_long") << "there is time for twenty";
  w.agent(3, "bert", AgentState::busy);
  EXPECT_EQ(w.reason(closing - 600s, long_wait()), "offered: wait_is_long") << "there are agents for six";
}

TEST(OfferHours, NoOfferWithoutAgentsWhoCouldKeepIt) {
  OfferWorld w(on_workdays);
  w.agent(1, "anna", AgentState::logged_out);
  EXPECT_EQ(w.reason(1h, long_wait()), "cannot_be_kept");
}

TEST(OfferHours, ClosingSoon) {
  const OfferWorld w([](CallbackRule& rule) {
    on_workdays(rule);
    rule.offer.stop_before_closing = 30min;
  });
  EXPECT_EQ(w.reason(closing - 30min - 1s, long_wait(60s)), "offered: wait_is_long");
  EXPECT_EQ(w.reason(closing - 30min, long_wait(60s)), "closing_soon");
}

void sweeping(CallbackRule& rule) {
  on_workdays(rule);
  rule.offer.stop_before_closing = 30min;
  rule.offer.closing_sweep = true;
  rule.offer.classes = {"vip"};
}

TEST(OfferHours, TheClosingSweepOffersToAllWhoStillWait) {
  const OfferWorld w(sweeping);
  EXPECT_EQ(w.reason(closing - 20min, short_wait(), {"vip"}), "closing_soon") << "somebody who has not come yet";
  EXPECT_EQ(w.reason(closing - 20min, short_wait(10s)), "offered: closing_sweep") << "however short, of any class";
  EXPECT_EQ(w.reason(closing - 31min, short_wait(10s), {"vip"}), "wait_is_short") << "not before";
  expect_window(w.offer(closing - 20min, short_wait(10s)).window, closing - 20min, closing - 15min);
}

TEST(OfferHours, TheClosingSweepPromisesTheNextOpeningWhenTodayCannotBeKept) {
  const OfferWorld w(sweeping);
  const auto monday = w.offer(closing - 2min, long_wait(10s));
  EXPECT_EQ(monday.reason, "closing_sweep");
  EXPECT_TRUE(monday.offered);
  // Nine minutes, of which two pass today.
  expect_window(monday.window, opening, opening + 7min);
  const auto friday = w.offer(4 * 24h + closing - 2min, long_wait(10s));
  expect_window(friday.window, 4 * 24h - 24h + a_week_end + opening, 4 * 24h - 24h + a_week_end + opening + 7min);
}

TEST(OfferHours, TheClosingSweepEndsWhereTheNextDayIsFull) {
  OfferWorld w([](CallbackRule& rule) {
    sweeping(rule);
    for (auto& day : rule.calling.week) day = {{17h, 18h}};
  });
  for (int i = 0; i < 20; ++i) w.accept(1, "cb" + std::to_string(i));
  EXPECT_EQ(w.reason(closing - 2min, long_wait(10s)), "cannot_be_kept") << "an hour is enough for twenty";
}

TEST(PromisedWindows, AreCutOffAtClosingWhenTheyWillBeKept) {
  CallbackRule rule;
  on_workdays(rule);
  auto e = long_wait();
  e.quantiles_s[3] = 390;
  expect_window(promised_window(rule, e, start + closing - 410s), closing - 410s, closing);
  expect_window(promised_window(rule, e, start + closing - 560s), closing - 560s, closing - 20s);
}

TEST(PromisedWindows, OfAWaitOverNightBeginWithTheNextDay) {
  CallbackRule rule;
  on_workdays(rule);
  auto e = long_wait();
  e.quantiles_s = {600, 1200, 3000, 3600, 4800, 6000};
  // Most likely in 45 to 60 minutes: half an hour of them is left today, or ten minutes.
  expect_window(promised_window(rule, e, start + closing - 30min), opening + 15min, opening + 30min);
  expect_window(promised_window(rule, e, start + closing - 10min), opening + 35min, opening + 50min);
}

TEST(PromisedWindows, NeverCrossClosingOrCallingHours) {
  CallbackRule rule;
  on_workdays(rule);
  for (auto& day : rule.calling.week) day = {{9h, 12h}, {13h, 17h + 30min}};
  auto e = long_wait();
  for (const double mean_s : {30.0, 300.0, 3000.0, 30000.0}) {
    for (std::size_t q = 0; q < quantile_levels.size(); ++q)
      e.quantiles_s[q] = -mean_s * std::log(1 - quantile_levels[q]);
    e.mean_s = e.patient_mean_s = mean_s;
    for (auto now = start; now < start + 24h * 7; now += 7min) {
      const auto window = promised_window(rule, e, now);
      ASSERT_TRUE(window);
      ASSERT_LT(window->from, window->to);
      ASSERT_GE(window->from, now);
      const auto open = open_span(rule.hours, window->from), calling = open_span(rule.calling, window->from);
      ASSERT_TRUE(open && calling) << (now - start) / 1min;
      ASSERT_LE(window->to, std::min(open->to, calling->to)) << (now - start) / 1min;
    }
  }
}

TEST(AcceptanceHours, AClosedQueueTakesNoneAndNamesTheNextHours) {
  OfferWorld w(on_workdays);
  const auto refusal = w.accept(10 * 3600, "cb");
  EXPECT_EQ(refused(refusal), Refusal::outside_hours);
  ASSERT_NE(effect<Refused>(refusal), nullptr);
  EXPECT_NE(effect<Refused>(refusal)->detail.find("2026-03-03T08:00Z to 2026-03-03T18:00Z, 2026-03-04T08:00Z"),
            std::string::npos)
      << effect<Refused>(refusal)->detail;
  EXPECT_EQ(w.engine.open_callbacks("default", "support"), 0);
}

TEST(AcceptanceHours, TurnedOffNoneIsTaken) {
  OfferWorld w;
  w.turn_offers(1, false);
  EXPECT_EQ(refused(w.accept(2, "cb")), Refusal::callbacks_off);
  w.turn_offers(3, true);
  EXPECT_EQ(refused(w.accept(4, "cb")), std::nullopt);
}

TEST(AcceptanceHours, AsManyPendingAsMayBe) {
  OfferWorld w([](CallbackRule& rule) { rule.offer.most_pending = 1; });
  EXPECT_EQ(refused(w.accept(1, "a")), std::nullopt);
  EXPECT_EQ(refused(w.accept(2, "b")), Refusal::too_many_callbacks);
  EXPECT_NE(effect<CallbackTaken>(w.accept(3, "a")), nullptr) << "the same request again is no new one";
}

TEST(AcceptanceHours, WhatIsOfferedDoesNotGovernWhatIsAccepted) {
  OfferWorld w([](CallbackRule& rule) {
    rule.offer.waited_at_least = 1h;
    rule.offer.waiting_at_least = 100;
    rule.offer.number_needed = true;
    rule.offer.classes = {"vip"};
    rule.offer.stop_before_closing = 10h;
    on_workdays(rule);
  });
  EXPECT_NE(w.reason(1s, long_wait()), "offered: wait_is_long");
  EXPECT_EQ(refused(w.accept(1, "cb")), std::nullopt);
}

TEST(AcceptanceHours, TimeOutsideTheHoursDoesNotExpireACallback) {
  OfferWorld w(on_workdays);
  const auto accepted = w.accept(8 * 3600, "cb");
  ASSERT_NE(fact<CallbackAccepted>(accepted), nullptr);
  EXPECT_EQ(fact<CallbackAccepted>(accepted)->expires, start + opening + 3h) << "one hour today, three tomorrow";
}

TEST(AcceptanceHours, TheEngineAsksToBeWokenWhenTheHoursBegin) {
  OfferWorld w(on_workdays);
  w.accept(8 * 3600, "cb");
  ASSERT_TRUE(w.engine.next_wakeup());
  EXPECT_LE(*w.engine.next_wakeup(), start + opening);
  w.agent(9 * 3600 + 60, "anna", AgentState::logged_out);
  EXPECT_EQ(w.engine.next_wakeup(), start + opening);
  w.wake(23 * 3600);
  ASSERT_TRUE(w.engine.next_wakeup());
  EXPECT_GT(*w.engine.next_wakeup(), start + opening) << "not again for the same hours";
  w.take(23 * 3600 + 1, Cancellation{"default", "cb", "staff"});
  EXPECT_FALSE(w.engine.next_wakeup()) << "nobody is to be called back";
}

TEST(ClosedQueues, SayClosedAndNotAFigure) {
  OfferWorld w(on_workdays);
  EXPECT_NE(w.estimate(1).status, EstimateStatus::closed);
  EXPECT_EQ(w.estimate(9 * 3600).status, EstimateStatus::closed);
  EXPECT_EQ(w.engine.explain(start + closing, "default", "support", {})->because, ServedBecause::closed);
  EXPECT_NE(w.estimate(23 * 3600).status, EstimateStatus::closed);
}

TEST(ClosedQueues, WhoeverCameInTimeIsStillServed) {
  OfferWorld w(on_workdays);
  w.queued(9 * 3600 - 10, "early");
  w.queued(9 * 3600 + 10, "late");
  EXPECT_NE(w.estimate_call(9 * 3600 + 20, "early")->status, EstimateStatus::closed);
  EXPECT_EQ(w.estimate_call(9 * 3600 + 20, "late")->status, EstimateStatus::closed);
}

}  // namespace
}  // namespace truewait::domain
