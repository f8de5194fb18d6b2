// GET /v1/queues/{q}/estimate/explain and GET /v1/calls/{id}/estimate/explain.
#include "edge/api.hpp"
#include "edge/explain_body.hpp"
#include "edge/target.hpp"

namespace truewait::edge {

void Api::explain_queue(const Request& request, const Ticket& ticket, Reply& reply) {
  const auto name = decode_segment(ticket.found.segment);
  EstimateParameters parameters;
  if (!read_caller(request, parameters, reply)) return;
  const auto explained = name ? backend_.explain(ticket.who->site, *name, parameters.caller) : std::nullopt;
  if (!explained) return refuse_queue(reply);
  reply.body = explain_body(*explained, {}, backend_.now());
}

void Api::explain_call(const Ticket& ticket, Reply& reply) {
  const auto call_id = decode_segment(ticket.found.segment);
  if (!call_id) return refuse_call(*ticket.who, {}, reply);
  const auto explained = backend_.explain_call(*ticket.who, *call_id);
  if (!explained) return refuse_call(*ticket.who, *call_id, reply);
  reply.body = explain_body(*explained, *call_id, backend_.now());
}

}  // namespace truewait::edge
