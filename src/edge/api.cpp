#include "edge/api.hpp"

#include "edge/asset_reply.hpp"
#include "edge/json_text.hpp"
#include "edge/negotiation.hpp"
#include "edge/queue_body.hpp"
#include "edge/target.hpp"

namespace truewait::edge {
namespace {

constexpr std::int64_t access_holds_ns = 1'000'000'000;

/// What follows "Bearer " (in any case, RFC 7235 section 2.1), or nothing.
std::optional<std::string_view> bearer_token(std::string_view authorization) {
  constexpr std::string_view scheme = "bearer ";
  if (authorization.size() <= scheme.size()) return std::nullopt;
  for (std::size_t i = 0; i < scheme.size(); ++i) {
    if ((authorization[i] | 0x20) != (scheme[i] | 0x20)) return std::nullopt;
  }
  authorization.remove_prefix(scheme.size());
  authorization.remove_prefix(std::min(authorization.find_first_not_of(' '), authorization.size()));
  return authorization;
}

}  // namespace

std::string Api::next_request_id() {
  return options_.instance + "-" + std::to_string(++request_ids_);
}

void Api::refuse(Reply& reply, ProblemId problem, std::string_view detail, const std::vector<PartError>& errors) {
  const ProblemKind& kind = problem_kind(problem);
  edge::refuse(reply, kind, kind.status, detail, next_request_id(), errors);
}

bool Api::admit(const Request& request, Listener listener, std::int64_t now_ns, RememberedAccess& remembered,
                Ticket& ticket, Reply& reply) {
  ticket = {};
  reply.clear();
  return find(request, listener, ticket, reply) && authorise(request, now_ns, remembered, ticket, reply) &&
         check_body(request, ticket, reply);
}

bool Api::find(const Request& request, Listener listener, Ticket& ticket, Reply& reply) {
  const std::string_view path = split_target(request.target).path;
  ticket.found = find_route(request.method, path, listener);
  if (ticket.found.route) return true;
  const std::string allowed = allowed_methods(path, listener);
  if (request.method == Method::options && (path == "*" || !allowed.empty())) {
    reply.status = 204;
    reply.add_field("Allow", path == "*" ? "GET, HEAD, POST, OPTIONS" : allowed);
  } else if (allowed.empty()) {
    refuse(reply, ProblemId::unknown_path, "Look the path up in the interface's description.");
  } else {
    refuse(reply, ProblemId::method_not_allowed, "Use one of: " + allowed + ".");
    reply.add_field("Allow", allowed);
  }
  return false;
}

bool Api::authorise(const Request& request, std::int64_t now_ns, RememberedAccess& remembered, Ticket& ticket,
                    Reply& reply) {
  const std::optional<Scope> scope = ticket.found.route->scope;
  if (!scope) return true;
  const bool fresh = remembered.access && now_ns - remembered.checked_ns < access_holds_ns;
  if (!fresh || remembered.authorization != request.authorization) {
    const auto token = bearer_token(request.authorization);
    remembered.access = token ? backend_.authenticate(*token) : std::nullopt;
    remembered.authorization = request.authorization;
    remembered.checked_ns = now_ns;
  }
  if (!remembered.access) {
    refuse(reply, ProblemId::unauthenticated,
           "Send the header field Authorization: Bearer tw_... with a key made by `truewait key create`.");
    return false;
  }
  ticket.who = &*remembered.access;
  if (ticket.who->may(*scope)) return true;
  refuse(reply, ProblemId::missing_scope,
         "Use a key with the scope " + std::string(scope_name(*scope)) + ", or with admin.");
  return false;
}

bool Api::check_body(const Request& request, Ticket& ticket, Reply& reply) {
  const bool events = ticket.found.route->id == RouteId::post_events;
  ticket.body_limit = events ? options_.limits.events_body_bytes : options_.limits.body_bytes;
  if (request.content_length.value_or(0) > ticket.body_limit) {
    refuse(reply, ProblemId::body_too_large,
           "Send at most " + std::to_string(ticket.body_limit) + " bytes in one request.");
    return false;
  }
  if (events && !is_json(request.content_type)) {
    refuse(reply, ProblemId::unsupported_media_type, "Send JSON with the header field Content-Type: application/json.");
    return false;
  }
  return true;
}

std::shared_ptr<PendingReply> Api::answer(const Request& request, const Ticket& ticket, Reply& reply) {
  reply.clear();
  switch (ticket.found.route->id) {
    case RouteId::queue_estimate:
      queue_estimate(request, ticket, reply);
      break;
    case RouteId::call_estimate:
      call_estimate(request, ticket, reply);
      break;
    case RouteId::queue:
      queue(ticket, reply);
      break;
    case RouteId::queues:
      reply.body = queues_body(backend_.queues(ticket.who->site), backend_.now());
      break;
    case RouteId::healthz:
      reply.body = "{\"status\":\"ok\"}";
      break;
    case RouteId::readyz:
      readiness(reply);
      break;
    case RouteId::metrics:
      metrics(reply);
      break;
    case RouteId::page:
    case RouteId::asset:
      asset(request, reply);
      break;
    case RouteId::post_events:
      return post_events(request, *ticket.who, reply);
    case RouteId::accuracy_report:
      return accuracy_report(request, *ticket.who, reply);
  }
  return nullptr;
}

void Api::queue(const Ticket& ticket, Reply& reply) {
  const auto name = decode_segment(ticket.found.segment);
  const auto view = name ? backend_.queue(ticket.who->site, *name) : std::nullopt;
  if (!view) return refuse(reply, ProblemId::unknown_queue, "GET /v1/queues lists the queues of this key's site.");
  reply.body = queue_body(*view, backend_.now());
}

void Api::readiness(Reply& reply) {
  const Readiness state = backend_.readiness();
  reply.status = state.ready ? 200 : 503;
  if (!state.ready) reply.add_field("Retry-After", "1");
  reply.body = state.ready ? "{\"ready\":true,\"reasons\":[" : "{\"ready\":false,\"reasons\":[";
  for (const std::string& reason : state.reasons) {
    if (&reason != &state.reasons.front()) reply.body += ',';
    append_json(reply.body, reason);
  }
  reply.body += "]}";
}

void Api::asset(const Request& request, Reply& reply) {
  const Asset* found = find_asset(options_.assets, split_target(request.target).path);
  if (!found) return refuse(reply, ProblemId::unknown_path, "Look the path up in the interface's description.");
  if (!accepts_gzip(request.accept_encoding)) {
    return refuse(reply, ProblemId::not_acceptable, "Accept the content coding gzip: the page is kept in no other.");
  }
  answer_asset(*found, request, reply);
}

void Api::metrics(Reply& reply) {
  reply.content_type = metrics_type;
  reply.body = backend_.metrics();
  if (!reply.body.empty() && reply.body.back() != '\n') reply.body += '\n';
  reply.body += request_metrics_.text(open_connections_);
}

}  // namespace truewait::edge
