#include "edge/event_reader.hpp"

#include <array>

#include "edge/event_fields.hpp"

namespace truewait::edge {
namespace {

namespace json = boost::json;
constexpr int most_priority = 1000;
constexpr int most_position = 1'000'000;

const std::vector<std::string_view> agent_states{"available", "busy", "wrap_up", "away", "logged_out"};
const std::vector<std::string_view> left_reasons{"timeout", "key", "withdrawn", "empty", "transferred", "unknown"};

domain::EventBody read_queued(EventFields& in, std::string& caller_number) {
  domain::Arrival body;
  body.call_id = in.text("call_id", Presence::required);
  body.queue = in.text("queue", Presence::required);
  body.priority = in.integer("priority", -most_priority, most_priority).value_or(0);
  body.caller_class = in.text("class", Presence::optional);
  body.position = in.integer("position", 1, most_position);
  body.callback_id = in.text("callback_id", Presence::optional);
  caller_number = in.caller("caller");
  return body;
}

domain::EventBody read_answered(EventFields& in, std::string&) {
  domain::Answer body;
  body.call_id = in.text("call_id", Presence::required);
  body.queue = in.text("queue", Presence::optional);
  body.agent = in.text("agent", Presence::optional);
  return body;
}

domain::EventBody read_abandoned(EventFields& in, std::string&) {
  domain::Abandonment body;
  body.call_id = in.text("call_id", Presence::required);
  body.queue = in.text("queue", Presence::optional);
  return body;
}

domain::EventBody read_left(EventFields& in, std::string&) {
  domain::Departure body;
  body.call_id = in.text("call_id", Presence::required);
  body.queue = in.text("queue", Presence::optional);
  const auto unknown = static_cast<std::size_t>(domain::LeftReason::unknown);
  body.reason =
      static_cast<domain::LeftReason>(in.choice("reason", Presence::optional, left_reasons).value_or(unknown));
  return body;
}

domain::EventBody read_ended(EventFields& in, std::string&) {
  domain::End body;
  body.call_id = in.text("call_id", Presence::required);
  body.queue = in.text("queue", Presence::optional);
  return body;
}

domain::EventBody read_moved(EventFields& in, std::string&) {
  domain::Move body;
  body.call_id = in.text("call_id", Presence::required);
  body.queue = in.text("queue", Presence::optional);
  body.priority = in.integer("priority", -most_priority, most_priority);
  if (body.queue.empty() && !body.priority)
    in.wrong("queue", "Say where the call went: give queue, priority, or both.");
  return body;
}

domain::AgentState read_agent_state(EventFields& in) {
  return static_cast<domain::AgentState>(in.choice("state", Presence::required, agent_states).value_or(0));
}

domain::EventBody read_agent(EventFields& in, std::string&) {
  domain::AgentChange body;
  body.agent = in.text("agent", Presence::required);
  body.state = read_agent_state(in);
  const json::array* queues = in.array("queues", Presence::optional);
  if (!queues) return body;
  for (const json::value& queue : *queues) {
    const json::string* name = queue.if_string();
    if (!name || !is_id({name->data(), name->size()}, most_id_characters)) {
      in.wrong("queues/" + std::to_string(body.queues.size()), "Give the name of a queue as a string.");
      break;
    }
    body.queues.emplace_back(name->data(), name->size());
  }
  return body;
}

domain::QueueSnapshot::Call read_snapshot_call(EventFields& in) {
  domain::QueueSnapshot::Call call;
  call.call_id = in.text("call_id", Presence::required);
  call.queued_at = in.instant("queued_at", Presence::required).value_or(domain::Instant{});
  call.priority = in.integer("priority", -most_priority, most_priority).value_or(0);
  call.caller_class = in.text("class", Presence::optional);
  return call;
}

domain::QueueSnapshot::Agent read_snapshot_agent(EventFields& in) {
  domain::QueueSnapshot::Agent agent;
  agent.agent = in.text("agent", Presence::required);
  agent.state = read_agent_state(in);
  return agent;
}

/// Each element of `list` must be an object; `read` makes one value of it.
template <class Value>
std::vector<Value> read_list(EventFields& in, const json::array& list, std::string_view name,
                             std::vector<PartError>& errors, Value (*read)(EventFields&)) {
  std::vector<Value> values;
  values.reserve(list.size());
  for (const json::value& element : list) {
    const std::string place = std::string(name) + "/" + std::to_string(values.size());
    const json::object* object = element.if_object();
    if (!object) {
      in.wrong(place, "Give an object.");
      break;
    }
    EventFields fields(*object, in.pointer_to(place), errors);
    values.push_back(read(fields));
  }
  return values;
}

domain::EventBody read_snapshot(EventFields& in, std::vector<PartError>& errors) {
  domain::QueueSnapshot body;
  body.queue = in.text("queue", Presence::required);
  if (const json::array* calls = in.array("calls", Presence::required)) {
    body.calls = read_list(in, *calls, "calls", errors, read_snapshot_call);
  }
  if (const json::array* agents = in.array("agents", Presence::optional)) {
    body.agents = read_list(in, *agents, "agents", errors, read_snapshot_agent);
  }
  return body;
}

struct EventKind {
  std::string_view name;
  domain::EventBody (*read)(EventFields&, std::string& caller_number);  ///< null: queue.snapshot
};

constexpr std::array<EventKind, 8> event_kinds{{
    {"call.queued", read_queued},
    {"call.answered", read_answered},
    {"call.abandoned", read_abandoned},
    {"call.left", read_left},
    {"call.ended", read_ended},
    {"call.moved", read_moved},
    {"agent.state", read_agent},
    {"queue.snapshot", nullptr},
}};

std::string event_kind_list() {
  std::string list;
  for (const EventKind& kind : event_kinds) list.append(list.empty() ? "" : ", ").append(kind.name);
  return list;
}

const EventKind* find_kind(std::string_view name) {
  for (const EventKind& kind : event_kinds) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

}  // namespace

bool is_event_type(std::string_view name) {
  return find_kind(name) != nullptr;
}

ReadEvent read_event(const json::value& value, const std::string& pointer, std::size_t index, const Access& who) {
  ReadEvent read;
  const json::object* object = value.if_object();
  if (!object) {
    read.errors.push_back({pointer, "Give an event as a JSON object."});
    return read;
  }
  EventFields in(*object, pointer, read.errors);
  IncomingEvent incoming;
  incoming.index = index;
  domain::Event& event = incoming.event;
  event.event_id = in.text("event_id", Presence::required);
  const std::string type = in.text("type", Presence::required);
  event.at = in.instant("at", Presence::optional);
  event.source = in.text("source", Presence::optional, most_source_characters);
  if (event.source.empty()) event.source = who.source;
  event.site = who.site;
  const EventKind* kind = find_kind(type);
  if (kind) {
    event.body = kind->read ? kind->read(in, incoming.caller_number) : read_snapshot(in, read.errors);
  } else if (!type.empty()) {
    read.problem = ProblemId::unknown_event_type;
    in.wrong("type", "Give one of " + event_kind_list() + ".");
  }
  if (read.errors.empty()) read.event = std::move(incoming);
  return read;
}

std::string joined_details(const std::vector<PartError>& errors) {
  std::string all;
  for (const PartError& error : errors) {
    if (!all.empty()) all += ' ';
    all += (error.pointer.empty() ? "The event" : error.pointer) + ": " + error.detail;
  }
  return all;
}

}  // namespace truewait::edge
