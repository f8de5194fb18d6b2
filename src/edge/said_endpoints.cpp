// What was spoken to callers, what customers and staff say: quotes, responses, beliefs.
#include <boost/json/object.hpp>

#include "edge/api.hpp"
#include "edge/json_text.hpp"
#include "edge/target.hpp"
#include "edge/wish_reader.hpp"

namespace truewait::edge {
namespace {

std::string id_body(std::string_view name, std::string_view id) {
  std::string out = "{\"";
  out.append(name).append("\":");
  append_json(out, id);
  out += '}';
  return out;
}

}  // namespace

std::shared_ptr<PendingReply> Api::post_quote(const Request& request, const Ticket& ticket, Reply& reply) {
  const auto call_id = decode_segment(ticket.found.segment);
  if (!call_id) return refuse_call(*ticket.who, {}, reply), nullptr;
  std::vector<PartError> errors;
  domain::Quote quote;
  const bool parsed =
      read_object(request, reply, [&](const boost::json::object& body) { quote = read_quote(body, errors); });
  if (!parsed || refuse_body(reply, errors)) return nullptr;
  quote.call_id = *call_id;
  auto [pending, done] = later<domain::QuoteTaken>([](const domain::QuoteTaken& taken, Reply& answer) {
    answer.status = 201;
    answer.body = "{\"quote_id\":";
    append_json(answer.body, taken.quote_id);
    answer.body += ",\"deadline\":";
    append_instant(answer.body, taken.deadline);
    if (!taken.supersedes.empty()) {
      answer.body += ",\"supersedes\":";
      append_json(answer.body, taken.supersedes);
    }
    answer.body += '}';
  });
  backend_.quote(*ticket.who, std::move(quote), std::move(done));
  return pending;
}

std::shared_ptr<PendingReply> Api::post_response(const Request& request, const Access& who, Reply& reply) {
  std::vector<PartError> errors;
  domain::SurveyReport report;
  const bool parsed =
      read_object(request, reply, [&](const boost::json::object& body) { report = read_survey(body, errors); });
  if (!parsed || refuse_body(reply, errors)) return nullptr;
  auto [pending, done] = later<std::string>([](const std::string& id, Reply& answer) {
    answer.status = 201;
    answer.body = id_body("response_id", id);
  });
  backend_.respond(who, std::move(report), std::move(done));
  return pending;
}

std::shared_ptr<PendingReply> Api::post_belief(const Request& request, const Access& who, Reply& reply) {
  std::vector<PartError> errors;
  domain::BeliefReport report;
  const bool parsed =
      read_object(request, reply, [&](const boost::json::object& body) { report = read_belief(body, errors); });
  if (!parsed || refuse_body(reply, errors)) return nullptr;
  auto [pending, done] = later<std::string>([](const std::string& id, Reply& answer) {
    answer.status = 201;
    answer.body = id_body("belief_id", id);
  });
  backend_.believe(who, std::move(report), std::move(done));
  return pending;
}

}  // namespace truewait::edge
