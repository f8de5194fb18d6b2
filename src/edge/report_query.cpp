#include "edge/report_query.hpp"

#include <charconv>
#include <string_view>

#include "edge/event_fields.hpp"
#include "edge/rfc3339.hpp"

namespace truewait::edge {
namespace {

constexpr auto longest_report = std::chrono::hours(24 * 366);

std::string_view read_limit(const std::string& value, std::size_t& limit) {
  const auto* end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, limit);
  const bool fits = read.ec == std::errc{} && read.ptr == end && limit >= 1 && limit <= most_listed_cases;
  return fits ? "" : "Give a whole number from 1 to 1000.";
}

/// What is wrong with one parameter, or empty.
std::string_view read_parameter(const std::string& name, const std::string& value, bool lists_cases,
                                domain::ReportQuery& query) {
  if (name == "limit" && lists_cases) return read_limit(value, query.limit);
  if (name == "queue") {
    query.queue = value;
    return is_id(value, most_id_characters) ? "" : "Give the name of a queue.";
  }
  if (name != "from" && name != "to")
    return lists_cases ? "Leave it out: only from, to, queue and limit are known."
                       : "Leave it out: only from, to and queue are known.";
  const auto at = parse_rfc3339(value);
  (name == "from" ? query.from : query.to) = at.value_or(domain::Instant{});
  return at ? "" : "Give an RFC 3339 time with its offset, such as 2024-03-05T00:00:00Z.";
}

}  // namespace

void read_report_query(const QueryParameters& parameters, bool lists_cases, domain::ReportQuery& query,
                       std::vector<PartError>& errors) {
  bool from_given = false, to_given = false;
  for (const auto& [name, value] : parameters) {
    const std::string_view wrong = read_parameter(name, value, lists_cases, query);
    if (!wrong.empty()) errors.push_back({"?" + name, std::string(wrong)});
    from_given = from_given || name == "from";
    to_given = to_given || name == "to";
  }
  if (!from_given && to_given) query.from = query.to - std::chrono::hours(24);
  if (!errors.empty()) return;
  if (query.from >= query.to) errors.push_back({"?from", "Give a time before `to`."});
  if (query.to - query.from > longest_report) errors.push_back({"?from", "Ask for at most 366 days at once."});
}

}  // namespace truewait::edge
