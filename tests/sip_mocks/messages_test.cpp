#include "ivr/messages.hpp"

#include <gtest/gtest.h>

#include "ivr/feed.hpp"
#include "ivr/outbox.hpp"
#include "ivr/time_line.hpp"
#include "live/reading.hpp"

namespace truewait::ivr {
namespace {

using live::parse_json;

const domain::Instant noon =
    domain::Instant{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}} + std::chrono::hours(12);

template <typename Kind>
Kind read(std::string_view text) {
  const Incoming message = read_message(text);
  EXPECT_TRUE(std::holds_alternative<Kind>(message)) << text;
  return std::holds_alternative<Kind>(message) ? std::get<Kind>(message) : Kind{};
}

TEST(Messages, HelloListsTheDialsItKnows) {
  EXPECT_EQ(parse_json(hello_text("ivr-1", {{"d1", ""}, {"d2", "answered"}}, true)),
            parse_json(R"({"type":"hello","name":"ivr-1","known_dials":[{"dial_id":"d1","outcome":null},)"
                       R"({"dial_id":"d2","outcome":"answered"}]})"));
  EXPECT_EQ(parse_json(hello_text("ivr-1", {}, false)), parse_json(R"({"type":"hello","name":"ivr-1"})"));
}

TEST(Messages, AnEventSaysWhatItHasAndNothingElse) {
  EventFields event;
  event.event_id = "e1";
  event.type = "call.queued";
  event.call_id = "c1";
  event.queue = "support";
  event.priority = 0;
  event.at = noon;
  const auto text = parse_json(event_text(event));
  EXPECT_EQ(live::text(text, "type"), "event");
  EXPECT_EQ(*live::member(text, "event"),
            parse_json(R"({"event_id":"e1","type":"call.queued","at":"2026-03-01T12:00:00.000Z","call_id":"c1",)"
                       R"("queue":"support","priority":0})"));
}

TEST(Messages, AskOutcomeSubscribe) {
  EXPECT_EQ(parse_json(ask_text("7", "c1")), parse_json(R"({"type":"ask","id":"7","call_id":"c1"})"));
  EXPECT_EQ(parse_json(outcome_text("d1", "busy", noon)),
            parse_json(R"({"type":"dial_outcome","dial_id":"d1","outcome":"busy","at":"2026-03-01T12:00:00.000Z"})"));
  EXPECT_EQ(parse_json(subscribe_text(17)), parse_json(R"({"type":"subscribe","queues":[],"from_seq":17})"));
  EXPECT_EQ(parse_json(subscribe_text({})), parse_json(R"({"type":"subscribe","queues":[]})"));
}

TEST(Messages, AQuoteSaysInSecondsWhatWasSpokenInMinutes) {
  const auto answer =
      parse_json(R"({"status":"ok","mean_s":160,"p10_s":70,"p90_s":267.2,"seq":6,"offer_callback":{"offered":true},)"
                 R"("announce":{"mode":"range","lower_min":1,"upper_min":4,"text_key":"wait.range"}})");
  const Estimate estimate = read_estimate(answer);
  EXPECT_TRUE(estimate.offered);
  EXPECT_EQ(estimate.p90_s, 267.2);
  EXPECT_EQ(parse_json(*quote_text(estimate, noon)),
            parse_json(R"({"mode":"range","text_key":"wait.range","lower_s":60,"upper_s":240,"language":"en",)"
                       R"("spoken_at":"2026-03-01T12:00:00.000Z","estimate_seq":6})"));
}

TEST(Messages, WordsWithoutAnUpperBoundAreQuotedAsTheyWereSpoken) {
  const auto quoted = [](const char* announce) {
    return parse_json(*quote_text(read_estimate(parse_json("{\"announce\":" + std::string(announce) + "}")), noon));
  };
  const auto position = quoted(R"({"mode":"position","lower_min":null,"upper_min":null,"text_key":"wait.position"})");
  EXPECT_EQ(position.at("mode"), "position");
  EXPECT_FALSE(position.as_object().contains("lower_s") || position.as_object().contains("upper_s"));
  const auto beyond = quoted(R"({"mode":"more_than","lower_min":30,"upper_min":null,"text_key":"wait.more_than"})");
  EXPECT_EQ(beyond.at("lower_s"), 1800);
  EXPECT_FALSE(beyond.as_object().contains("upper_s"));
}

TEST(Messages, WhatHasNoFigureIsNotQuoted) {
  EXPECT_FALSE(quote_text(read_estimate(parse_json(R"({"status":"insufficient_data"})")), noon));
  EXPECT_FALSE(quote_text(read_estimate(parse_json(R"({"announce":{"mode":"none","upper_min":null}})")), noon));
  EXPECT_FALSE(quote_text(read_estimate(parse_json(R"({"announce":{"mode":"less_than"}})")), noon));
}

TEST(Messages, ResponsesCarryOnlyWhatWasAnswered) {
  Survey survey;
  survey.fast = 4;
  EXPECT_EQ(parse_json(response_text("callback_id", "cb1", survey)),
            parse_json(R"({"mode":"ivr","items":[{"item":"fast","value":4}],"callback_id":"cb1"})"));
  survey.perceived_min = 5;
  EXPECT_EQ(live::list(parse_json(response_text("call_id", "c1", survey)), "items").size(), 2U);
}

TEST(Messages, ReadsWhatTheServiceSays) {
  EXPECT_EQ(read<Welcome>(R"({"type":"welcome","session":"s","heartbeat_s":5})").heartbeat_s, 5);
  EXPECT_EQ(read<Accepted>(R"({"type":"accepted","dial_id":"d1","outcome":"busy"})").outcome, "busy");
  EXPECT_TRUE(read<Accepted>(R"({"type":"accepted","event_id":"e1","duplicate":true})").duplicate);
  EXPECT_EQ(read<Answer>(R"({"type":"answer","id":"7","estimate":{"status":"ok"}})").estimate.status, "ok");
  const auto refused = read<Refused>(R"({"type":"error","dial_id":"d1","problem":{"status":409,"title":"Too late"}})");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.detail, "Too late");
  EXPECT_EQ(read<Beat>(R"({"type":"heartbeat","seq":3,"at":"2026-03-01T12:00:00.000Z"})").at, noon);
  const auto order = read<DialOrder>(
      R"({"type":"dial_order","callback_id":"cb1","dial_id":"d1","number":"+15550100001","from":"+15550100",)"
      R"("queue":"support","priority":1,"expires_at":"2026-03-01T12:00:00.000Z","whisper":"third try"})");
  EXPECT_EQ(order.dial_id, "d1");
  EXPECT_EQ(order.expires_at, noon);
  EXPECT_EQ(read<Unknown>("nonsense").type, "");
  EXPECT_EQ(read<Unknown>(R"({"type":"greeting"})").type, "greeting");
}

