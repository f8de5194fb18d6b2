// What somebody in charge may do over HTTP: acts about one callback, switches of a queue, the kill switch, the audit.
#include <boost/json/object.hpp>

#include "edge/act_reader.hpp"
#include "edge/api.hpp"
#include "edge/audit_body.hpp"
#include "edge/callback_body.hpp"
#include "edge/json_text.hpp"
#include "edge/queue_body.hpp"
#include "edge/report_query.hpp"
#include "edge/target.hpp"

namespace truewait::edge {
namespace {

constexpr std::size_t most_acts_per_page = 1000;

/// Switches may be set without a key: setting them twice is setting them once.
constexpr std::string_view key_optional =
    "Leave the header field Idempotency-Key out, or send 1 to 128 printable characters, new ones for each new act.";

bool key_acceptable(const Request& request) {
  return request.idempotency_key.empty() || is_id(request.idempotency_key, most_id_characters);
}

/// {"queue","offers","dials"}.
void append_queue_switches(std::string& out, const domain::QueueView& queue) {
  out += "{\"queue\":";
  append_json(out, queue.queue);
  out += queue.switches.offers ? ",\"offers\":true" : ",\"offers\":false";
  out += queue.switches.dials ? ",\"dials\":true}" : ",\"dials\":false}";
}

/// What is wrong with one parameter of the audit, or empty; those that every report has are left to `rest`.
std::string_view read_audit_parameter(const std::string& name, const std::string& value, domain::AuditQuery& query,
                                      QueryParameters& rest) {
  if (name == "from" || name == "to" || name == "queue") {
    rest.emplace_back(name, value);
    return "";
  }
  if (name == "callback") {
    query.callback_id = value;
    return is_id(value, most_id_characters) ? "" : "Give the id of a callback.";
  }
  if (name == "cursor") {
    query.after = audit_position(value);
    return query.after ? "" : "Give the `next` of the page before.";
  }
  if (name == "limit") {
    const auto given = whole_number(value, 1, most_acts_per_page);
    query.limit = given.value_or(query.limit);
    return given ? "" : "Give a whole number from 1 to 1000.";
  }
  return "Leave it out: only from, to, queue, callback, cursor and limit are known.";
}

}  // namespace

std::shared_ptr<PendingReply> Api::act_on_callback(const Request& request, const Ticket& ticket, Reply& reply) {
  const auto id = decode_segment(ticket.found.segment);
  if (!id) return refuse(reply, ProblemId::unknown_callback, "GET /v1/callbacks lists them."), nullptr;
  if (!is_id(request.idempotency_key, most_id_characters)) {
    refuse(reply, ProblemId::missing_idempotency_key,
           "Send the header field Idempotency-Key: 1 to 128 printable characters, a new one for each new act.");
    return nullptr;
  }
  std::vector<PartError> errors;
  domain::SupervisorAct act;
  const bool parsed =
      read_object(request, reply, [&](const boost::json::object& body) { act = read_callback_act(body, *id, errors); });
  if (!parsed || refuse_body(reply, errors)) return nullptr;
  act.act_id = request.idempotency_key;
  auto [pending, done] = later<ActDone>([](const ActDone& after, Reply& answer) {
    if (after.callback) append_callback(answer.body, *after.callback);
  });
  backend_.act(*ticket.who, std::move(act), std::move(done));
  return pending;
}

void Api::switches(const Ticket& ticket, Reply& reply) {
  const auto name = decode_segment(ticket.found.segment);
  const auto view = name ? backend_.queue(ticket.who->site, *name) : std::nullopt;
  if (!view) return refuse_queue(reply);
  append_queue_switches(reply.body, *view);
}

std::shared_ptr<PendingReply> Api::turn_switches(const Request& request, const Ticket& ticket, Reply& reply) {
  const auto name = decode_segment(ticket.found.segment);
  if (!name) return refuse_queue(reply), nullptr;
  if (!key_acceptable(request)) return refuse(reply, ProblemId::missing_idempotency_key, key_optional), nullptr;
  std::vector<PartError> errors;
  domain::SupervisorAct act;
  const bool parsed =
      read_object(request, reply, [&](const boost::json::object& body) { act = read_turn(body, *name, errors); });
  if (!parsed || refuse_body(reply, errors)) return nullptr;
  act.act_id = request.idempotency_key;
  auto [pending, done] = later<ActDone>([](const ActDone& after, Reply& answer) {
    if (!after.queues.empty()) append_queue_switches(answer.body, after.queues.front());
  });
  backend_.act(*ticket.who, std::move(act), std::move(done));
  return pending;
}

std::shared_ptr<PendingReply> Api::kill_switch(const Request& request, const Access& who, Reply& reply) {
  if (!key_acceptable(request)) return refuse(reply, ProblemId::missing_idempotency_key, key_optional), nullptr;
  std::vector<PartError> errors;
  domain::SupervisorAct act;
  const bool parsed =
      read_object(request, reply, [&](const boost::json::object& body) { act = read_kill(body, errors); });
  if (!parsed || refuse_body(reply, errors)) return nullptr;
  act.act_id = request.idempotency_key;
  auto [pending, done] = later<ActDone>([](const ActDone& after, Reply& answer) {
    answer.body = "{\"queues\":[";
    for (const domain::QueueView& queue : after.queues) {
      if (&queue != &after.queues.front()) answer.body += ',';
      append_queue_switches(answer.body, queue);
    }
    answer.body += "]}";
  });
  backend_.act(who, std::move(act), std::move(done));
  return pending;
}

std::optional<domain::AuditQuery> Api::audit_query(const Request& request, const Access& who, Reply& reply) {
  const domain::Instant now = backend_.now();
  // Up to now, what was done in this very instant included.
  domain::ReportQuery times{now - std::chrono::hours(24), now + domain::Duration{1}, {}};
  domain::AuditQuery query;
  std::vector<PartError> errors;
  const auto parameters = decode_query(split_target(request.target).query);
  QueryParameters rest;
  for (const auto& [name, value] : parameters.value_or(QueryParameters{})) {
    const auto wrong = read_audit_parameter(name, value, query, rest);
    if (!wrong.empty()) errors.push_back({"?" + name, std::string(wrong)});
  }
  read_report_query(rest, false, times, errors);
  if (!parameters || !errors.empty()) {
    refuse(reply, ProblemId::invalid_parameter, "Correct the query of this request.", errors);
    return std::nullopt;
  }
  if (!times.queue.empty() && !backend_.queue(who.site, times.queue)) return refuse_queue(reply), std::nullopt;
  query.from = times.from;
  query.to = times.to;
  query.queue = times.queue;
  return query;
}

std::shared_ptr<PendingReply> Api::audit(const Request& request, const Access& who, Reply& reply) {
  const auto query = audit_query(request, who, reply);
  if (!query) return nullptr;
  const auto pending = std::make_shared<PendingReply>();
  auto done = [pending, query, id = next_request_id()](const std::optional<domain::AuditPage>& page) {
    if (page) {
      pending->reply.body = audit_body(*query, *page);
    } else {
      const ProblemKind& kind = problem_kind(ProblemId::report_unavailable);
      edge::refuse(pending->reply, kind, kind.status, "Ask again after Retry-After.", id);
    }
    pending->finish();
  };
  backend_.audit(who, *query, std::move(done));
  return pending;
}

}  // namespace truewait::edge
