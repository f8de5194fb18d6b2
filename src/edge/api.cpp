#include "edge/api.hpp"

#include "edge/asset_reply.hpp"
#include "edge/credentials.hpp"
#include "edge/json_text.hpp"
#include "edge/negotiation.hpp"
#include "edge/queue_body.hpp"
#include "edge/target.hpp"

namespace truewait::edge {
namespace {

constexpr std::int64_t access_holds_ns = 1'000'000'000;

}  // namespace

std::string Api::next_request_id() {
  return options_.instance + "-" + std::to_string(++request_ids_);
}

void Api::refuse(Reply& reply, ProblemId problem, std::string_view detail, const std::vector<PartError>& errors) {
  const ProblemKind& kind = problem_kind(problem);
  edge::refuse(reply, kind, kind.status, detail, next_request_id(), errors);
}

bool Api::admit(const Request& request, const Entrance& entrance, std::int64_t now_ns, RememberedAccess& remembered,
                Ticket& ticket, Reply& reply) {
  ticket = {};
  ticket.secure = entrance.secure;
  reply.clear();
  return find(request, entrance.listener, ticket, reply) && authorise(request, now_ns, remembered, ticket, reply) &&
         check_body(request, ticket, reply);
}

bool Api::find(const Request& request, Listener listener, Ticket& ticket, Reply& reply) {
  const std::string_view path = split_target(request.target).path;
  ticket.found = find_route(request.method, path, listener);
  if (ticket.found.route) return true;
  const std::string allowed = allowed_methods(path, listener);
  if (request.method == Method::options && (path == "*" || !allowed.empty())) {
    reply.status = 204;
    reply.add_field("Allow", path == "*" ? "GET, HEAD, POST, PUT, DELETE, OPTIONS" : allowed);
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
  const Route& route = *ticket.found.route;
  if (!route.scope && !route.any_key) return true;
  const bool by_cookie = request.authorization.empty() && !request.cookie.empty();
  const auto token = by_cookie ? cookie_value(request.cookie, session_cookie) : bearer_token(request.authorization);
  const bool fresh = remembered.access && now_ns - remembered.checked_ns < access_holds_ns;
  if (!fresh || !token || remembered.token != *token) {
    remembered.access = token ? backend_.authenticate(*token) : std::nullopt;
    remembered.token = token.value_or(std::string_view());
    remembered.checked_ns = now_ns;
  }
  if (!remembered.access) {
    refuse(reply, ProblemId::unauthenticated,
           "Send the header field Authorization: Bearer tw_... with a key made by `truewait key create`.");
    if (by_cookie && token) reply.add_field("Set-Cookie", session_cookie_field({}, ticket.secure));
    return false;
  }
  const bool changes = request.method != Method::get && request.method != Method::head;
  if (by_cookie && changes && !is_own_origin(request.origin, request.host, ticket.secure)) {
    refuse(reply, ProblemId::foreign_origin,
           "Send the key in the Authorization field, or ask from the service's own page.");
    return false;
  }
  ticket.who = &*remembered.access;
  const std::optional<Scope> scope = route.scope;
  if (!scope || ticket.who->may(*scope)) return true;
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
    case RouteId::explain_queue:
      explain_queue(request, ticket, reply);
      break;
    case RouteId::explain_call:
      explain_call(ticket, reply);
      break;
    case RouteId::texts:
      texts(request, reply);
      break;
    case RouteId::queue:
      queue(ticket, reply);
      break;
    case RouteId::queues:
      reply.body = queues_body(backend_.queues(ticket.who->site), backend_.now());
      break;
    case RouteId::stream:
      stream(request, ticket, reply);
      break;
    case RouteId::open_session:
      open_session(request, ticket, reply);
      break;
    case RouteId::close_session:
      reply.status = 204;
      reply.add_field("Set-Cookie", session_cookie_field({}, ticket.secure));
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
    case RouteId::experience_report:
    case RouteId::promise_report:
    case RouteId::calibration_report:
    case RouteId::callback_report:
    case RouteId::fairness_report:
    case RouteId::time_to_human_report:
      return report(request, ticket, reply);
    case RouteId::post_callback:
      return post_callback(request, *ticket.who, reply);
    case RouteId::list_callbacks:
      list_callbacks(request, *ticket.who, reply);
      break;
    case RouteId::get_callback:
      get_callback(ticket, reply);
      break;
    case RouteId::cancel_callback:
      return cancel_callback(ticket, reply);
    case RouteId::dial_orders:
      return dial_orders(request, *ticket.who, reply);
    case RouteId::claim_dial:
      return claim_dial(ticket, reply);
    case RouteId::dial_outcome:
      return dial_outcome(request, ticket, reply);
    case RouteId::post_quote:
      return post_quote(request, ticket, reply);
    case RouteId::post_response:
      return post_response(request, *ticket.who, reply);
    case RouteId::post_belief:
      return post_belief(request, *ticket.who, reply);
    case RouteId::act_on_callback:
      return act_on_callback(request, ticket, reply);
    case RouteId::switches:
      switches(ticket, reply);
      break;
    case RouteId::turn_switches:
      return turn_switches(request, ticket, reply);
    case RouteId::kill_switch:
      return kill_switch(request, *ticket.who, reply);
    case RouteId::audit:
      return audit(request, *ticket.who, reply);
  }
  return nullptr;
}

void Api::queue(const Ticket& ticket, Reply& reply) {
  const auto name = decode_segment(ticket.found.segment);
  const auto view = name ? backend_.queue(ticket.who->site, *name) : std::nullopt;
  if (!view) return refuse_queue(reply);
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
