// /v1/callbacks and /v1/dial-orders: wishes, orders, outcomes over HTTP.
#include <boost/json/object.hpp>

#include "edge/api.hpp"
#include "edge/callback_body.hpp"
#include "edge/json_text.hpp"
#include "edge/rfc3339.hpp"
#include "edge/target.hpp"
#include "edge/wish_reader.hpp"
#include "truewait/domain/hash.hpp"

namespace truewait::edge {
namespace {

constexpr std::size_t most_per_page = 1000;
constexpr int longest_poll_s = 30;

std::string_view read_parameter(const std::string& name, const std::string& value, domain::CallbackQuery& into) {
  if (name == "queue") {
    into.queues = {value};
    return is_id(value, most_id_characters) ? "" : "Give the name of a queue.";
  }
  if (name == "cursor") {
    into.after = value;
    return is_id(value, most_id_characters) ? "" : "Give the `next` of the page before.";
  }
  if (name == "state") {
    for (std::size_t i = 0; i < domain::callback_state_names.size(); ++i) {
      if (domain::callback_state_names[i] == value) into.state = static_cast<domain::CallbackState>(i);
    }
    return into.state ? "" : "Give a state of a callback, such as waiting.";
  }
  if (name == "limit") {
    const auto given = whole_number(value, 1, most_per_page);
    into.limit = given.value_or(into.limit);
    return given ? "" : "Give a whole number from 1 to 1000.";
  }
  if (name == "from" || name == "to") {
    const auto at = parse_rfc3339(value);
    (name == "from" ? into.from : into.to) = at;
    return at ? "" : "Give an RFC 3339 time with its offset, such as 2024-03-05T00:00:00Z.";
  }
  return "Leave it out: only state, queue, from, to, cursor and limit are known.";
}

std::string outcome_body(const domain::OutcomeTaken& taken) {
  std::string out = "{\"callback_id\":";
  append_json(out, taken.callback_id);
  out += ",\"state\":";
  append_json(out, domain::name_of(taken.state));
  out += '}';
  return out;
}

}  // namespace

std::shared_ptr<PendingReply> Api::post_callback(const Request& request, const Access& who, Reply& reply) {
  if (!is_id(request.idempotency_key, most_id_characters)) {
    refuse(reply, ProblemId::missing_idempotency_key,
           "Send the header field Idempotency-Key: 1 to 128 printable characters, a new one for each new request.");
    return nullptr;
  }
  std::vector<PartError> errors;
  CallbackWish read;
  const bool parsed =
      read_object(request, reply, [&](const boost::json::object& body) { read = read_callback_wish(body, errors); });
  if (!parsed || refuse_body(reply, errors)) return nullptr;
  read.wish.idempotency_key = request.idempotency_key;
  read.wish.request_hash = domain::stable_hash({request.body});
  auto [pending, done] = later<CallbackTicket>([](const CallbackTicket& ticket, Reply& answer) {
    answer.status = ticket.existing ? 200 : 201;
    answer.body = ticket_body(ticket);
  });
  backend_.request_callback(who, std::move(read.wish), std::move(read.number), std::move(done));
  return pending;
}

void Api::list_callbacks(const Request& request, const Access& who, Reply& reply) {
  const auto parameters = decode_query(split_target(request.target).query);
  std::vector<PartError> errors;
  domain::CallbackQuery query;
  if (parameters) {
    for (const auto& [name, value] : *parameters) {
      const auto wrong = read_parameter(name, value, query);
      if (!wrong.empty()) errors.push_back({"?" + name, std::string(wrong)});
    }
  }
  if (!parameters || !errors.empty()) {
    return refuse(reply, ProblemId::invalid_parameter, "Correct the query of this request.", errors);
  }
  const auto found = backend_.callbacks(who.site, query);
  if (!found) {
    return refuse(reply, ProblemId::invalid_parameter, "Correct the query of this request.",
                  {{"?cursor", "No callback of this site has this id, or no longer. Ask again without it."}});
  }
  reply.body = callbacks_body(*found, query.limit);
}

void Api::get_callback(const Ticket& ticket, Reply& reply) {
  const auto id = decode_segment(ticket.found.segment);
  const auto found = id ? backend_.callback(ticket.who->site, *id) : std::nullopt;
  if (!found) return refuse(reply, ProblemId::unknown_callback, "GET /v1/callbacks lists those of this key's site.");
  append_callback(reply.body, *found);
}

std::shared_ptr<PendingReply> Api::cancel_callback(const Ticket& ticket, Reply& reply) {
  const auto id = decode_segment(ticket.found.segment);
  if (!id) return refuse(reply, ProblemId::unknown_callback, "GET /v1/callbacks lists them."), nullptr;
  auto [pending, done] = later<ShownCallback>(
      [](const ShownCallback& cancelled, Reply& answer) { append_callback(answer.body, cancelled); });
  backend_.cancel_callback(*ticket.who, *id, std::move(done));
  return pending;
}

std::shared_ptr<PendingReply> Api::dial_orders(const Request& request, const Access& who, Reply& reply) {
  const auto parameters = decode_query(split_target(request.target).query);
  std::optional<std::size_t> wait_s = 0;
  bool known = parameters.has_value();
  for (const auto& [name, value] : parameters.value_or(QueryParameters{})) {
    known = known && name == "wait_s";
    wait_s = whole_number(value, 0, longest_poll_s);
    known = known && wait_s;
  }
  if (!known) {
    refuse(reply, ProblemId::invalid_parameter,
           "Give wait_s, a whole number of seconds from 0 to 30, and nothing else.");
    return nullptr;
  }
  auto pending = std::make_shared<PendingReply>();
  pending->patience = std::chrono::seconds(*wait_s);
  auto done = [pending](std::vector<ShownOrder> orders) {
    std::string& out = pending->reply.body;
    out = "[";
    for (const ShownOrder& order : orders) {
      out += &order == &orders.front() ? "{" : ",{";
      append_order(out, order);
      out += '}';
    }
    out += ']';
    pending->finish();
  };
  backend_.dial_orders(who, std::chrono::seconds(*wait_s), std::move(done));
  return pending;
}

std::shared_ptr<PendingReply> Api::claim_dial(const Ticket& ticket, Reply& reply) {
  const auto id = decode_segment(ticket.found.segment);
  if (!id) return refuse(reply, ProblemId::unknown_dial, "GET /v1/dial-orders lists those that are due."), nullptr;
  auto [pending, done] = later<ShownOrder>([](const ShownOrder& order, Reply& answer) {
    answer.body = "{";
    append_order(answer.body, order);
    answer.body += '}';
  });
  backend_.claim(*ticket.who, *id, std::move(done));
  return pending;
}

std::shared_ptr<PendingReply> Api::dial_outcome(const Request& request, const Ticket& ticket, Reply& reply) {
  const auto id = decode_segment(ticket.found.segment);
  if (!id) return refuse(reply, ProblemId::unknown_dial, "The path names the dial as its order did."), nullptr;
  std::vector<PartError> errors;
  domain::DialReport report;
  const bool parsed =
      read_object(request, reply, [&](const boost::json::object& body) { report = read_outcome(body, errors); });
  if (!parsed || refuse_body(reply, errors)) return nullptr;
  report.dial_id = *id;
  auto [pending, done] = later<domain::OutcomeTaken>(
      [](const domain::OutcomeTaken& taken, Reply& answer) { answer.body = outcome_body(taken); });
  backend_.dial_outcome(*ticket.who, std::move(report), std::move(done));
  return pending;
}

}  // namespace truewait::edge