News callback_news(std::uint64_t seq, const char* state) {
  return {false, seq, {}, {{"cb1", "support", state}}};
}

TEST(Feed, CountsCallbacksByQueueAndState) {
  Feed feed;
  feed.apply(read<News>(
      R"({"type":"snapshot","seq":4,"queues":[{"queue":"support","waiting":3,"longest_wait_s":61.5,"callbacks_open":2}],)"
      R"("callbacks":[{"callback_id":"cb1","queue":"support","state":"waiting"},)"
      R"({"callback_id":"cb2","queue":"support","state":"dialling"}]})"));
  EXPECT_EQ(feed.queues().at("support").waiting, 3);
  EXPECT_EQ(feed.callbacks().at("support").open, 2);
  feed.apply(callback_news(5, "completed"));
  EXPECT_EQ(feed.callbacks().at("support").done, 1);
  EXPECT_EQ(feed.callback_state("cb1"), "completed");
  EXPECT_EQ(feed.callback_state("cb9"), "");
  EXPECT_EQ(feed.seq(), 5U);
}

TEST(Feed, WhatComesAgainOrLateChangesNothing) {
  Feed feed;
  feed.apply(callback_news(5, "dialling"));
  feed.apply(callback_news(4, "due"));
  EXPECT_EQ(feed.callback_state("cb1"), "dialling");
  // A queue's state is conflated: it may come behind a callback's change that happened later.
  feed.apply({false, 3, {QueueNews{"support", 7, 0, 0, 0, {}}}, {}});
  EXPECT_EQ(feed.queues().at("support").waiting, 7);
  EXPECT_EQ(feed.seq(), 5U);
}

