// GET /v1/reports/accuracy.
#include "edge/accuracy_body.hpp"
#include "edge/api.hpp"
#include "edge/event_fields.hpp"
#include "edge/negotiation.hpp"
#include "edge/rfc3339.hpp"
#include "edge/target.hpp"

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

}  // namespace

std::shared_ptr<PendingReply> Api::accuracy_report(const Request& request, const Access& who, Reply& reply) {
  const domain::Instant now = backend_.now();
  domain::ReportQuery query{now - std::chrono::hours(24), now, {}};
  const auto parameters = decode_query(split_target(request.target).query);
  std::vector<PartError> errors;
  if (parameters) read_report_query(*parameters, query, errors);
  if (!parameters || !errors.empty()) {
    return refuse(reply, ProblemId::invalid_parameter, "Correct the query of this request.", errors), nullptr;
  }
  if (!query.queue.empty() && !backend_.queue(who.site, query.queue)) {
    return refuse(reply, ProblemId::unknown_queue, "GET /v1/queues lists the queues of this key's site."), nullptr;
  }
  auto pending = std::make_shared<PendingReply>();
  const std::string request_id = next_request_id();
  const bool as_csv = prefers(request.accept, "text/csv");
  auto done = [pending, request_id, as_csv, query](std::optional<std::vector<domain::AccuracyRow>> rows) {
    if (!rows) {
      const ProblemKind& kind = problem_kind(ProblemId::report_unavailable);
      edge::refuse(pending->reply, kind, kind.status, "Ask again after Retry-After.", request_id);
    } else {
      pending->reply.content_type = as_csv ? csv_type : json_type;
      pending->reply.body = as_csv ? accuracy_csv(*rows) : accuracy_json(query, *rows);
    }
    pending->finish();
  };
  backend_.accuracy(who, query, std::move(done));
  return pending;
}

}  // namespace truewait::edge
