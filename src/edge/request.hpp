// One HTTP request as the rest of the edge sees it: already framed, bounded, and free of transfer coding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace truewait::edge {

enum class Method : std::uint8_t { get, head, post, options, other };

struct Request {
  Method method = Method::other;
  bool http_1_0 = false;
  bool keep_alive = false;
  bool expects_continue = false;
  std::string target, authorization, accept, content_type, if_none_match;
  std::optional<std::string> accept_encoding;   ///< absent: any coding; empty: none
  std::optional<std::uint64_t> content_length;  ///< absent: no body, or a chunked one
  std::string body;
};

}  // namespace truewait::edge