TEST(Feed, WhatASnapshotNoLongerNamesIsUnknownUntilTold) {
  Feed feed;
  feed.apply(callback_news(5, "dialling"));
  feed.apply({true, 9, {}, {}});
  EXPECT_EQ(feed.callback_state("cb1"), "");
  feed.told({"cb1", "support", "declined"});
  EXPECT_TRUE(has_ended(feed.callback_state("cb1")));
  EXPECT_EQ(feed.callbacks().at("support").other, 1);
  EXPECT_FALSE(has_ended("uncertain"));
}

TEST(Outbox, SaysEverythingAgainUntilItIsAcknowledged) {
  Outbox outbox;
  outbox.add(Saying::event, "e1", "one");
  outbox.add(Saying::outcome, "d1", "two", "ringing");
  outbox.add(Saying::outcome, "d1", "three", "busy");
  EXPECT_EQ(outbox.to_send(), (std::vector<std::string>{"one", "two", "three"}));
  EXPECT_TRUE(outbox.to_send().empty());
  EXPECT_TRUE(outbox.acknowledge(Saying::outcome, "d1", "busy"));
  EXPECT_FALSE(outbox.acknowledge(Saying::outcome, "d1", "busy"));
  outbox.reconnected();
  outbox.add(Saying::ask, "a1", "four");
  EXPECT_EQ(outbox.to_send(), (std::vector<std::string>{"one", "two", "four"}));
  EXPECT_FALSE(outbox.settled(1));
  EXPECT_TRUE(outbox.acknowledge(Saying::event, "e1"));
  EXPECT_TRUE(outbox.settled(1));
  EXPECT_FALSE(outbox.settled(outbox.newest()));
  EXPECT_TRUE(outbox.acknowledge(Saying::outcome, "d1"));
  EXPECT_TRUE(outbox.acknowledge(Saying::ask, "a1"));
  EXPECT_TRUE(outbox.settled(outbox.newest()));
}

TEST(Outbox, AnAnswerToWhatWasNotYetSentIsNone) {
  Outbox outbox;
  outbox.add(Saying::event, "e1", "one");
  EXPECT_FALSE(outbox.acknowledge(Saying::event, "e1"));
}

TEST(TimeLine, BeginsAtZeroAndFollowsTheServicesTime) {
  TimeLine time(10);
  EXPECT_EQ(time.now_s(100), 0);
  time.seen(noon, 100);
  EXPECT_EQ(time.now_s(101), 10);
  EXPECT_EQ(time.instant(10), noon + std::chrono::seconds(10));
  time.seen(noon + std::chrono::seconds(25), 102);
  EXPECT_EQ(time.now_s(102), 25);
}

TEST(TimeLine, NeverGoesBack) {
  TimeLine time(1);
  time.seen(noon, 0);
  EXPECT_EQ(time.now_s(60), 60);
  time.seen(noon + std::chrono::seconds(30), 60);
  EXPECT_EQ(time.now_s(61), 60);
  EXPECT_EQ(time.now_s(95), 65);
}

TEST(TimeLine, AnotherDayIsNotCaughtUp) {
  TimeLine time(1);
  time.seen(noon, 0);
  time.seen(noon + std::chrono::hours(24), 10);
  EXPECT_EQ(time.now_s(10), 10);
  EXPECT_EQ(time.instant(10), noon + std::chrono::hours(24));
}

TEST(TimeLine, SeesAServiceThatRunsAtAnotherSpeed) {
  TimeLine time(10);
  time.seen(noon, 0);
  EXPECT_FALSE(time.off_pace());
  time.seen(noon + std::chrono::seconds(6), 6);
  EXPECT_TRUE(time.off_pace());
}

}  // namespace
}  // namespace truewait::ivr
