// JSON from outside: RFC 8259 without extensions, at most 32 levels deep, and no member named twice in one object
// (parsers disagree about which of the two counts, so neither does).
#pragma once

#include <boost/json/memory_resource.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

namespace truewait::edge {

/// The value, its memory taken from `memory`; or in `why` what is wrong and where, and null.
boost::json::value parse_strict_json(std::string_view text, boost::json::storage_ptr memory, std::string& why);

}  // namespace truewait::edge
