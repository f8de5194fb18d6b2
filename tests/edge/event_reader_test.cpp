#include "edge/event_reader.hpp"

#include <gtest/gtest.h>

#include "edge/event_fields.hpp"
#include "edge/rfc3339.hpp"
#include "edge/strict_json.hpp"

namespace truewait::edge {
namespace {

const Access who{"acme", "pbx", 0};

ReadEvent read(std::string_view text) {
  std::string why;
  const auto value = parse_strict_json(text, {}, why);
  EXPECT_EQ(why, "") << text;
  return read_event(value, "/7", 7, who);
}

/// An event of this type with these further members.
std::string event(std::string_view type, std::string_view more) {
  return "{\"event_id\":\"e1\",\"type\":\"" + std::string(type) + "\"" + (more.empty() ? "" : ",") + std::string(more) +
         "}";
}

template <class Body>
Body body(std::string_view type, std::string_view more) {
  const ReadEvent got = read(event(type, more));
  EXPECT_TRUE(got.event) << joined_details(got.errors);
  const Body* value = got.event ? std::get_if<Body>(&got.event->event.body) : nullptr;
  EXPECT_TRUE(value);
  return value ? *value : Body{};
}

/// The pointer of the first error; empty when there is none.
std::string wrong(std::string_view text) {
  const ReadEvent got = read(text);
  EXPECT_EQ(got.event.has_value(), got.errors.empty());
  return got.errors.empty() ? "" : got.errors.front().pointer;
}

TEST(EventReader, ReadsAnArrivalWithEverythingOnIt) {
  const ReadEvent got = read(event("call.queued",
                                   R"("call_id":"c1","queue":"support","priority":-3,"class":"gold","position":2,
                                      "caller":"+15550100123","callback_id":"cb","at":"2026-03-05T09:00:00.5Z",
                                      "source":"ivr","mood":{"ignored":[1,2]})"));
  ASSERT_TRUE(got.event) << joined_details(got.errors);
  EXPECT_EQ(got.event->index, 7U);
  EXPECT_EQ(got.event->caller_number, "+15550100123");
  const domain::Event& read_event = got.event->event;
  EXPECT_EQ(read_event.site, "acme");
  EXPECT_EQ(read_event.source, "ivr");
  EXPECT_EQ(read_event.event_id, "e1");
  EXPECT_EQ(read_event.at, parse_rfc3339("2026-03-05T09:00:00.500Z"));
  const auto& arrival = std::get<domain::Arrival>(read_event.body);
  EXPECT_EQ(arrival.call_id, "c1");
  EXPECT_EQ(arrival.queue, "support");
  EXPECT_EQ(arrival.priority, -3);
  EXPECT_EQ(arrival.caller_class, "gold");
  EXPECT_EQ(arrival.position, 2);
  EXPECT_EQ(arrival.callback_id, "cb");
  EXPECT_EQ(arrival.customer, "") << "the backend keys the number, not the edge";
}

TEST(EventReader, ReadsEveryOtherType) {
  EXPECT_EQ(body<domain::Answer>("call.answered", R"("call_id":"c","agent":"ann")").agent, "ann");
  EXPECT_EQ(body<domain::Abandonment>("call.abandoned", R"("call_id":"c")").call_id, "c");
  EXPECT_EQ(body<domain::Departure>("call.left", R"("call_id":"c","reason":"key")").reason, domain::LeftReason::key);
  EXPECT_EQ(body<domain::Departure>("call.left", R"("call_id":"c")").reason, domain::LeftReason::unknown);
  EXPECT_EQ(body<domain::End>("call.ended", R"("call_id":"c")").call_id, "c");
  EXPECT_EQ(body<domain::Move>("call.moved", R"("call_id":"c","priority":4)").priority, 4);
  EXPECT_EQ(body<domain::Move>("call.moved", R"("call_id":"c","queue":"sales")").queue, "sales");
  const auto agent = body<domain::AgentChange>("agent.state", R"("agent":"ann","state":"wrap_up","queues":["a","b"])");
  EXPECT_EQ(agent.state, domain::AgentState::wrap_up);
  EXPECT_EQ(agent.queues, (std::vector<std::string>{"a", "b"}));
}

TEST(EventReader, ReadsSnapshots) {
  const auto snapshot = body<domain::QueueSnapshot>(
      "queue.snapshot",
      R"("queue":"support","calls":[{"call_id":"c","queued_at":"2026-03-05T08:59:00Z","priority":1,"class":"x"}],
         "agents":[{"agent":"ann","state":"busy"}])");
  ASSERT_EQ(snapshot.calls.size(), 1U);
  EXPECT_EQ(snapshot.calls[0].queued_at, *parse_rfc3339("2026-03-05T08:59:00Z"));
  ASSERT_TRUE(snapshot.agents);
  EXPECT_EQ(snapshot.agents->at(0).state, domain::AgentState::busy);
  EXPECT_FALSE(body<domain::QueueSnapshot>("queue.snapshot", R"("queue":"s","calls":[])").agents);
  EXPECT_EQ(wrong(event("queue.snapshot", R"("queue":"s")")), "/7/calls");
  EXPECT_EQ(wrong(event("queue.snapshot", R"("queue":"s","calls":[{},3])")), "/7/calls/0/call_id");
  EXPECT_EQ(wrong(event("queue.snapshot", R"("queue":"s","calls":[3])")), "/7/calls/0");
  EXPECT_EQ(wrong(event("queue.snapshot", R"("queue":"s","calls":[],"agents":[{"agent":"a","state":"?"}])")),
            "/7/agents/0/state");
}

TEST(EventReader, NamesThePlaceOfWhatIsWrong) {
  EXPECT_EQ(wrong("3"), "/7");
  EXPECT_EQ(wrong("[]"), "/7");
  EXPECT_EQ(wrong("{}"), "/7/event_id");
  EXPECT_EQ(wrong(R"({"event_id":"e"})"), "/7/type");
  EXPECT_EQ(wrong(R"({"event_id":"e","type":7})"), "/7/type");
  EXPECT_EQ(wrong(event("call.answered", "")), "/7/call_id");
  EXPECT_EQ(wrong(event("call.queued", R"("call_id":"c")")), "/7/queue");
  EXPECT_EQ(wrong(event("call.queued", R"("call_id":"c","queue":"q","priority":"high")")), "/7/priority");
  EXPECT_EQ(wrong(event("call.queued", R"("call_id":"c","queue":"q","priority":1.5)")), "/7/priority");
  EXPECT_EQ(wrong(event("call.queued", R"("call_id":"c","queue":"q","priority":1001)")), "/7/priority");
  EXPECT_EQ(wrong(event("call.queued", R"("call_id":"c","queue":"q","priority":18446744073709551615)")), "/7/priority");
  EXPECT_EQ(wrong(event("call.queued", R"("call_id":"c","queue":"q","priority":1e300)")), "/7/priority");
  EXPECT_EQ(wrong(event("call.queued", R"("call_id":"c","queue":"q","priority":2.0)")), "");
  EXPECT_EQ(wrong(event("call.queued", R"("call_id":"c","queue":"q","position":0)")), "/7/position");
  EXPECT_EQ(wrong(event("call.queued", R"("call_id":"c","queue":"q","at":1700000000)")), "/7/at");
  EXPECT_EQ(wrong(event("call.queued", R"("call_id":"c","queue":"q","at":"09:00")")), "/7/at");
  EXPECT_EQ(wrong(event("call.left", R"("call_id":"c","reason":"bored")")), "/7/reason");
  EXPECT_EQ(wrong(event("call.moved", R"("call_id":"c")")), "/7/queue");
  EXPECT_EQ(wrong(event("agent.state", R"("agent":"a")")), "/7/state");
  EXPECT_EQ(wrong(event("agent.state", R"("agent":"a","state":"busy","queues":["a",7])")), "/7/queues/1");
  EXPECT_EQ(wrong(event("agent.state", R"("agent":"a","state":"busy","queues":"a")")), "/7/queues");
}

TEST(EventReader, AWordThatIsNoneOfThemIsAnsweredWithThoseThereAre) {
  const ReadEvent got = read(event("agent.state", R"("agent":"a","state":"asleep")"));
  ASSERT_EQ(got.errors.size(), 1U);
  EXPECT_EQ(got.errors[0].detail, "Give one of: available, busy, wrap_up, away, logged_out.");
}

TEST(EventReader, AnUnknownTypeIsAProblemOfItsOwn) {
  const ReadEvent got = read(event("call.imagined", ""));
  EXPECT_EQ(got.problem, ProblemId::unknown_event_type);
  ASSERT_EQ(got.errors.size(), 1U);
  EXPECT_NE(got.errors[0].detail.find("call.queued"), std::string::npos) << "it lists those there are";
}

TEST(EventReader, IdsArePrintableAsciiOfBoundedLength) {
  const auto id = [](const std::string& text) {
    return wrong("{\"event_id\":\"" + text + "\",\"type\":\"call.ended\",\"call_id\":\"c\"}");
  };
  EXPECT_EQ(id(std::string(128, 'x')), "");
  EXPECT_EQ(id(std::string(129, 'x')), "/7/event_id");
  for (const char* bad : {"", "a\\u0000b", "a\\nb", "\\u007f", "Z\xc3\xbcrich"})
    EXPECT_EQ(id(bad), "/7/event_id") << bad;
  EXPECT_EQ(wrong(event("call.ended", "\"call_id\":\"c\",\"source\":\"" + std::string(65, 's') + "\"")), "/7/source");
}

TEST(EventReader, AbsentAndNullAreTheSame) {
  EXPECT_EQ(wrong(event("call.answered", R"("call_id":"c","agent":null,"queue":null,"at":null,"source":null)")), "");
  EXPECT_EQ(wrong(event("call.answered", R"("call_id":null)")), "/7/call_id");
  EXPECT_EQ(read(event("call.ended", R"("call_id":"c")")).event->event.source, "pbx") << "the key's name";
}

TEST(EventReader, CallersAreE164OrWithheld) {
  for (const char* withheld : {"null", "\"\"", "\"anonymous\""}) {
    const ReadEvent got = read(event("call.queued", R"("call_id":"c","queue":"q","caller":)" + std::string(withheld)));
    ASSERT_TRUE(got.event) << withheld;
    EXPECT_EQ(got.event->caller_number, "");
  }
  for (const char* good : {"+1555010", "+15550100123", "+441632960001", "+123456789012345"})
    EXPECT_TRUE(domain::is_e164(good)) << good;
  for (const char* bad : {"+155501", "+1234567890123456", "15550100123", "+05550100123", "+1 5550100123",
                          "+1555010012a", "++5550100123", "+1555\n0100123", "sip:+15550100123@a"}) {
    EXPECT_FALSE(domain::is_e164(bad)) << bad;
  }
  const ReadEvent got = read(event("call.queued", R"("call_id":"c","queue":"q","caller":"01632960001")"));
  ASSERT_EQ(got.errors.size(), 1U);
  EXPECT_EQ(got.errors[0].detail.find("01632960001"), std::string::npos) << "a refusal must not repeat a number";
  EXPECT_EQ(wrong(event("call.queued", R"("call_id":"c","queue":"q","caller":15550100123)")), "/7/caller");
}

TEST(EventReader, ListsAFewErrorsAndNotThousands) {
  std::string calls;
  for (int i = 0; i < 5000; ++i) calls += i ? ",{}" : "{}";
  EXPECT_LE(read(event("queue.snapshot", "\"queue\":\"q\",\"calls\":[" + calls + "]")).errors.size(), 8U);
  EXPECT_EQ(wrong(event("queue.snapshot", "\"queue\":\"q\",\"calls\":[" + calls + "," + calls + "," + calls + "]")),
            "/7/calls");
}

TEST(StrictJson, RefusesWhatIsNotJson) {
  for (const std::string& text :
       {std::string(), std::string("{"), std::string("[1,]"), std::string("{'a':1}"), std::string("NaN"),
        std::string("[Infinity]"), std::string("{} {}"), std::string("// x\n{}"), std::string("[01]"),
        std::string("[1e]"), std::string("\"\t\""), std::string("\"\xff\""), std::string("{\"a\":1,\"a\":1}"),
        std::string("[{\"b\":{\"a\":1,\"c\":2,\"a\":3}}]"), std::string("{\"a\":1,\"\\u0061\":2}"),
        std::string(33, '[') + std::string(33, ']'), std::string(1'000'000, '[')}) {
    std::string why;
    EXPECT_TRUE(parse_strict_json(text, {}, why).is_null());
    EXPECT_NE(why, "") << text.substr(0, 40);
  }
  std::string why;
  EXPECT_TRUE(parse_strict_json("[{\"a\":{\"a\":1}},{\"a\":1}]", {}, why).is_array());
  EXPECT_TRUE(parse_strict_json(std::string(32, '[') + std::string(32, ']'), {}, why).is_array());
  EXPECT_EQ(why, "");
}

}  // namespace
}  // namespace truewait::edge
