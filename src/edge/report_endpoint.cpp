// GET /v1/reports/...: one query, one wait for the facts, JSON or CSV.
#include "edge/accuracy_body.hpp"
#include "edge/api.hpp"
#include "edge/negotiation.hpp"
#include "edge/report_query.hpp"
#include "truewait/edge/calibration_body.hpp"
#include "truewait/edge/callback_report_body.hpp"
#include "truewait/edge/experience_body.hpp"
#include "truewait/edge/fairness_body.hpp"
#include "truewait/edge/promise_body.hpp"
#include "truewait/edge/time_to_human_body.hpp"

namespace truewait::edge {
namespace {

/// A report that is being read, and how its answer will look.
struct Asked {
  std::shared_ptr<PendingReply> pending;
  std::string request_id;
  domain::ReportQuery query;
  domain::Instant as_of;
  bool as_csv = false;
};

template <class Report>
using Written = std::function<void(std::optional<Report>)>;

/// The answer of a report that `json` and `csv` write.
template <class Report>
Written<Report> written(Asked asked, std::string (*json)(const domain::ReportQuery&, const Report&, domain::Instant),
                        std::string (*csv)(const Report&)) {
  return [asked = std::move(asked), json, csv](const std::optional<Report>& report) {
    Reply& reply = asked.pending->reply;
    if (report) {
      reply.content_type = asked.as_csv ? csv_type : json_type;
      reply.body = asked.as_csv ? csv(*report) : json(asked.query, *report, asked.as_of);
    } else {
      const ProblemKind& kind = problem_kind(ProblemId::report_unavailable);
      edge::refuse(reply, kind, kind.status, "Ask again after Retry-After.", asked.request_id);
    }
    asked.pending->finish();
  };
}

std::string accuracy_json_of(const domain::ReportQuery& query, const std::vector<domain::AccuracyRow>& rows,
                             domain::Instant) {
  return accuracy_json(query, rows);
}

}  // namespace

std::optional<domain::ReportQuery> Api::report_query(const Request& request, const Access& who, bool lists_cases,
                                                     Reply& reply) {
  const domain::Instant now = backend_.now();
  domain::ReportQuery query{now - std::chrono::hours(24), now, {}};
  const auto parameters = decode_query(split_target(request.target).query);
  std::vector<PartError> errors;
  if (parameters) read_report_query(*parameters, lists_cases, query, errors);
  if (!parameters || !errors.empty()) {
    refuse(reply, ProblemId::invalid_parameter, "Correct the query of this request.", errors);
    return std::nullopt;
  }
  if (!query.queue.empty() && !backend_.queue(who.site, query.queue)) {
    refuse(reply, ProblemId::unknown_queue, "GET /v1/queues lists the queues of this key's site.");
    return std::nullopt;
  }
  return query;
}

std::shared_ptr<PendingReply> Api::report(const Request& request, const Ticket& ticket, Reply& reply) {
  const bool lists_cases = ticket.found.route->id == RouteId::fairness_report;
  const auto query = report_query(request, *ticket.who, lists_cases, reply);
  if (!query) return nullptr;
  const auto pending = std::make_shared<PendingReply>();
  const Asked asked{pending, next_request_id(), *query, backend_.now(), prefers(request.accept, "text/csv")};
  const Access& who = *ticket.who;
  switch (ticket.found.route->id) {
    case RouteId::experience_report:
      backend_.experience(who, *query, written(asked, experience_json, experience_csv));
      break;
    case RouteId::promise_report:
      backend_.promise(who, *query, written(asked, promise_json, promise_csv));
      break;
    case RouteId::calibration_report:
      backend_.calibration(who, *query, written(asked, calibration_json, calibration_csv));
      break;
    case RouteId::callback_report:
      backend_.callback_report(who, *query, written(asked, callback_report_json, callback_report_csv));
      break;
    case RouteId::fairness_report:
      backend_.fairness(who, *query, written(asked, fairness_json, fairness_csv));
      break;
    case RouteId::time_to_human_report:
      backend_.time_to_human(who, *query, written(asked, time_to_human_json, time_to_human_csv));
      break;
    default:
      backend_.accuracy(who, *query, written(asked, accuracy_json_of, accuracy_csv));
  }
  return pending;
}

}  // namespace truewait::edge
