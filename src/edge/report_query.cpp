#include "edge/report_query.hpp"

#include <string_view>

#include "edge/event_fields.hpp"
#include "edge/rfc3339.hpp"

namespace truewait::edge {
namespace {

constexpr auto longest_report = std::chrono::hours(24 * 366);

/// What is wrong with one parameter, or empty.
std::string_view read_parameter(const std::string& name, const std::string& value, domain::ReportQuery& query) {
  if (name == "queue") {
    query.queue = value;
    return is_id(value, most_id_characters) ? "" : "Give the name of a queue.";
  }
  if (name != "from" && name != "to") return "Leave it out: only from, to and queue are known.";
  const auto at = parse_rfc3339(value);
  (name == "from" ? query.from : query.to) = at.value_or(domain::Instant{});
  return at ? "" : "Give an RFC 3339 time with its offset, such as 2024-03-05T00:00:00Z.";
}

}  // namespace

void read_report_query(const QueryParameters& parameters, domain::ReportQuery& query, std::vector<PartError>& errors) {
  bool from_given = false, to_given = false;
  for (const auto& [name, value] : parameters) {
    const std::string_view wrong = read_parameter(name, value, query);
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
