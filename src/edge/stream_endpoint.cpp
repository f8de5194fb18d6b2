// GET /v1/stream: the upgrade to a WebSocket. POST /v1/session: a key kept as a cookie.
#include <algorithm>

#include "edge/api.hpp"
#include "edge/credentials.hpp"
#include "edge/negotiation.hpp"
#include "edge/websocket_accept.hpp"

namespace truewait::edge {
namespace {

constexpr std::string_view subprotocol = "truewait.v1+json";

}  // namespace

void Api::stream(const Request& request, const Ticket& ticket, Reply& reply) {
  if (!options_.stream) return refuse(reply, ProblemId::unknown_path, "This service has no stream.");
  const UpgradeRequest* upgrade = request.upgrade.get();
  if (request.http_1_0) return refuse(reply, ProblemId::malformed_upgrade, "Speak HTTP/1.1.");
  if (!upgrade || !upgrade->connection || listed(upgrade->protocol, "websocket").empty()) {
    refuse(reply, ProblemId::upgrade_required, "Open it as a WebSocket, with the subprotocol truewait.v1+json.");
    reply.add_field("Connection", "Upgrade");
    return reply.add_field("Upgrade", "websocket");
  }
  if (upgrade->version != "13") {
    refuse(reply, ProblemId::upgrade_required, "Speak version 13, that of RFC 6455.");
    return reply.add_field("Sec-WebSocket-Version", "13");
  }
  if (request.method != Method::get || !is_websocket_key(upgrade->key)) {
    return refuse(reply, ProblemId::malformed_upgrade,
                  "Send GET and one field Sec-WebSocket-Key with sixteen bytes in base64.");
  }
  if (listed(upgrade->subprotocols, subprotocol) != subprotocol) {
    return refuse(reply, ProblemId::malformed_upgrade, "Send Sec-WebSocket-Protocol: truewait.v1+json.");
  }
  const auto& allowed = options_.allowed_origins;
  if (!request.origin.empty() && !is_own_origin(request.origin, request.host, ticket.secure) &&
      std::find(allowed.begin(), allowed.end(), request.origin) == allowed.end()) {
    return refuse(reply, ProblemId::foreign_origin, "List the page's origin in allowed_origins of the configuration.");
  }
  reply.status = 101;
  reply.add_field("Upgrade", "websocket");
  reply.add_field("Connection", "Upgrade");
  reply.add_field("Sec-WebSocket-Accept", websocket_accept(upgrade->key));
  reply.add_field("Sec-WebSocket-Protocol", subprotocol);
}

void Api::open_session(const Request& request, const Ticket& ticket, Reply& reply) {
  const auto token = bearer_token(request.authorization);
  if (!token) return refuse(reply, ProblemId::unauthenticated, "Send the key itself, in the Authorization field.");
  reply.status = 204;
  reply.add_field("Set-Cookie", session_cookie_field(*token, ticket.secure));
}

}  // namespace truewait::edge
