// Hours and conditions of offers in a configuration: what they mean, and what is said of those that mean nothing.
#include <gtest/gtest.h>

#include <algorithm>

#include "app/config_toml.hpp"
#include "app/hours_text.hpp"

namespace truewait::app {
namespace {

using namespace std::chrono_literals;

constexpr domain::Instant in_march = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};

LoadedConfig loaded_queue(const std::string& lines) {
  return parse_config("[[queues]]\nname = \"support\"\n" + lines + "\n", "t.toml", in_march);
}

domain::CallbackRule rule_in(const std::string& lines) {
  auto loaded = loaded_queue(lines);
  if (auto* config = std::get_if<ServiceConfig>(&loaded)) return config->engine.queues.at(0).callback;
  for (const auto& error : std::get<1>(loaded)) ADD_FAILURE() << to_string(error);
  return {};
}

std::string wrong_in(const std::string& lines) {
  const auto loaded = loaded_queue(lines);
  if (std::holds_alternative<ServiceConfig>(loaded)) return "(accepted)";
  std::string all;
  for (const auto& error : std::get<1>(loaded)) all += to_string(error) + "\n";
  return all;
}

void expect_wrong(const std::string& lines, const std::string& said) {
  EXPECT_NE(wrong_in(lines).find(said), std::string::npos) << lines << "\n" << wrong_in(lines);
}

std::string day_text(const std::vector<domain::DaySpan>& day) {
  std::string text;
  for (const auto& span : day) {
    text += (text.empty() ? "" : " ") + std::to_string(span.from / 1min) + "-" + std::to_string(span.to / 1min);
  }
  return text;
}

std::string week_text(const std::string& spans) {
  const auto rule = rule_in("open = [" + spans + "]");
  std::string text;
  for (const auto& day : rule.hours.week) text += "[" + day_text(day) + "]";
  return text;
}

TEST(HoursConfig, AWeekIsWrittenAsPeopleWriteIt) {
  EXPECT_EQ(week_text("\"Mon-Fri 08:00-18:00\", \"Sat 09:00-12:00\""),
            "[][480-1080][480-1080][480-1080][480-1080][480-1080][540-720]");
  EXPECT_EQ(week_text("\"Mon,Wed 08:00-12:00\", \"Mon 13:00-17:30\""), "[][480-720 780-1050][][480-720][][][]");
  EXPECT_EQ(week_text("\"daily 00:00-24:00\""), "[0-1440][0-1440][0-1440][0-1440][0-1440][0-1440][0-1440]");
  EXPECT_EQ(week_text("\"Sat-Mon 10:00-11:00\""), "[600-660][600-660][][][][][600-660]") << "over the week's end";
}

TEST(HoursConfig, ANightGoesOnOnTheNextDay) {
  EXPECT_EQ(week_text("\"Fri,Sat 22:00-06:00\""), "[0-360][][][][][1320-1440][0-360 1320-1440]");
  EXPECT_EQ(week_text("\"Sun 18:00-00:00\""), "[1080-1440][][][][][][]");
}

TEST(HoursConfig, SpansThatOverlapAreOne) {
  EXPECT_EQ(week_text("\"Mon 12:00-14:00\", \"Mon 08:00-12:30\", \"Mon 14:00-15:00\""), "[][480-900][][][][][]");
}

TEST(HoursConfig, WithoutHoursAQueueIsAlwaysOpenAndWithNoneNever) {
  EXPECT_TRUE(rule_in("").hours.always());
  EXPECT_TRUE(rule_in("").calling.always());
  EXPECT_FALSE(domain::next_open(rule_in("open = []").hours, in_march));
}

TEST(HoursConfig, DaysThatDiffer) {
  const auto rule = rule_in(
      "time_zone = \"Europe/Berlin\"\nopen = [\"Mon-Fri 08:00-18:00\"]\nclosed = [\"2026-12-25\"]\n"
      "special_days = [\"2026-12-24 08:00-12:00\", \"2026-12-24 13:00-14:00\"]\ncalling = [\"daily 09:00-20:00\"]");
  ASSERT_EQ(rule.hours.days.size(), 2u);
  EXPECT_EQ(day_text(rule.hours.days.begin()->second), "480-720 780-840");
  EXPECT_EQ(day_text(rule.hours.days.rbegin()->second), "");
  EXPECT_TRUE(rule.calling.days.empty());
  EXPECT_EQ(rule.calling.offsets, rule.hours.offsets);
  const std::chrono::sys_days christmas_eve{std::chrono::year{2026} / 12 / 24};
  EXPECT_EQ(domain::open_span(rule.hours, christmas_eve + 8h)->to, christmas_eve + 11h);
  const std::chrono::sys_days july{std::chrono::year{2026} / 7 / 1};
  EXPECT_EQ(domain::open_span(rule.hours, july + 8h)->from, july + 6h);
}

TEST(HoursConfig, TheOffsetsAreThoseOfTheZoneForTwelveYears) {
  const auto berlin_offsets = rule_in("time_zone = \"Europe/Berlin\"\nopen = [\"Mon 08:00-18:00\"]").hours.offsets;
  ASSERT_GE(berlin_offsets.size(), 24u);
  EXPECT_LT(berlin_offsets.front().first, in_march - 24h * 365 * 2 + 24h * 5);
  const domain::Instant spring = std::chrono::sys_days{std::chrono::year{2026} / 3 / 29} + 1h;
  const domain::Instant autumn = std::chrono::sys_days{std::chrono::year{2026} / 10 / 25} + 1h;
  const std::pair<domain::Instant, std::chrono::seconds> summer_begins{spring, 2h}, summer_ends{autumn, 1h};
  EXPECT_EQ(std::count(berlin_offsets.begin(), berlin_offsets.end(), summer_begins), 1);
  EXPECT_EQ(std::count(berlin_offsets.begin(), berlin_offsets.end(), summer_ends), 1);
  EXPECT_EQ(rule_in("open = [\"Mon 08:00-18:00\"]").hours.offsets.size(), 1u) << "UTC";
}

TEST(HoursConfig, MistakesAreToldAtTheirPlaces) {
  EXPECT_EQ(wrong_in("open = [\"Mon-Fri 08:00-18:00\", \"Mo 8-18\"]"),
            "t.toml:3:32: \"Mo 8-18\" is no part of a week: write days and times as in \"Mon-Fri 08:00-18:00\", "
            "\"Sat,Sun 09:00-12:00\" or \"daily 00:00-24:00\".\n");
  for (const auto* text :
       {"Mon", "Mon 08:00", "Mon 08:00-25:00", "Mon 24:00-06:00", "Mon 08:00-08:00", "Mon-Fun 08:00-09:00",
        "Mon, 08:00-09:00", "Mon 08:60-09:00", "Mon  08:00-09:00", "08:00-09:00", "Mon 08:00-09:00 "}) {
    expect_wrong("open = [\"" + std::string(text) + "\"]", "t.toml:3:9: \"" + std::string(text) + "\" is no part");
  }
  expect_wrong("open = \"Mon-Fri 08:00-18:00\"", "t.toml:3:8: \"open\" must be a list of texts, not a text.");
  expect_wrong("open = [7]", "t.toml:3:9: \"open\" is a list of texts in quotes: this is a whole number.");
  expect_wrong("closed = [\"2026-02-29\"]", "t.toml:3:11: \"2026-02-29\" is no day of the calendar");
  expect_wrong("closed = [\"25.12.2026\"]", "is no day of the calendar");
  expect_wrong("special_days = [\"2026-12-24\"]", "t.toml:3:17: \"2026-12-24\" is no special day");
  expect_wrong("special_days = [\"2026-12-24 22:00-06:00\"]", "is no special day");
  expect_wrong("closed = [\"2026-12-24\"]\nspecial_days = [\"2026-12-24 08:00-12:00\"]",
               "t.toml:4:17: \"2026-12-24\" stands in \"closed\" too");
  expect_wrong("open = [\"Mon-Fri 08:00-18:00\"]\ncalling = [\"daily 19:00-20:00\"]", "t.toml:4:11: \"calling\" and");
}

TEST(OfferConfig, EveryConditionIsRead) {
  const auto offer = rule_in(R"(callback = true
open = ["Mon-Fri 08:00-18:00"]
callback_offer_above = "3min"
callback_offer_percent = 30
callback_offer_waited = "20s"
callback_offer_waiting = 4
callback_offer_calls_per_agent = 1.5
callback_offer_number_needed = true
callback_offer_classes = ["vip", "gold"]
callback_max_pending = 50
callback_max_per_hour = 20
callback_stop_before_closing = "30min"
callback_closing_sweep = true)")
                         .offer;
  EXPECT_TRUE(offer.enabled);
  EXPECT_EQ(offer.above, 3min);
  EXPECT_EQ(offer.probability, 0.3);
  EXPECT_EQ(offer.waited_at_least, 20s);
  EXPECT_EQ(offer.waiting_at_least, 4);
  EXPECT_EQ(offer.waiting_per_agent_at_least, 1.5);
  EXPECT_TRUE(offer.number_needed);
  EXPECT_EQ(offer.classes, (std::set<std::string>{"gold", "vip"}));
  EXPECT_EQ(offer.most_pending, 50);
  EXPECT_EQ(offer.most_per_hour, 20);
  EXPECT_EQ(offer.stop_before_closing, 30min);
  EXPECT_TRUE(offer.closing_sweep);
}

TEST(OfferConfig, WithoutThemOnlyTheWaitCounts) {
  const auto offer = rule_in("callback = true").offer;
  EXPECT_EQ(offer.waited_at_least, 0s);
  EXPECT_EQ(offer.waiting_at_least, 0);
  EXPECT_EQ(offer.waiting_per_agent_at_least, 0);
  EXPECT_FALSE(offer.number_needed);
  EXPECT_TRUE(offer.classes.empty());
  EXPECT_FALSE(offer.most_pending);
  EXPECT_FALSE(offer.most_per_hour);
  EXPECT_EQ(offer.stop_before_closing, 0s);
}

TEST(OfferConfig, MistakesAreToldAtTheirPlaces) {
  expect_wrong("callback_offer_calls_per_agent = -1",
               "t.toml:3:34: \"callback_offer_calls_per_agent\" must be a number between 0 and 1000.");
  expect_wrong("callback_offer_calls_per_agent = \"two\"", "must be a number between 0 and 1000, not a text.");
  expect_wrong("callback_offer_calls_per_agent = nan", "must be a number between 0 and 1000.");
  EXPECT_EQ(rule_in("callback_offer_calls_per_agent = 2").offer.waiting_per_agent_at_least, 2);
  expect_wrong("callback_offer_classes = \"vip\"", "\"callback_offer_classes\" must be a list of texts");
  expect_wrong("callback_max_pending = 0", "t.toml:3:24: \"callback_max_pending\" is 0; it must lie between 1 and");
  expect_wrong("callback_stop_before_closing = \"30min\"", "has no meaning in a queue that never closes");
  expect_wrong("open = [\"Mon-Fri 08:00-18:00\"]\ncallback_closing_sweep = true",
               "t.toml:4:26: \"callback_closing_sweep\" needs \"callback_stop_before_closing\"");
  expect_wrong("callback_offer_waitng = 4", "Did you mean \"callback_offer_waiting\"?");
}

}  // namespace
}  // namespace truewait::app
