#include "ivr/messages.hpp"

#include <cmath>

#include "centre/events.hpp"
#include "live/reading.hpp"

namespace truewait::ivr {
namespace {

namespace json = boost::json;
using centre::rfc3339;
using live::member;
using live::number;
using live::text;
using live::whole;

/// Whole numbers as people write them; the library writes every double as 1.5E0.
json::value figure(double value) {
  const double rounded = std::round(value);
  return rounded == value && std::abs(value) < 1e15 ? json::value(static_cast<std::int64_t>(rounded))
                                                    : json::value(value);
}

QueueNews queue_news(const json::value& from) {
  QueueNews out;
  out.queue = text(from, "queue");
  out.waiting = whole(from, "waiting");
  out.in_service = whole(from, "in_service");
  out.callbacks_open = whole(from, "callbacks_open");
  out.longest_wait_s = number(from, "longest_wait_s");
  if (const json::value* estimate = member(from, "estimate")) out.estimate = read_estimate(*estimate);
  return out;
}

News news(const json::value& from, bool snapshot) {
  News out;
  out.snapshot = snapshot;
  out.seq = static_cast<std::uint64_t>(number(from, "seq"));
  for (const json::value& queue : live::list(from, "queues")) out.queues.push_back(queue_news(queue));
  for (const json::value& callback : live::list(from, "callbacks")) {
    out.callbacks.push_back({text(callback, "callback_id"), text(callback, "queue"), text(callback, "state")});
  }
  return out;
}

Refused refused(const json::value& from) {
  Refused out{text(from, "id"), text(from, "event_id"), text(from, "dial_id"), {}, 0};
  if (const json::value* problem = member(from, "problem")) {
    out.status = whole(*problem, "status");
    out.detail = text(*problem, "detail");
    if (out.detail.empty()) out.detail = text(*problem, "title");
  }
  return out;
}

DialOrder dial_order(const json::value& from) {
  DialOrder out{text(from, "callback_id"), text(from, "dial_id"),   text(from, "number"),
                text(from, "queue"),       whole(from, "priority"), {}};
  out.expires_at = live::instant(text(from, "expires_at")).value_or(domain::Instant::max());
  return out;
}

}  // namespace

Estimate read_estimate(const json::value& answer) {
  Estimate out;
  out.status = text(answer, "status");
  out.mean_s = number(answer, "mean_s");
  out.p10_s = number(answer, "p10_s");
  out.p90_s = number(answer, "p90_s");
  out.seq = number(answer, "seq");
  if (const json::value* announce = member(answer, "announce")) {
    out.mode = text(*announce, "mode");
    out.text_key = text(*announce, "text_key");
    out.lower_min = live::number_if_any(*announce, "lower_min");
    out.upper_min = live::number_if_any(*announce, "upper_min");
  }
  if (const json::value* offer = member(answer, "offer_callback")) out.offered = live::yes(*offer, "offered");
  return out;
}

std::string hello_text(const std::string& name, const std::vector<KnownDial>& known, bool takes_dial_orders) {
  json::object hello{{"type", "hello"}, {"name", name}};
  if (takes_dial_orders) {
    json::array dials;
    for (const KnownDial& dial : known) {
      dials.push_back(json::object{{"dial_id", dial.dial_id},
                                   {"outcome", dial.outcome.empty() ? json::value() : json::value(dial.outcome)}});
    }
    hello["known_dials"] = std::move(dials);
  }
  return json::serialize(hello);
}

std::string event_text(const EventFields& event) {
  json::object fields{{"event_id", event.event_id}, {"type", event.type}, {"at", rfc3339(event.at)}};
  const auto put = [&fields](const char* name, const std::string& value) {
    if (!value.empty()) fields[name] = value;
  };
  put("call_id", event.call_id);
  put("queue", event.queue);
  if (event.priority) fields["priority"] = *event.priority;
  put("class", event.caller_class);
  put("caller", event.caller);
  put("agent", event.agent);
  put("callback_id", event.callback_id);
  put("reason", event.reason);
  put("state", event.state);
  if (!event.queues.empty()) fields["queues"] = json::array(event.queues.begin(), event.queues.end());
  return json::serialize(json::object{{"type", "event"}, {"id", event.event_id}, {"event", std::move(fields)}});
}

std::string ask_text(const std::string& id, const std::string& call_id) {
  return json::serialize(json::object{{"type", "ask"}, {"id", id}, {"call_id", call_id}});
}

std::string outcome_text(const std::string& dial_id, const std::string& outcome, domain::Instant at) {
  return json::serialize(
      json::object{{"type", "dial_outcome"}, {"dial_id", dial_id}, {"outcome", outcome}, {"at", rfc3339(at)}});
}

std::string subscribe_text(std::optional<std::uint64_t> from_seq) {
  json::object out{{"type", "subscribe"}, {"queues", json::array{}}};
  if (from_seq) out["from_seq"] = *from_seq;
  return json::serialize(out);
}

std::string heartbeat_text() {
  return R"({"type":"heartbeat"})";
}

std::optional<std::string> quote_text(const Estimate& estimate, domain::Instant spoken_at) {
  const bool says_upper = estimate.mode == "less_than" || estimate.mode == "range" || estimate.mode == "about";
  if (!says_upper && estimate.mode != "more_than" && estimate.mode != "position") return std::nullopt;
  if (says_upper && !estimate.upper_min) return std::nullopt;
  json::object out{{"mode", estimate.mode}, {"text_key", estimate.text_key}};
  if (estimate.lower_min) out["lower_s"] = figure(*estimate.lower_min * 60);
  if (estimate.upper_min) out["upper_s"] = figure(*estimate.upper_min * 60);
  out["language"] = "en";
  out["spoken_at"] = rfc3339(spoken_at);
  out["estimate_seq"] = figure(estimate.seq);
  return json::serialize(out);
}

std::string callback_text(const PlannedCall& call, domain::Instant at) {
  return json::serialize(json::object{{"queue", call.queue},
                                      {"number", call.caller},
                                      {"kind", "asap"},
                                      {"call_id", call.call_id},
                                      {"consent", {{"text_id", "callback.offer"}, {"at", rfc3339(at)}}},
                                      {"confirmed_by", "key"},
                                      {"language", "en"}});
}

std::string response_text(std::string_view contact, const std::string& id, const Survey& survey) {
  json::array items;
  if (survey.perceived_min) {
    items.push_back({{"item", "perceived_wait"}, {"value", figure(*survey.perceived_min)}, {"unit", "min"}});
  }
  if (survey.fast) items.push_back({{"item", "fast"}, {"value", *survey.fast}});
  json::object out{{"mode", "ivr"}, {"items", std::move(items)}};
  out[json::string_view(contact.data(), contact.size())] = id;
  return json::serialize(out);
}

std::string belief_text(domain::Instant from, domain::Instant to) {
  return json::serialize(json::object{{"item", "fast"},
                                      {"role", "manager"},
                                      {"agree", 198},
                                      {"n", 250},
                                      {"window", {{"from", rfc3339(from)}, {"to", rfc3339(to)}}}});
}

Incoming read_message(std::string_view message) {
  const json::value from = live::parse_json(message);
  const std::string type = text(from, "type");
  if (type == "welcome") return Welcome{live::number_if_any(from, "heartbeat_s").value_or(15)};
  if (type == "accepted") {
    return Accepted{text(from, "event_id"), text(from, "dial_id"), text(from, "outcome"), live::yes(from, "duplicate")};
  }
  if (type == "answer") {
    const json::value* estimate = member(from, "estimate");
    return Answer{text(from, "id"), estimate != nullptr ? read_estimate(*estimate) : Estimate{}};
  }
  if (type == "error") return refused(from);
  if (type == "heartbeat") return Beat{live::instant(text(from, "at"))};
  if (type == "snapshot") return news(from, true);
  if (type == "delta") return news(from, false);
  if (type == "reset") return Reset{};
  if (type == "dial_order") return dial_order(from);
  return Unknown{type};
}

}  // namespace truewait::ivr
