// GET /v1/queues/{q}/estimate and GET /v1/calls/{id}/estimate.
#include "edge/api.hpp"
#include "edge/estimate_parameters.hpp"
#include "edge/negotiation.hpp"
#include "edge/target.hpp"

namespace truewait::edge {
namespace {

/// The body is only viewed: whoever owns it keeps it until the reply is framed.
void show(const EstimateBody& body, const Request& request, Reply& reply) {
  const bool as_text = prefers(request.accept, "text/plain");
  reply.content_type = as_text ? text_type : json_type;
  reply.kept_body = as_text ? body.text : body.json;
}

}  // namespace

void Api::queue_estimate(const Request& request, const Ticket& ticket, Reply& reply) {
  const std::string& site = ticket.who->site;
  const domain::Instant now = backend_.now();
  if (const auto* known = estimates_.find(backend_, site, request.target, now))
    return show(known->body, request, reply);
  const auto name = decode_segment(ticket.found.segment);
  EstimateParameters parameters;
  if (!read_caller(request, parameters, reply)) return;
  const auto view = name ? backend_.queue(site, *name) : std::nullopt;
  const auto version = name ? backend_.version(site, *name) : std::nullopt;
  const auto estimate = view && version ? backend_.estimate(site, *name, parameters.caller) : std::nullopt;
  if (!estimate) return refuse_queue(reply);
  // A caller who has not come yet is taken to have a number.
  const auto offer = backend_.offer(site, *name, *estimate, {parameters.caller.caller_class});
  const EstimateFrame frame{*name, {}, now, view->seq, offer, {}, backend_.announce(site, *name, *estimate)};
  EstimateCache::Entry entry{*name, *version, now, estimate_body(*estimate, frame)};
  show(estimates_.keep(site, request.target, std::move(entry)).body, request, reply);
}

void Api::call_estimate(const Request& request, const Ticket& ticket, Reply& reply) {
  const auto call_id = decode_segment(ticket.found.segment);
  if (!call_id) return refuse_call(*ticket.who, {}, reply);
  const auto view = backend_.call(*ticket.who, *call_id);
  const auto estimate = view && view->waiting ? backend_.estimate_call(*ticket.who, *call_id) : std::nullopt;
  if (!estimate) return refuse_call(*ticket.who, *call_id, reply);
  const domain::Prospect caller{view->caller_class, view->number_known};
  const auto offer = backend_.offer(ticket.who->site, view->queue, *estimate, caller);
  const auto said = backend_.announce_call(*ticket.who, *call_id, *estimate).value_or(domain::Announcement{});
  const EstimateFrame frame{view->queue, *call_id, backend_.now(), view->seq, offer, view->deadline, said};
  EstimateBody body = estimate_body(*estimate, frame);
  show(body, request, reply);
  reply.body = reply.kept_body == body.text ? std::move(body.text) : std::move(body.json);
  reply.kept_body = {};
}

bool Api::read_caller(const Request& request, EstimateParameters& into, Reply& reply) {
  const auto query = decode_query(split_target(request.target).query);
  std::vector<PartError> errors;
  if (query) read_estimate_parameters(*query, into, errors);
  if (query && errors.empty()) return true;
  refuse(reply, ProblemId::invalid_parameter, "Correct the query of this request.", errors);
  return false;
}

void Api::refuse_queue(Reply& reply) {
  refuse(reply, ProblemId::unknown_queue, "GET /v1/queues lists the queues of this key's site.");
}

void Api::refuse_call(const Access& who, const std::string& call_id, Reply& reply) {
  if (!call_id.empty() && backend_.call(who, call_id)) {
    return refuse(reply, ProblemId::call_over, "The call was answered: ask for calls that still wait only.");
  }
  refuse(reply, ProblemId::unknown_call, "Report the call with call.queued first, by the same key or source.");
}

}  // namespace truewait::edge
