// What the service answers: one table of paths, methods, and what a key must be allowed to do. The only place where
// authorisation is written down.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "edge/request.hpp"
#include "truewait/edge/backend.hpp"

namespace truewait::edge {

enum class RouteId : std::uint8_t {
  queue_estimate,
  post_events,
  call_estimate,
  queue,
  queues,
  accuracy_report,
  experience_report,
  promise_report,
  calibration_report,
  stream,
  open_session,
  close_session,
  healthz,
  readyz,
  metrics,
  page,
  asset,
  post_callback,
  list_callbacks,
  get_callback,
  cancel_callback,
  dial_orders,
  claim_dial,
  dial_outcome,
  post_quote,
  post_response,
  post_belief,
  explain_queue,
  explain_call,
  texts,
  act_on_callback,
  switches,
  turn_switches,
  kill_switch,
  audit,
  callback_report,
  fairness_report,
  time_to_human_report,
};
inline constexpr std::size_t route_count = 38;

enum class Listener : std::uint8_t { service = 1, operations = 2 };

struct Route {
  RouteId id;
  Method method;
  std::string_view pattern;    ///< {} stands for one path segment
  std::string_view label;      ///< the pattern as metrics and documents write it
  std::optional<Scope> scope;  ///< none: no scope is asked for
  std::uint8_t listeners;      ///< bits of Listener
  bool any_key = false;        ///< a key is asked for, whatever its scopes
};

inline constexpr std::uint8_t on_service = 1, on_operations = 2, on_both = 3;

/// In the order of RouteId.
inline constexpr std::array<Route, route_count> routes{{
    {RouteId::queue_estimate, Method::get, "/v1/queues/{}/estimate", "/v1/queues/{q}/estimate", Scope::estimate_read,
     on_service},
    {RouteId::post_events, Method::post, "/v1/events", "/v1/events", Scope::events_write, on_service},
    {RouteId::call_estimate, Method::get, "/v1/calls/{}/estimate", "/v1/calls/{id}/estimate", Scope::estimate_read,
     on_service},
    {RouteId::queue, Method::get, "/v1/queues/{}", "/v1/queues/{q}", Scope::estimate_read, on_service},
    {RouteId::queues, Method::get, "/v1/queues", "/v1/queues", Scope::estimate_read, on_service},
    {RouteId::accuracy_report, Method::get, "/v1/reports/accuracy", "/v1/reports/accuracy", Scope::reports_read,
     on_service},
    {RouteId::experience_report, Method::get, "/v1/reports/experience", "/v1/reports/experience", Scope::reports_read,
     on_service},
    {RouteId::promise_report, Method::get, "/v1/reports/promise", "/v1/reports/promise", Scope::reports_read,
     on_service},
    {RouteId::calibration_report, Method::get, "/v1/reports/calibration", "/v1/reports/calibration",
     Scope::reports_read, on_service},
    {RouteId::stream, Method::get, "/v1/stream", "/v1/stream", std::nullopt, on_service, true},
    {RouteId::open_session, Method::post, "/v1/session", "/v1/session", std::nullopt, on_service, true},
    {RouteId::close_session, Method::remove, "/v1/session", "/v1/session", std::nullopt, on_service, true},
    {RouteId::healthz, Method::get, "/healthz", "/healthz", std::nullopt, on_both},
    {RouteId::readyz, Method::get, "/readyz", "/readyz", std::nullopt, on_both},
    {RouteId::metrics, Method::get, "/metrics", "/metrics", std::nullopt, on_operations},
    {RouteId::page, Method::get, "/", "/", std::nullopt, on_service},
    {RouteId::asset, Method::get, "/assets/{}", "/assets/{file}", std::nullopt, on_service},
    {RouteId::post_callback, Method::post, "/v1/callbacks", "/v1/callbacks", Scope::callbacks_write, on_service},
    {RouteId::list_callbacks, Method::get, "/v1/callbacks", "/v1/callbacks", Scope::reports_read, on_service},
    {RouteId::get_callback, Method::get, "/v1/callbacks/{}", "/v1/callbacks/{id}", Scope::callbacks_write, on_service},
    {RouteId::cancel_callback, Method::remove, "/v1/callbacks/{}", "/v1/callbacks/{id}", Scope::callbacks_write,
     on_service},
    {RouteId::dial_orders, Method::get, "/v1/dial-orders", "/v1/dial-orders", Scope::callbacks_write, on_service},
    {RouteId::claim_dial, Method::post, "/v1/dial-orders/{}/claim", "/v1/dial-orders/{id}/claim",
     Scope::callbacks_write, on_service},
    {RouteId::dial_outcome, Method::post, "/v1/dial-orders/{}/outcome", "/v1/dial-orders/{id}/outcome",
     Scope::callbacks_write, on_service},
    {RouteId::post_quote, Method::post, "/v1/calls/{}/quotes", "/v1/calls/{id}/quotes", Scope::events_write,
     on_service},
    {RouteId::post_response, Method::post, "/v1/responses", "/v1/responses", Scope::events_write, on_service},
    {RouteId::post_belief, Method::post, "/v1/beliefs", "/v1/beliefs", Scope::reports_read, on_service},
    {RouteId::explain_queue, Method::get, "/v1/queues/{}/estimate/explain", "/v1/queues/{q}/estimate/explain",
     Scope::estimate_read, on_service},
    {RouteId::explain_call, Method::get, "/v1/calls/{}/estimate/explain", "/v1/calls/{id}/estimate/explain",
     Scope::estimate_read, on_service},
    {RouteId::texts, Method::get, "/v1/texts", "/v1/texts", std::nullopt, on_service, true},
    {RouteId::act_on_callback, Method::post, "/v1/callbacks/{}/acts", "/v1/callbacks/{id}/acts", Scope::admin,
     on_service},
    {RouteId::switches, Method::get, "/v1/queues/{}/switches", "/v1/queues/{q}/switches", Scope::estimate_read,
     on_service},
    {RouteId::turn_switches, Method::put, "/v1/queues/{}/switches", "/v1/queues/{q}/switches", Scope::admin,
     on_service},
    {RouteId::kill_switch, Method::post, "/v1/kill-switch", "/v1/kill-switch", Scope::admin, on_service},
    {RouteId::audit, Method::get, "/v1/audit", "/v1/audit", Scope::reports_read, on_service},
    {RouteId::callback_report, Method::get, "/v1/reports/callbacks", "/v1/reports/callbacks", Scope::reports_read,
     on_service},
    {RouteId::fairness_report, Method::get, "/v1/reports/fairness", "/v1/reports/fairness", Scope::reports_read,
     on_service},
    {RouteId::time_to_human_report, Method::get, "/v1/reports/time-to-human", "/v1/reports/time-to-human",
     Scope::reports_read, on_service},
}};

constexpr const Route& route_of(RouteId id) {
  return routes[static_cast<std::size_t>(id)];
}

/// True when `path` has the shape of `pattern`; `segment` is then what stood in place of {}, still percent-encoded.
constexpr bool matches(std::string_view pattern, std::string_view path, std::string_view& segment) {
  const std::size_t hole = pattern.find("{}");
  if (hole == std::string_view::npos) return pattern == path;
  const std::string_view before = pattern.substr(0, hole), after = pattern.substr(hole + 2);
  if (path.size() <= before.size() + after.size()) return false;
  if (!path.starts_with(before) || !path.ends_with(after)) return false;
  segment = path.substr(before.size(), path.size() - before.size() - after.size());
  return segment.find('/') == std::string_view::npos;
}

struct Found {
  const Route* route = nullptr;  ///< none: no such path, or not with this method
  std::string_view segment;
};

/// The route of a request; HEAD goes where GET goes.
Found find_route(Method method, std::string_view path, Listener listener);

/// The methods a path takes, as the Allow field writes them; empty when there is no such path.
std::string allowed_methods(std::string_view path, Listener listener);

/// "GET" and so on; HEAD is not told from GET.
std::string_view method_name(Method method);

/// "estimate:read" and so on, as keys carry them.
std::string_view scope_name(Scope scope);

}  // namespace truewait::edge
