#include "edge/routes.hpp"

namespace truewait::edge {
namespace {

constexpr bool routes_in_order() {
  for (std::size_t i = 0; i < route_count; ++i) {
    if (static_cast<std::size_t>(routes[i].id) != i) return false;
  }
  return true;
}
static_assert(routes_in_order());

/// Health, metrics and the live page's files are the only paths without a key; whoever adds a path under /v1 must say
/// what it needs.
constexpr bool guarded() {
  for (const Route& route : routes) {
    if (route.pattern.starts_with("/v1/") && !route.scope && !route.any_key) return false;
  }
  return true;
}
static_assert(guarded());

bool offered(const Route& route, Listener listener) {
  return (route.listeners & static_cast<std::uint8_t>(listener)) != 0;
}

}  // namespace

Found find_route(Method method, std::string_view path, Listener listener) {
  const Method wanted = method == Method::head ? Method::get : method;
  Found found;
  for (const Route& route : routes) {
    if (route.method != wanted || !offered(route, listener)) continue;
    if (!matches(route.pattern, path, found.segment)) continue;
    found.route = &route;
    return found;
  }
  return {};
}

std::string allowed_methods(std::string_view path, Listener listener) {
  std::string allowed;
  std::string_view segment;
  for (const Route& route : routes) {
    if (!offered(route, listener) || !matches(route.pattern, path, segment)) continue;
    if (!allowed.empty()) allowed += ", ";
    allowed += route.method == Method::get ? "GET, HEAD" : method_name(route.method);
  }
  if (!allowed.empty()) allowed += ", OPTIONS";
  return allowed;
}

std::string_view method_name(Method method) {
  switch (method) {
    case Method::get:
    case Method::head:
      return "GET";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::remove:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
    case Method::other:
      return "other";
  }
  return "other";
}

std::string_view scope_name(Scope scope) {
  switch (scope) {
    case Scope::estimate_read:
      return "estimate:read";
    case Scope::events_write:
      return "events:write";
    case Scope::callbacks_write:
      return "callbacks:write";
    case Scope::reports_read:
      return "reports:read";
    case Scope::admin:
      return "admin";
  }
  return "admin";
}

}  // namespace truewait::edge
