#include "centre/events.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace truewait::centre {
namespace {

domain::Instant instant(const Step& step, domain::Instant start) {
  return start + domain::Duration{static_cast<std::int64_t>(std::llround(step.at_s * 1000))};
}

std::string_view state_name(domain::AgentState state) {
  switch (state) {
    case domain::AgentState::available:
      return "available";
    case domain::AgentState::busy:
      return "busy";
    case domain::AgentState::wrap_up:
      return "wrap_up";
    case domain::AgentState::away:
      return "away";
    case domain::AgentState::logged_out:
      return "logged_out";
  }
  return "";
}

/// Names of a scenario are plain words; a quote or backslash among them is escaped all the same.
std::string text(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string member(std::string_view key, std::string_view value) {
  return ",\"" + std::string(key) + "\":" + text(value);
}

std::string_view type_name(StepKind kind) {
  switch (kind) {
    case StepKind::queued:
      return "call.queued";
    case StepKind::answered:
      return "call.answered";
    case StepKind::abandoned:
      return "call.abandoned";
    case StepKind::ended:
      return "call.ended";
    case StepKind::agent:
      return "agent.state";
  }
  return "";
}

}  // namespace

std::string EventWriter::agent_name(std::uint32_t agent) const {
  return centre_.group_of(agent).name + "-" + std::to_string(agent + 1);
}

const std::string& EventWriter::caller_class(const Step& step) const {
  static const std::string none;
  const auto& kinds = centre_.scenario().queues[step.queue].kinds;
  return step.caller_kind < kinds.size() ? kinds[step.caller_kind].caller_class : none;
}

domain::Event EventWriter::event(const Step& step, domain::Instant start) const {
  domain::Event event;
  event.source = "centre";
  event.event_id = event_id(step);
  event.at = instant(step, start);
  switch (step.kind) {
    case StepKind::queued: {
      auto& arrival = event.body.emplace<domain::Arrival>();
      arrival.call_id = call_id(step);
      arrival.queue = queue_name(step);
      arrival.priority = centre_.priority_of(step);
      arrival.caller_class = caller_class(step);
      break;
    }
    case StepKind::answered:
      event.body = domain::Answer{call_id(step), queue_name(step), agent_name(step.agent)};
      break;
    case StepKind::abandoned:
      event.body = domain::Abandonment{call_id(step), queue_name(step)};
      break;
    case StepKind::ended:
      event.body = domain::End{call_id(step), queue_name(step)};
      break;
    case StepKind::agent:
      event.body = domain::AgentChange{agent_name(step.agent), step.state, centre_.group_of(step.agent).serves};
      break;
  }
  return event;
}

std::string EventWriter::json(const Step& step, domain::Instant start) const {
  std::string out = "{\"event_id\":" + text(event_id(step)) + member("type", type_name(step.kind)) +
                    member("at", rfc3339(instant(step, start)));
  if (step.kind == StepKind::agent) {
    out += member("agent", agent_name(step.agent)) + member("state", state_name(step.state)) + ",\"queues\":[";
    const char* comma = "";
    for (const std::string& queue : centre_.group_of(step.agent).serves) {
      out += comma + text(queue);
      comma = ",";
    }
    return out + "]}";
  }
  out += member("call_id", call_id(step)) + member("queue", queue_name(step));
  if (step.kind == StepKind::answered) out += member("agent", agent_name(step.agent));
  if (step.kind == StepKind::queued) {
    out += ",\"priority\":" + std::to_string(centre_.priority_of(step));
    if (!caller_class(step).empty()) out += member("class", caller_class(step));
  }
  return out + "}";
}

std::string rfc3339(domain::Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const auto ms = (at - day).count();
  std::array<char, 40> out{};
  const int length = std::snprintf(
      out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(ms / 3'600'000),
      static_cast<int>(ms / 60'000 % 60), static_cast<int>(ms / 1000 % 60), static_cast<int>(ms % 1000));
  return std::string(out.data(), static_cast<std::size_t>(length));
}

}  // namespace truewait::centre
