// From an event to the shard it concerns: repeats, times that cannot be, queues and calls that nobody knows.
#include <algorithm>

#include "domain/engine_state.hpp"

namespace truewait::domain {
namespace {

constexpr Instant earliest = std::chrono::sys_days{std::chrono::year{1990} / 1 / 1};

std::string_view call_of(const EventBody& body) {
  return std::visit(
      [](const auto& b) -> std::string_view {
        if constexpr (requires { b.call_id; }) return b.call_id;
        return {};
      },
      body);
}

std::string_view queue_of(const EventBody& body) {
  return std::visit(
      [](const auto& b) -> std::string_view {
        if constexpr (requires { b.queue; }) return b.queue;
        return {};
      },
      body);
}

bool time_refused(Step& step, const Event& event) {
  if (!event.at) return false;
  if (*event.at > step.now + step.state.config.limits.future_tolerance) {
    step.refuse(Refusal::in_the_future,
                "at lies " + std::to_string(std::chrono::floor<std::chrono::seconds>(*event.at - step.now).count()) +
                    " s ahead of this service's clock: set the clock of the source, or leave `at` out");
    return true;
  }
  if (*event.at < earliest) {
    step.refuse(Refusal::before_known, "at lies before 1990: send the time of the event, or leave `at` out");
    return true;
  }
  return false;
}

void note(Step& step, ShardState& shard, const Report& report, std::string why) {
  step.emit(shard, EventNoted{report.origin, std::string(call_of(report.event.body)), std::move(why)});
}

/// The shard of an event about a call: where the call is open or was, else where the named queue is.
ShardState* shard_for(Step& step, const Event& event, const Place* named) {
  auto& state = step.state;
  const auto call_id = call_of(event.body);
  if (const auto open = state.open_call(event.site, event.source, call_id); open.second != nullptr) return open.first;
  if (named != nullptr) return named->shard;
  if (auto* over = state.shard_of_over(event.site, event.source, call_id); over != nullptr) return over;
  const auto* only = state.only_queue(event.site);
  return only == nullptr ? nullptr : only->shard;
}

void decide_about_call(Step& step, const Report& report, const Place* named) {
  const auto& event = report.event;
  if (const auto* arrival = std::get_if<Arrival>(&event.body)) return decide_arrival(step, report, *arrival, *named);
  auto* shard = shard_for(step, event, named);
  const bool harmless = std::holds_alternative<Abandonment>(event.body) ||
                        std::holds_alternative<Departure>(event.body) || std::holds_alternative<End>(event.body);
  if (shard == nullptr && harmless) {
    shard = step.state.first_shard(event.site);
    return note(step, *shard, report, "end of an unknown call");
  }
  if (shard == nullptr) {
    return step.refuse(Refusal::unknown_call, "no such call is open: send call.queued first, or name the queue");
  }
  const auto* only = step.state.only_queue(event.site);
  const auto* queue = named != nullptr ? named->queue : only != nullptr ? only->queue : nullptr;
  if (const auto* b = std::get_if<Answer>(&event.body)) decide_answer(step, report, *b, *shard, queue);
  if (const auto* b = std::get_if<Abandonment>(&event.body)) decide_abandonment(step, report, *b, *shard);
  if (const auto* b = std::get_if<Departure>(&event.body)) decide_departure(step, report, *b, *shard);
  if (const auto* b = std::get_if<End>(&event.body)) decide_end(step, report, *b, *shard);
  if (const auto* b = std::get_if<Move>(&event.body)) decide_move(step, report, *b, *shard);
}

}  // namespace

void decide(Step& step, const Event& event) {
  if (step.state.first_shard(event.site) == nullptr) {
    return step.refuse(Refusal::unknown_queue, "this site has no queue: configure one");
  }
  const Report report{event, Origin{event.source, event.event_id}, std::min(event.at.value_or(step.now), step.now)};
  if (step.state.heard_anywhere(event.site, report.origin)) {
    step.out.effects.emplace_back(Taken{true});
    return;
  }
  if (time_refused(step, event)) return;

  const auto queue = queue_of(event.body);
  const Place* named = queue.empty() ? nullptr : step.state.place(event.site, queue);
  if (!queue.empty() && named == nullptr) {
    return step.refuse(Refusal::unknown_queue, "queue \"" + std::string(queue) + "\" is not configured");
  }
  if (std::holds_alternative<Arrival>(event.body) && named == nullptr) {
    return step.refuse(Refusal::unknown_queue, "call.queued must name its queue");
  }
  if (const auto* change = std::get_if<AgentChange>(&event.body)) {
    decide_agent(step, report, *change);
  } else if (const auto* snapshot = std::get_if<QueueSnapshot>(&event.body)) {
    if (named == nullptr) return step.refuse(Refusal::unknown_queue, "queue.snapshot must name its queue");
    decide_snapshot(step, report, *snapshot, *named);
  } else {
    decide_about_call(step, report, named);
  }
  const bool refused = std::any_of(step.out.effects.begin(), step.out.effects.end(),
                                   [](const Effect& e) { return std::holds_alternative<Refused>(e); });
  if (!refused) step.out.effects.emplace_back(Taken{false});
}

}  // namespace truewait::domain
