// One HTTP request as the rest of the edge sees it: already framed, bounded, and free of transfer coding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace truewait::edge {

enum class Method : std::uint8_t { get, head, post, put, remove, options, other };

/// What a request says that wants to become a WebSocket (RFC 6455 section 4.1).
struct UpgradeRequest {
  std::string protocol;  ///< of the Upgrade field
  std::string key, version, subprotocols;
  bool connection = false;  ///< the Connection field names Upgrade
};

struct Request {
  Method method = Method::other;
  bool http_1_0 = false;
  bool keep_alive = false;
  bool expects_continue = false;
  std::string target, host, authorization, accept, content_type, if_none_match, idempotency_key;
  std::string origin, cookie;                   ///< of browsers
  std::optional<std::string> accept_encoding;   ///< absent: any coding; empty: none
  std::optional<std::uint64_t> content_length;  ///< absent: no body, or a chunked one
  std::string body;
  std::unique_ptr<UpgradeRequest> upgrade;  ///< none: no field of an upgrade was sent
};

}  // namespace truewait::edge
