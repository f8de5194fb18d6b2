#include "edge/callback_body.hpp"

#include <fmt/format.h>

#include "edge/json_text.hpp"

namespace truewait::edge {
namespace {

void append_position(std::string& out, std::optional<int> position) {
  out += ",\"position\":";
  if (position) {
    append_integer(out, std::int64_t{*position});
  } else {
    out += "null";
  }
}

/// What the agent may open with.
std::string whisper_of(const domain::DialOrder& order) {
  const auto time_of_day = order.asked - std::chrono::floor<std::chrono::days>(order.asked);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(time_of_day).count();
  std::string text = fmt::format("Asked for a callback at {:02}:{:02} UTC", minutes / 60, minutes % 60);
  return order.dial > 1 ? text + fmt::format(", try {}", order.dial) : text;
}

}  // namespace

void append_window(std::string& out, const std::optional<domain::Window>& window) {
  if (!window) {
    out += "null";
    return;
  }
  out += "{\"from\":";
  append_instant(out, window->from);
  out += ",\"to\":";
  append_instant(out, window->to);
  out += '}';
}

void append_callback(std::string& out, const ShownCallback& callback) {
  const domain::CallbackView& view = callback.view;
  out += "{\"callback_id\":";
  append_json(out, view.callback_id);
  out += ",\"queue\":";
  append_json(out, view.queue);
  out += ",\"kind\":\"asap\",\"state\":";
  append_json(out, domain::name_of(view.state));
  out += ",\"number\":";
  append_json(out, callback.masked_number);
  append_position(out, view.position);
  out += ",\"window\":";
  append_window(out, view.window);
  out += ",\"dials\":";
  append_integer(out, std::int64_t{view.dials});
  out += ",\"requested_at\":";
  append_instant(out, view.requested);
  out += ",\"due_at\":";
  append_instant(out, view.due);
  out += ",\"updated_at\":";
  append_instant(out, view.updated);
  out += ",\"reason\":";
  if (view.reason.empty()) {
    out += "null";
  } else {
    append_json(out, view.reason);
  }
  out += '}';
}

void append_order(std::string& out, const ShownOrder& shown) {
  const domain::DialOrder& order = shown.order;
  out += "\"callback_id\":";
  append_json(out, order.callback_id);
  out += ",\"dial_id\":";
  append_json(out, order.dial_id);
  out += ",\"number\":";
  append_json(out, shown.number);
  out += ",\"from\":";
  if (order.from.empty()) {
    out += "null";
  } else {
    append_json(out, order.from);
  }
  out += ",\"queue\":";
  append_json(out, order.queue);
  out += ",\"priority\":";
  append_integer(out, std::int64_t{order.priority});
  out += ",\"expires_at\":";
  append_instant(out, order.expires);
  out += ",\"whisper\":";
  append_json(out, whisper_of(order));
  if (order.mode == domain::DialMode::customer_first) return;
  out += ",\"mode\":";
  append_json(out, domain::name_of(order.mode));
  if (order.agent.empty()) return;
  out += ",\"agent\":";
  append_json(out, order.agent);
}

std::string ticket_body(const CallbackTicket& ticket) {
  const domain::CallbackView& view = ticket.callback.view;
  std::string out = "{\"callback_id\":";
  append_json(out, view.callback_id);
  out += ",\"state\":";
  append_json(out, domain::name_of(view.state));
  append_position(out, view.position);
  out += ",\"window\":";
  append_window(out, view.window);
  out += ",\"token_url\":null";
  if (ticket.existing) out += ",\"existing\":true";
  out += '}';
  return out;
}

std::string callbacks_body(const std::vector<ShownCallback>& callbacks, std::size_t limit) {
  std::string out = "{\"callbacks\":[";
  for (const ShownCallback& each : callbacks) {
    if (&each != &callbacks.front()) out += ',';
    append_callback(out, each);
  }
  out += "],\"next\":";
  if (callbacks.size() < limit || callbacks.empty()) {
    out += "null";
  } else {
    append_json(out, callbacks.back().view.callback_id);
  }
  out += '}';
  return out;
}

}  // namespace truewait::edge
