// What the client would rather have (Accept and Accept-Encoding, RFC 9110 section 12.5), what it has already
// (If-None-Match, section 13.1.2), and what a body is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace truewait::edge {

/// True when `alternative` ("text/plain") is preferred to JSON; at equal weight the more specific range wins,
/// and JSON when both are equal. An answer in JSON is given even to those who refuse it.
bool prefers(std::string_view accept, std::string_view alternative);

/// True when a body in gzip may be sent: gzip or * is named with a weight, or there is no Accept-Encoding field at all.
bool accepts_gzip(const std::optional<std::string>& accept_encoding);

/// True when the list of entity tags holds `etag` (weak comparison), or is "*".
bool lists_etag(std::string_view list, std::string_view etag);

/// True for application/json with any parameters.
bool is_json(std::string_view content_type);

/// Equal when upper and lower case of ASCII are not told apart.
bool same_text(std::string_view a, std::string_view b);

/// The item of a comma-separated list that is `token` in any case, as the list writes it; empty when there is none.
std::string_view listed(std::string_view list, std::string_view token);

}  // namespace truewait::edge
