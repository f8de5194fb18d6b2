#include "edge/queue_body.hpp"

#include "edge/json_text.hpp"

namespace truewait::edge {
namespace {

void append_count(std::string& out, std::string_view name, std::int64_t value) {
  out.append(",\"").append(name).append("\":");
  append_integer(out, value);
}

void append_queue(std::string& out, const domain::QueueView& queue) {
  out += "\"queue\":";
  append_json(out, queue.queue);
  out += ",\"group\":";
  append_json(out, queue.group);
  append_count(out, "waiting", queue.waiting);
  out += ",\"longest_wait_s\":";
  append_seconds(out, domain::to_seconds(queue.longest_wait));
  append_count(out, "in_service", queue.in_service);
  out += ",\"agents\":{\"reported\":";
  out += queue.agents_reported ? "true" : "false";
  append_count(out, "logged_in", queue.agents_logged_in);
  append_count(out, "available", queue.agents_available);
  append_count(out, "busy", queue.agents_busy);
  out += "},\"answered\":";
  append_integer(out, queue.answered);
  out += ",\"abandoned\":";
  append_integer(out, queue.abandoned);
  out += ",\"switches\":";
  append_switches(out, queue.switches);
  out += ",\"last_event\":";
  append_instant(out, queue.last_event);
  out += ",\"seq\":";
  append_integer(out, queue.seq);
}

}  // namespace

void append_switches(std::string& out, const domain::Switches& switches) {
  out += switches.offers ? "{\"offers\":true" : "{\"offers\":false";
  out += switches.dials ? ",\"dials\":true}" : ",\"dials\":false}";
}

std::string queue_body(const domain::QueueView& queue, domain::Instant as_of) {
  std::string out = "{";
  append_queue(out, queue);
  out += ",\"as_of\":";
  append_instant(out, as_of);
  out += '}';
  return out;
}

std::string queues_body(const std::vector<domain::QueueView>& queues, domain::Instant as_of) {
  std::string out = "{\"queues\":[";
  for (const domain::QueueView& queue : queues) {
    out += &queue == &queues.front() ? "{" : ",{";
    append_queue(out, queue);
    out += '}';
  }
  out += "],\"as_of\":";
  append_instant(out, as_of);
  out += '}';
  return out;
}

}  // namespace truewait::edge
