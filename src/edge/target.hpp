// The request target taken apart: path, query, percent-encoding (RFC 3986). A '+' means itself.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truewait::edge {

struct Target {
  std::string_view path, query;  ///< still percent-encoded; the query without its '?'
};

/// Accepts the origin form and the absolute form of http and https (whose authority is dropped).
Target split_target(std::string_view target);

/// Nothing when an escape is broken, or when the result holds anything but printable ASCII.
std::optional<std::string> decode_segment(std::string_view encoded);

using QueryParameters = std::vector<std::pair<std::string, std::string>>;

/// name=value pairs between '&'; nothing when one cannot be decoded.
std::optional<QueryParameters> decode_query(std::string_view query);

/// A decimal number without a sign, within bounds.
std::optional<std::size_t> whole_number(std::string_view text, std::size_t least, std::size_t most);

}  // namespace truewait::edge
