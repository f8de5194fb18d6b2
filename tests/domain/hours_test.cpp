// Hours in local time: what is open when, over midnights, holidays and changes of the clock.
#include "truewait/domain/hours.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "domain/dial_hours.hpp"

namespace truewait::domain {
namespace {

using namespace std::chrono_literals;
using Offsets = std::vector<std::pair<Instant, std::chrono::seconds>>;

Instant utc(int month, unsigned day, int hour, int minute = 0) {
  const std::chrono::sys_days date{std::chrono::year{2026} / std::chrono::month(static_cast<unsigned>(month)) /
                                   std::chrono::day(day)};
  return date + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

std::chrono::local_days day_of(int month, unsigned day) {
  return std::chrono::local_days{std::chrono::year{2026} / std::chrono::month(static_cast<unsigned>(month)) /
                                 std::chrono::day(day)};
}

const Offsets berlin{{utc(1, 1, 0), 1h}, {utc(3, 29, 1), 2h}, {utc(10, 25, 1), 1h}};
const Offsets new_york{{utc(1, 1, 0), -5h}, {utc(3, 8, 7), -4h}, {utc(11, 1, 6), -5h}};
const Offsets lord_howe{{utc(1, 1, 0), 11h}, {utc(4, 4, 15), 10h + 30min}, {utc(10, 3, 15, 30), 11h}};
const Offsets casablanca{{utc(1, 1, 0), 1h}, {utc(2, 15, 2), 0h}, {utc(3, 22, 2), 1h}};
const Offsets kolkata{{utc(1, 1, 0), 5h + 30min}};
const Offsets havana{{utc(1, 1, 0), -5h}, {utc(3, 8, 5), -4h}, {utc(11, 1, 5), -5h}};

/// The same span on the days of the week that are given, 0 = Sunday.
Hours weekly(const std::set<std::size_t>& days, std::chrono::minutes from, std::chrono::minutes to,
             Offsets offsets = {}) {
  Hours hours;
  for (const auto day : days) hours.week[day].push_back({from, to});
  hours.offsets = std::move(offsets);
  return hours;
}

const std::set<std::size_t> workdays{1, 2, 3, 4, 5}, sunday{0}, daily{0, 1, 2, 3, 4, 5, 6};

std::string span_text(const std::optional<Span>& span) {
  if (!span) return "none";
  const auto minutes = [](Instant t) { return std::to_string((t - utc(1, 1, 0)) / 1min); };
  return minutes(span->from) + ".." + minutes(span->to);
}

void expect_span(const std::optional<Span>& found, Instant from, Instant to) {
  EXPECT_EQ(span_text(found), span_text(Span{from, to}));
}

TEST(Hours, AlwaysIsWhatNobodyConfigured) {
  const Hours always;
  EXPECT_TRUE(always.always());
  expect_span(open_span(always, utc(5, 1, 3)), utc(5, 1, 3) - as_good_as_ever, utc(5, 1, 3) + as_good_as_ever);
  EXPECT_TRUE(next_open(always, utc(5, 1, 3)));
}

TEST(Hours, WhatIsOpenFromNowOnIsTheRestOfTheNextSpan) {
  Hours split = weekly(daily, 0h, 2h + 20min, berlin);
  for (auto& day : split.week) day.push_back({3h + 10min, 24h});
  const Hours closing = weekly(workdays, 8h, 18h, new_york);
  for (const auto* hours : std::initializer_list<const Hours*>{&split, &closing}) {
    for (auto at = utc(3, 6, 0); at < utc(3, 31, 0); at += 37min) {
      const auto next = next_open(*hours, at);
      expect_span(open_from(*hours, at), std::max(at, next->from), next->to);
    }
  }
  EXPECT_EQ(open_from(Hours{}, utc(5, 1, 3))->from, utc(5, 1, 3));
  Hours never;
  never.closed_week = true;
  EXPECT_FALSE(open_from(never, utc(5, 1, 3)));
}

TEST(Hours, NeverHasNoNextSpanButSpecialDays) {
  Hours never;
  never.closed_week = true;
  EXPECT_FALSE(never.always());
  EXPECT_FALSE(open_span(never, utc(5, 1, 3)));
  EXPECT_FALSE(next_open(never, utc(5, 1, 3)));
  never.days[day_of(12, 24)] = {{8h, 12h}};
  expect_span(next_open(never, utc(1, 10, 3)), utc(12, 24, 8), utc(12, 24, 12));
}

TEST(Hours, NothingIsFoundBeyondAsGoodAsEver) {
  Hours never;
  never.closed_week = true;
  never.days[day_of(12, 24) + std::chrono::days(300)] = {{8h, 12h}};
  EXPECT_FALSE(next_open(never, utc(1, 10, 3)));
  EXPECT_TRUE(next_open(never, utc(12, 1, 0)));
}

TEST(Hours, BerlinWorkdaysFollowTheClockOfTheTown) {
  const auto hours = weekly(workdays, 8h, 18h, berlin);
  expect_span(open_span(hours, utc(3, 2, 9)), utc(3, 2, 7), utc(3, 2, 17));
  expect_span(open_span(hours, utc(3, 30, 6)), utc(3, 30, 6), utc(3, 30, 16));
  EXPECT_FALSE(open_span(hours, utc(3, 27, 17))) << "the end is no longer open";
  expect_span(next_open(hours, utc(3, 27, 17)), utc(3, 30, 6), utc(3, 30, 16));
  expect_span(next_open(hours, utc(3, 27, 16, 59)), utc(3, 27, 7), utc(3, 27, 17));
  expect_span(next_open(hours, utc(10, 24, 12)), utc(10, 26, 7), utc(10, 26, 17));
}

TEST(Hours, WhatTheClockSkipsDoesNotExist) {
  expect_span(next_open(weekly(daily, 2h + 15min, 2h + 45min, berlin), utc(3, 28, 2)), utc(3, 30, 0, 15),
              utc(3, 30, 0, 45));
  expect_span(next_open(weekly(sunday, 1h, 2h + 30min, berlin), utc(3, 28, 2)), utc(3, 29, 0), utc(3, 29, 1));
  expect_span(next_open(weekly(sunday, 2h + 30min, 4h, berlin), utc(3, 28, 2)), utc(3, 29, 1), utc(3, 29, 2));
}

TEST(Hours, WhatTheClockRepeatsCountsBothTimes) {
  const auto quarter = weekly(sunday, 2h + 15min, 2h + 45min, berlin);
  expect_span(next_open(quarter, utc(10, 24, 12)), utc(10, 25, 0, 15), utc(10, 25, 0, 45));
  expect_span(next_open(quarter, utc(10, 25, 0, 45)), utc(10, 25, 1, 15), utc(10, 25, 1, 45));
  expect_span(open_span(weekly(sunday, 1h, 4h, berlin), utc(10, 25, 1)), utc(10, 24, 23), utc(10, 25, 3));
}

TEST(Hours, ADayOfNewYorkMayHave23Or25Hours) {
  const auto sundays = weekly(sunday, 0h, 24h, new_york);
  expect_span(open_span(sundays, utc(3, 8, 12)), utc(3, 8, 5), utc(3, 9, 4));
  expect_span(open_span(sundays, utc(11, 1, 12)), utc(11, 1, 4), utc(11, 2, 5));
}

TEST(Hours, LordHoweMovesItsClockByHalfAnHour) {
  const auto back = weekly(sunday, 1h + 15min, 1h + 45min, lord_howe);
  expect_span(open_span(back, utc(4, 4, 14, 20)), utc(4, 4, 14, 15), utc(4, 4, 14, 45));
  expect_span(next_open(back, utc(4, 4, 14, 45)), utc(4, 4, 15), utc(4, 4, 15, 15));
  expect_span(next_open(weekly(sunday, 1h + 45min, 2h + 15min, lord_howe), utc(10, 3, 0)), utc(10, 3, 15, 15),
              utc(10, 3, 15, 30));
  expect_span(next_open(weekly(sunday, 2h + 15min, 2h + 45min, lord_howe), utc(10, 3, 0)), utc(10, 3, 15, 30),
              utc(10, 3, 15, 45));
}

TEST(Hours, CasablancaGoesBackForAMonth) {
  const auto hours = weekly(daily, 8h, 16h, casablanca);
  expect_span(open_span(hours, utc(2, 14, 12)), utc(2, 14, 7), utc(2, 14, 15));
  expect_span(open_span(hours, utc(2, 15, 12)), utc(2, 15, 8), utc(2, 15, 16));
  expect_span(open_span(hours, utc(3, 22, 12)), utc(3, 22, 7), utc(3, 22, 15));
}

TEST(Hours, AZoneOfHalfAnHourThatNeverChanges) {
  expect_span(open_span(weekly({1, 2, 3, 4, 5, 6}, 9h, 18h, kolkata), utc(7, 6, 4)), utc(7, 6, 3, 30),
              utc(7, 6, 12, 30));
}

TEST(Hours, AMidnightThatComesTwiceOpensTwice) {
  const auto hours = weekly(daily, 0h, 30min, havana);
  expect_span(next_open(hours, utc(11, 1, 3)), utc(11, 1, 4), utc(11, 1, 4, 30));
  expect_span(next_open(hours, utc(11, 1, 4, 30)), utc(11, 1, 5), utc(11, 1, 5, 30));
}

TEST(Hours, SpansThatTouchAtMidnightAreOne) {
  Hours night;
  night.week[5] = {{22h, 24h}};
  night.week[6] = {{0h, 6h}, {12h, 13h}};
  expect_span(open_span(night, utc(3, 6, 23)), utc(3, 6, 22), utc(3, 7, 6));
  expect_span(open_span(night, utc(3, 7, 1)), utc(3, 6, 22), utc(3, 7, 6));
  expect_span(open_span(night, utc(3, 7, 12)), utc(3, 7, 12), utc(3, 7, 13));
  const auto whole = weekly(daily, 0h, 24h);
  EXPECT_FALSE(whole.always());
  expect_span(open_span(whole, utc(3, 7, 1)), utc(3, 7, 1) - as_good_as_ever, utc(3, 7, 1) + as_good_as_ever);
}

TEST(Hours, ADayThatIsNamedReplacesItsWeekday) {
  auto hours = weekly(workdays, 8h, 18h, berlin);
  hours.days[day_of(12, 24)] = {{8h, 12h}};
  hours.days[day_of(12, 25)] = {};
  expect_span(open_span(hours, utc(12, 24, 8)), utc(12, 24, 7), utc(12, 24, 11));
  EXPECT_FALSE(open_span(hours, utc(12, 24, 12)));
  EXPECT_FALSE(open_span(hours, utc(12, 25, 12)));
  expect_span(next_open(hours, utc(12, 24, 11)), utc(12, 28, 7), utc(12, 28, 17));
}

TEST(Hours, AClosedDayInAQueueThatIsOtherwiseAlwaysOpen) {
  Hours hours;
  hours.days[day_of(5, 1)] = {};
  EXPECT_FALSE(hours.always());
  EXPECT_FALSE(open_span(hours, utc(5, 1, 12)));
  EXPECT_EQ(open_span(hours, utc(4, 30, 12))->to, utc(5, 1, 0));
  EXPECT_EQ(next_open(hours, utc(5, 1, 12))->from, utc(5, 2, 0));
}

/// Open by the definition: the local time of this one minute, looked up.
bool open_by_hand(const Hours& hours, Instant at) {
  std::chrono::seconds offset = hours.offsets.front().second;
  for (const auto& [from, holds] : hours.offsets) {
    if (from <= at) offset = holds;
  }
  const auto local = std::chrono::local_time<Duration>{(at + offset).time_since_epoch()};
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const auto special = hours.days.find(day);
  const auto& spans =
      special == hours.days.end() ? hours.week[std::chrono::weekday(day).c_encoding()] : special->second;
  for (const auto& span : spans) {
    if (day + span.from <= local && local < day + span.to) return true;
  }
  return false;
}

TEST(Hours, EveryMinuteAroundEveryChangeOfTheClockIsAsItsLocalTimeSays) {
  for (const auto& offsets : {berlin, new_york, lord_howe, casablanca, havana}) {
    auto hours = weekly(daily, 23h + 30min, 24h, offsets);
    for (auto& day : hours.week) day.insert(day.begin(), {{0h, 45min}, {1h + 40min, 2h + 10min}, {2h + 20min, 15h}});
    for (const auto& [change, offset] : offsets) {
      for (auto at = change - 30h; at < change + 30h; at += 5min) {
        ASSERT_EQ(open_span(hours, at).has_value(), open_by_hand(hours, at)) << (at - change) / 1min;
        const auto next = next_open(hours, at);
        ASSERT_TRUE(next && next->to > at && open_by_hand(hours, std::max(at, next->from)));
        ASSERT_FALSE(open_by_hand(hours, next->to)) << "joined as far as it goes";
      }
    }
  }
}

CallbackRule rule_of_hours(Hours open, Hours calling = {}) {
  CallbackRule rule;
  rule.hours = std::move(open);
  rule.calling = std::move(calling);
  return rule;
}

TEST(DialHours, AreThoseOfTheQueueAndOfCallingTogether) {
  const auto rule = rule_of_hours(weekly(workdays, 8h, 18h), weekly(daily, 9h, 20h));
  expect_span(serving_span(rule, utc(3, 2, 10)), utc(3, 2, 9), utc(3, 2, 18));
  EXPECT_FALSE(serving_span(rule, utc(3, 2, 8, 30))) << "open, but too early to ring anybody";
  expect_span(next_serving(rule, utc(3, 6, 18)), utc(3, 9, 9), utc(3, 9, 18));
  EXPECT_TRUE(may_dial_now(rule, {}, utc(3, 2, 9)));
  EXPECT_FALSE(may_dial_now(rule, {}, utc(3, 2, 18)));
  EXPECT_EQ(may_dial_from(rule, {}, utc(3, 2, 10)), utc(3, 2, 10));
  EXPECT_EQ(may_dial_from(rule, {}, utc(3, 2, 18)), utc(3, 3, 9));
}

TEST(DialHours, NobodyIsRungWhileTheDialsAreOff) {
  const CallbackRule always;
  EXPECT_TRUE(may_dial_now(always, {}, utc(3, 2, 3)));
  EXPECT_EQ(may_dial_from(always, {}, utc(3, 2, 3)), utc(3, 2, 3));
  const Switches off{true, false};
  EXPECT_FALSE(may_dial_now(always, off, utc(3, 2, 3)));
  EXPECT_EQ(may_dial_from(always, off, utc(3, 2, 3)), std::nullopt);
}

TEST(DialHours, HoursThatNeverMeetRingNobody) {
  const auto rule = rule_of_hours(weekly(workdays, 8h, 18h), weekly(daily, 19h, 20h));
  EXPECT_FALSE(next_serving(rule, utc(3, 2, 10)));
  EXPECT_EQ(may_dial_from(rule, {}, utc(3, 2, 10)), std::nullopt);
}

TEST(DialHours, TimeOutsideThemDoesNotCount) {
  const auto rule = rule_of_hours(weekly(workdays, 8h, 18h));
  EXPECT_EQ(serving_later(rule, utc(3, 2, 9), 4h), utc(3, 2, 13));
  EXPECT_EQ(serving_later(rule, utc(3, 2, 17), 4h), utc(3, 3, 11));
  EXPECT_EQ(serving_later(rule, utc(3, 6, 17), 4h), utc(3, 9, 11)) << "over a week-end";
  EXPECT_EQ(serving_later(rule, utc(3, 7, 12), 4h), utc(3, 9, 12)) << "asked while closed";
  EXPECT_EQ(serving_later({}, utc(3, 6, 17), 4h), utc(3, 6, 21));
}

}  // namespace
}  // namespace truewait::domain
