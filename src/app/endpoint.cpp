#include "app/endpoint.hpp"

#include <arpa/inet.h>

#include <charconv>

namespace truewait::app {
namespace {

bool is_address(const std::string& host, int family) {
  unsigned char bytes[sizeof(in6_addr)];
  return inet_pton(family, host.c_str(), bytes) == 1;
}

std::string wrong(std::string_view text, std::string_view why) {
  return "\"" + std::string(text) + "\" is no place to listen: " + std::string(why) +
         ". Write an address and a port, as in \"127.0.0.1:8080\" or \"[::1]:8080\".";
}

}  // namespace

std::variant<Endpoint, std::string> parse_endpoint(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return wrong(text, "the port is missing");
  std::string_view host = text.substr(0, colon), port = text.substr(colon + 1);

  Endpoint endpoint;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), endpoint.port);
  if (error != std::errc{} || end != port.data() + port.size())
    return wrong(text, "a port is a number from 0 to 65535");

  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  endpoint.host = host == "localhost" ? "127.0.0.1" : std::string(host);
  if (bracketed ? is_address(endpoint.host, AF_INET6) : is_address(endpoint.host, AF_INET)) return endpoint;

  if (host.empty() || host == "*") return wrong(text, "for every address of this machine write 0.0.0.0 or [::]");
  if (!bracketed && is_address(endpoint.host, AF_INET6)) return wrong(text, "an IPv6 address stands in brackets");
  return wrong(text, "the host is not an IP address");
}

std::string to_string(const Endpoint& endpoint) {
  const bool v6 = endpoint.host.find(':') != std::string::npos;
  return (v6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

bool collides(const Endpoint& a, const Endpoint& b) {
  return a.port != 0 && a.port == b.port && a.host == b.host;
}

}  // namespace truewait::app
