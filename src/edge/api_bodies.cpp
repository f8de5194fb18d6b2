// Bodies of POST requests as objects, and what is answered when they, or the backend, are not content.
#include <algorithm>
#include <boost/json/monotonic_resource.hpp>

#include "edge/api.hpp"
#include "edge/negotiation.hpp"
#include "edge/strict_json.hpp"

namespace truewait::edge {

namespace json = boost::json;

bool Api::read_object(const Request& request, Reply& reply, const ReadBody& read) {
  if (!is_json(request.content_type)) {
    refuse(reply, ProblemId::unsupported_media_type, "Send JSON with the header field Content-Type: application/json.");
    return false;
  }
  json::monotonic_resource memory(4 * 1024);
  std::string why;
  const json::value body = parse_strict_json(request.body, &memory, why);
  const json::object* object = body.if_object();
  if (why.empty() && !object) why = "Send one JSON object.";
  if (!why.empty()) return refuse(reply, ProblemId::malformed_json, why), false;
  read(*object);
  return true;
}

bool Api::refuse_body(Reply& reply, const std::vector<PartError>& errors) {
  if (errors.empty()) return false;
  const bool malformed = std::any_of(errors.begin(), errors.end(), [](const PartError& e) { return e.malformed; });
  refuse(reply, malformed ? ProblemId::invalid_body : ProblemId::unacceptable_body,
         "Correct what `errors` points at and send it again.", errors);
  return true;
}

bool refused_by_backend(bool stored, const std::optional<Rejection>& refused, std::string_view request_id,
                        Reply& reply) {
  if (!stored) {
    const ProblemKind& kind = problem_kind(ProblemId::journal_unavailable);
    refuse(reply, kind, kind.status, "Nothing was taken. Send the same request again after Retry-After.", request_id);
    return true;
  }
  if (!refused) return false;
  const ProblemKind& kind = problem_named(refused->type);
  refuse(reply, kind, kind.status, refused->detail, request_id);
  return true;
}

}  // namespace truewait::edge
