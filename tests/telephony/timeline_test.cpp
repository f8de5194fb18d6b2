#include <set>

#include "reading.hpp"

namespace truewait::telephony {
namespace {

using std::chrono::seconds;

const domain::Instant noon = at(2026, 3, 2, 12, 0, 0);

HistoricCall answered(std::string id, domain::Instant queued, int wait_s, int service_s) {
  HistoricCall call;
  call.call_id = std::move(id);
  call.queue = "q";
  call.queued_at = queued;
  call.left_at = queued + seconds(wait_s);
  call.service_ended = *call.left_at + seconds(service_s);
  call.waited = wait_s > 0;
  call.outcome = CallOutcome::answered;
  return call;
}

/// "a? queued", "a! answered", "a. ended", "a- abandoned", "a< left", "[q]" an empty snapshot.
std::string shorthand(const domain::Event& event) {
  struct Write {
    std::string operator()(const domain::Arrival& e) const { return e.call_id + "?"; }
    std::string operator()(const domain::Answer& e) const { return e.call_id + "!"; }
    std::string operator()(const domain::End& e) const { return e.call_id + "."; }
    std::string operator()(const domain::Abandonment& e) const { return e.call_id + "-"; }
    std::string operator()(const domain::Departure& e) const { return e.call_id + "<"; }
    std::string operator()(const domain::Move&) const { return "move"; }
    std::string operator()(const domain::AgentChange&) const { return "agent"; }
    std::string operator()(const domain::QueueSnapshot& e) const {
      return e.agents && e.agents->empty() && e.calls.empty() ? "[" + e.queue + "]" : "snapshot";
    }
  };
  return std::visit(Write{}, event.body);
}

std::string order_of(const History& history) {
  std::string line;
  for (const TimedEvent& timed : timeline(history)) line += shorthand(timed.event) + " ";
  return line;
}

TEST(Timeline, EndsThenExitsThenArrivalsWithinOneInstant) {
  History history;
  history.calls.push_back(answered("a", noon, 10, 20));                // leaves at 10
  history.calls.push_back(answered("b", noon + seconds(10), 5, 5));    // arrives at 10
  history.calls.push_back(answered("c", noon + seconds(-20), 0, 30));  // ends at 10
  EXPECT_EQ(order_of(history), "c? c! a? c. a! b? b! b. a. ");
}

TEST(Timeline, EqualInstantsKeepTheOrderOfTheFile) {
  History history;
  for (const char* id : {"z", "m", "a"}) history.calls.push_back(answered(id, noon, 5, 5));
  EXPECT_EQ(order_of(history), "z? m? a? z! m! a! z. m. a. ");
}

TEST(Timeline, ACallAnsweredAtOnceStaysInItsArrivalsPlace) {
  History history;
  history.calls.push_back(answered("a", noon, 0, 5));
  history.calls.push_back(answered("b", noon, 5, 5));
  history.calls.push_back(answered("c", noon, 0, 5));
  EXPECT_EQ(order_of(history), "a? a! b? c? c! a. c. b! b. ");
}

TEST(Timeline, NoEventPrecedesTheArrivalOfItsOwnCall) {
  History history;
  history.calls.push_back(answered("a", noon, 0, 0));
  HistoricCall gone = answered("b", noon, 0, 0);
  gone.waited = true;
  gone.outcome = CallOutcome::abandoned;
  history.calls.push_back(gone);
  history.calls.push_back(answered("c", noon + seconds(-5), 5, 0));
  EXPECT_EQ(order_of(history), "c? c! c. a? a! a. b? b- ");
}

TEST(Timeline, OutcomesBecomeTheirEvents) {
  History history;
  for (const char* id : {"l", "u", "w"}) history.calls.push_back(answered(id, noon, 5, 5));
  history.calls[0].outcome = CallOutcome::left;
  history.calls[1].outcome = CallOutcome::unknown;
  history.calls[2].outcome = CallOutcome::unknown;
  history.calls[2].left_at.reset();
  EXPECT_EQ(order_of(history), "l? u? w? l< u< ");
}

TEST(Timeline, EveryEventCarriesItsCallItsInstantAndAnIdOfItsOwn) {
  History history;
  history.calls.push_back(answered("a", noon, 10, 20));
  history.calls.back().agent = "Ann";
  history.calls.back().priority = 2;
  history.calls.back().caller_class = "gold";
  std::set<std::string> ids;
  const auto events = timeline(history);
  ASSERT_EQ(events.size(), 3U);
  for (const TimedEvent& timed : events) {
    EXPECT_EQ(timed.call, 0U);
    EXPECT_EQ(timed.event.at, timed.at);
    EXPECT_EQ(timed.event.site, "default");
    EXPECT_EQ(timed.event.source, "replay");
    EXPECT_TRUE(ids.insert(timed.event.event_id).second);
  }
  const auto& arrival = std::get<domain::Arrival>(events[0].event.body);
  EXPECT_EQ(arrival.priority, 2);
  EXPECT_EQ(arrival.caller_class, "gold");
  EXPECT_EQ(std::get<domain::Answer>(events[1].event.body).agent, "Ann");
  EXPECT_EQ(std::get<domain::End>(events[2].event.body).queue, "q");
}

TEST(Timeline, EachNewDayBeginsEmptyWhenTheLogSaysSo) {
  History history;
  history.empty_at_midnight = true;
  history.calls.push_back(answered("a", at(2026, 3, 2, 23, 59, 50), 20, 5));
  history.calls.push_back(answered("b", at(2026, 3, 5, 8, 0, 0), 0, 60));
  history.calls.back().queue = "r";
  EXPECT_EQ(order_of(history), "a? [q] [r] a! a. [q] [r] b? b! b. ");
  const auto events = timeline(history);
  EXPECT_EQ(events[1].at, at(2026, 3, 3, 0, 0, 0));
  EXPECT_EQ(events[1].call, TimedEvent::npos);
  EXPECT_EQ(events[5].at, at(2026, 3, 5, 0, 0, 0));
  std::set<std::string> ids;
  for (const TimedEvent& timed : events) EXPECT_TRUE(ids.insert(timed.event.event_id).second);
  history.empty_at_midnight = false;
  EXPECT_EQ(order_of(history), "a? a! a. b? b! b. ");
}

TEST(Timeline, AnEmptyHistoryHasNoEvents) {
  EXPECT_TRUE(timeline(History{}).empty());
}

}  // namespace
}  // namespace truewait::telephony
