// The arithmetic of the WebSocket handshake (RFC 6455 section 4.2).
#pragma once

#include <string>
#include <string_view>

namespace truewait::edge {

/// True for sixteen bytes in base64.
bool is_websocket_key(std::string_view key);

/// What Sec-WebSocket-Accept answers to a key. Ends the process when the library has no SHA-1.
std::string websocket_accept(std::string_view key);

}  // namespace truewait::edge
