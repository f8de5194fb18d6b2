// Events as JSON for the tests, in the words of the wire contract.
#pragma once

#include <string>
#include <vector>

namespace truewait::test {

inline std::string quoted(const std::string& text) {
  return '"' + text + '"';
}

/// `more` holds further members, each with its comma in front: `,"at":"..."`.
inline std::string event_json(const std::string& id, const std::string& type, const std::string& more) {
  return "{\"event_id\":" + quoted(id) + ",\"type\":" + quoted(type) + more + "}";
}
inline std::string queued_json(const std::string& id, const std::string& call, const std::string& queue = "support",
                               const std::string& more = {}) {
  return event_json(id, "call.queued", ",\"call_id\":" + quoted(call) + ",\"queue\":" + quoted(queue) + more);
}
inline std::string answered_json(const std::string& id, const std::string& call, const std::string& more = {}) {
  return event_json(id, "call.answered", ",\"call_id\":" + quoted(call) + more);
}
inline std::string ended_json(const std::string& id, const std::string& call, const std::string& more = {}) {
  return event_json(id, "call.ended", ",\"call_id\":" + quoted(call) + more);
}
inline std::string batch_json(const std::vector<std::string>& events) {
  std::string out = "[";
  for (const std::string& event : events) out += (out.size() > 1 ? "," : "") + event;
  return out + "]";
}

}  // namespace truewait::test
