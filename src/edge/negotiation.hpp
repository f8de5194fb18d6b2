// Which of two forms of an answer the client would rather have (Accept, RFC 9110 section 12.5.1), and what a body is.
#pragma once

#include <string_view>

namespace truewait::edge {

/// True when `alternative` ("text/plain") is preferred to JSON; at equal weight the more specific range wins,
/// and JSON when both are equal. An answer in JSON is given even to those who refuse it.
bool prefers(std::string_view accept, std::string_view alternative);

/// True for application/json with any parameters.
bool is_json(std::string_view content_type);

}  // namespace truewait::edge
