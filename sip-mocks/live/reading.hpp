// Members of a JSON answer, read by somebody who must go on with whatever comes: what is missing or of another type
// reads as nothing, zero or empty. It never throws and knows nothing of what the members mean.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "truewait/domain/time.hpp"

namespace truewait::live {

/// Null when the text is not JSON.
boost::json::value parse_json(std::string_view text);

/// Nothing when `of` is no object or lacks the member.
const boost::json::value* member(const boost::json::value& of, std::string_view name);
double number(const boost::json::value& of, std::string_view name);
std::optional<double> number_if_any(const boost::json::value& of, std::string_view name);
int whole(const boost::json::value& of, std::string_view name);
bool yes(const boost::json::value& of, std::string_view name);
std::string text(const boost::json::value& of, std::string_view name);
const boost::json::array& list(const boost::json::value& of, std::string_view name);

/// As the service writes instants, 2026-03-01T08:19:42.250Z; nothing for anything else.
std::optional<domain::Instant> instant(const std::string& written);

}  // namespace truewait::live
