// The calls of a history as the engine's events, in the order in which they happened.
#include <algorithm>
#include <chrono>
#include <unordered_set>

#include "truewait/telephony/history.hpp"

namespace truewait::telephony {
namespace {

/// The order within one instant. A step that falls on its own call's arrival stands in the arrival's place, after it.
enum class Place : std::uint8_t { service_end, queue_exit, arrival };
enum class Step : std::uint8_t { queued, left, ended };

/// One event before it is written out: small, so that sorting moves little.
struct Moment {
  std::int64_t at = 0;
  std::uint64_t order = 0;  ///< place, then call, then step

  Moment(domain::Instant when, Place place, std::size_t call, Step step)
      : at(when.time_since_epoch().count()),
        order((static_cast<std::uint64_t>(place) << 60U) | (static_cast<std::uint64_t>(call) << 2U) |
              static_cast<std::uint64_t>(step)) {}
  std::size_t call() const { return (order & ((std::uint64_t{1} << 60U) - 1)) >> 2U; }
  Step step() const { return static_cast<Step>(order & 3U); }
  bool operator<(const Moment& other) const { return at != other.at ? at < other.at : order < other.order; }
};

std::vector<Moment> moments_of(const std::vector<HistoricCall>& calls) {
  std::vector<Moment> moments;
  moments.reserve(calls.size() * 3);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const HistoricCall& call = calls[i];
    moments.emplace_back(call.queued_at, Place::arrival, i, Step::queued);
    if (!call.left_at) continue;
    const Place exit = call.waited && *call.left_at > call.queued_at ? Place::queue_exit : Place::arrival;
    moments.emplace_back(*call.left_at, exit, i, Step::left);
    if (call.outcome != CallOutcome::answered || !call.service_ended) continue;
    const Place end = *call.service_ended > *call.left_at ? Place::service_end : exit;
    moments.emplace_back(*call.service_ended, end, i, Step::ended);
  }
  std::sort(moments.begin(), moments.end());
  return moments;
}

void fill(domain::EventBody& body, const HistoricCall& call, Step step) {
  if (step == Step::queued) {
    auto& arrival = body.emplace<domain::Arrival>();
    arrival.call_id = call.call_id;
    arrival.queue = call.queue;
    arrival.priority = call.priority;
    arrival.caller_class = call.caller_class;
  } else if (step == Step::ended) {
    body.emplace<domain::End>(domain::End{call.call_id, call.queue});
  } else if (call.outcome == CallOutcome::answered) {
    body.emplace<domain::Answer>(domain::Answer{call.call_id, call.queue, call.agent});
  } else if (call.outcome == CallOutcome::abandoned) {
    body.emplace<domain::Abandonment>(domain::Abandonment{call.call_id, call.queue});
  } else {
    body.emplace<domain::Departure>(domain::Departure{call.call_id, call.queue, domain::LeftReason::unknown});
  }
}

/// A new event in its place at the end; events are large, so they are filled where they stand.
domain::Event& append(std::vector<TimedEvent>& events, domain::Instant at, std::size_t call) {
  TimedEvent& added = events.emplace_back();
  added.at = at;
  added.call = call;
  added.event.source = "replay";
  added.event.at = at;
  return added.event;
}

/// A new day begins with nobody waiting, nobody in service and no agents.
void append_midnight(std::chrono::sys_days day, const std::vector<std::string>& queues,
                     std::vector<TimedEvent>& events) {
  for (std::size_t i = 0; i < queues.size(); ++i) {
    domain::Event& event = append(events, day, TimedEvent::npos);
    event.event_id = "m" + std::to_string(day.time_since_epoch().count()) + "-" + std::to_string(i);
    auto& empty = event.body.emplace<domain::QueueSnapshot>();
    empty.queue = queues[i];
    empty.agents.emplace();
  }
}

std::vector<std::string> queue_names(const History& history) {
  std::vector<std::string> names;
  std::unordered_set<std::string_view> seen;
  for (const HistoricCall& call : history.calls) {
    if (seen.insert(call.queue).second) names.push_back(call.queue);
  }
  return names;
}

}  // namespace

std::vector<TimedEvent> timeline(const History& history) {
  const std::vector<Moment> moments = moments_of(history.calls);
  const std::vector<std::string> queues = history.empty_at_midnight ? queue_names(history) : std::vector<std::string>{};
  std::vector<TimedEvent> events;
  events.reserve(moments.size() + queues.size() * 64);
  std::optional<std::chrono::sys_days> today;
  for (const Moment& moment : moments) {
    const domain::Instant at{domain::Duration{moment.at}};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    if (history.empty_at_midnight && today && day != *today) append_midnight(day, queues, events);
    today = day;
    constexpr char letters[] = {'q', 'a', 'e'};
    domain::Event& event = append(events, at, moment.call());
    event.event_id = std::to_string(moment.call());
    event.event_id += letters[static_cast<std::size_t>(moment.step())];
    fill(event.body, history.calls[moment.call()], moment.step());
  }
  return events;
}

}  // namespace truewait::telephony
