// Where to listen, as text and as value: "127.0.0.1:8080", "[::1]:8080", "localhost:8080".
// Opens no socket and asks no name server.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "app/config.hpp"

namespace truewait::app {

/// The endpoint (the host as a plain address, without brackets), or what is wrong and what to write instead.
/// Port 0 is allowed: any free port. "localhost" is 127.0.0.1.
std::variant<Endpoint, std::string> parse_endpoint(std::string_view text);

/// As parse_endpoint takes it: brackets around an IPv6 address.
std::string to_string(const Endpoint& endpoint);

/// Both names of one socket address: the same port at the same address (port 0 never collides).
bool collides(const Endpoint& a, const Endpoint& b);

}  // namespace truewait::app
