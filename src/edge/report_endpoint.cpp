// GET /v1/reports/accuracy, /experience, /promise, /calibration: one query, one wait for the facts, JSON or CSV.
#include "edge/accuracy_body.hpp"
#include "edge/api.hpp"
#include "edge/negotiation.hpp"
#include "edge/report_query.hpp"
#include "truewait/edge/calibration_body.hpp"
#include "truewait/edge/experience_body.hpp"
#include "truewait/edge/promise_body.hpp"

namespace truewait::edge {
namespace {

/// A report that is being read, and how its answer will look.
struct Asked {
  std::shared_ptr<PendingReply> pending;
  std::string request_id;
  bool as_csv = false;
};

/// `write` makes the body of a report, as CSV or not.
template <class Report, class Write>
std::function<void(std::optional<Report>)> answers(Asked asked, Write write) {
  return [asked = std::move(asked), write = std::move(write)](const std::optional<Report>& report) {
    Reply& reply = asked.pending->reply;
    if (report) {
      reply.content_type = asked.as_csv ? csv_type : json_type;
      reply.body = write(*report, asked.as_csv);
    } else {
      const ProblemKind& kind = problem_kind(ProblemId::report_unavailable);
      edge::refuse(reply, kind, kind.status, "Ask again after Retry-After.", asked.request_id);
    }
    asked.pending->finish();
  };
}

}  // namespace

std::optional<domain::ReportQuery> Api::report_query(const Request& request, const Access& who, Reply& reply) {
  const domain::Instant now = backend_.now();
  domain::ReportQuery query{now - std::chrono::hours(24), now, {}};
  const auto parameters = decode_query(split_target(request.target).query);
  std::vector<PartError> errors;
  if (parameters) read_report_query(*parameters, query, errors);
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
  const auto query = report_query(request, *ticket.who, reply);
  if (!query) return nullptr;
  const auto pending = std::make_shared<PendingReply>();
  const Asked asked{pending, next_request_id(), prefers(request.accept, "text/csv")};
  const domain::Instant as_of = backend_.now();
  switch (ticket.found.route->id) {
    case RouteId::experience_report: {
      const auto write = [query, as_of](const domain::Experience& report, bool as_csv) {
        return as_csv ? experience_csv(report) : experience_json(*query, report, as_of);
      };
      backend_.experience(*ticket.who, *query, answers<domain::Experience>(asked, write));
      break;
    }
    case RouteId::promise_report: {
      const auto write = [query, as_of](const domain::Promises& report, bool as_csv) {
        return as_csv ? promise_csv(report) : promise_json(*query, report, as_of);
      };
      backend_.promise(*ticket.who, *query, answers<domain::Promises>(asked, write));
      break;
    }
    case RouteId::calibration_report: {
      const auto write = [query, as_of](const domain::Calibration& report, bool as_csv) {
        return as_csv ? calibration_csv(report) : calibration_json(*query, report, as_of);
      };
      backend_.calibration(*ticket.who, *query, answers<domain::Calibration>(asked, write));
      break;
    }
    default: {
      const auto write = [query](const std::vector<domain::AccuracyRow>& rows, bool as_csv) {
        return as_csv ? accuracy_csv(rows) : accuracy_json(*query, rows);
      };
      backend_.accuracy(*ticket.who, *query, answers<std::vector<domain::AccuracyRow>>(asked, write));
    }
  }
  return pending;
}

}  // namespace truewait::edge
