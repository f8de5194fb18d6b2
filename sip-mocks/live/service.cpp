#include "live/service.hpp"

#include <algorithm>

#include "live/reading.hpp"

namespace truewait::live {
namespace {

namespace json = boost::json;

std::string refusal(const HttpAnswer& answer) {
  const json::value problem = parse_json(answer.body);
  std::string words = text(problem, "detail");
  if (words.empty()) words = text(problem, "title");
  return std::to_string(answer.status) + (words.empty() ? "" : " " + words);
}

void fold(double& value, double n, double add, double add_n) {
  if (add_n > 0) value = (value * n + add * add_n) / (n + add_n);
}

std::optional<Share> share(const json::value& report, std::string_view name) {
  const json::value* found = member(report, name);
  if (found == nullptr || !found->is_object() || number(*found, "n") <= 0) return std::nullopt;
  return Share{number(*found, "agree"), number(*found, "n")};
}

}  // namespace

Experience read_experience(const std::string& body) {
  Experience out;
  const json::value report = parse_json(body);
  for (const json::value& row : list(report, "rows")) {
    const std::string queue = text(row, "queue");
    auto at =
        std::find_if(out.queues.begin(), out.queues.end(), [&](const Experienced& e) { return e.queue == queue; });
    if (at == out.queues.end()) at = out.queues.insert(at, Experienced{queue});
    const double n = number(row, "n"), said = number(row, "perceived_n");
    fold(at->predicted_s, at->n, number(row, "predicted_s"), n);
    fold(at->measured_s, at->n, number(row, "measured_s"), n);
    fold(at->perceived_s, at->perceived_n, number(row, "perceived_s"), said);
    at->n += n;
    at->perceived_n += said;
  }
  out.believed = share(report, "belief");
  out.perceived = share(report, "perceived_fast");
  return out;
}

std::optional<std::string> Service::get(const std::string& target) {
  const auto answer = http_->request("GET", target);
  last_status_ = answer ? answer->status : 0;
  if (!answer) {
    trouble_ = http_->failure();
  } else if (answer->status != 200) {
    trouble_ = refusal(*answer);
  } else {
    return answer->body;
  }
  return std::nullopt;
}

std::optional<Overview> Service::overview() {
  const auto body = get("/v1/queues");
  if (!body) return std::nullopt;
  const json::value answer = parse_json(*body);
  const auto as_of = instant(text(answer, "as_of"));
  if (!as_of) {
    trouble_ = "GET /v1/queues gave no as_of: is this a truewait service?";
    return std::nullopt;
  }
  Overview out{*as_of, {}};
  for (const json::value& queue : list(answer, "queues")) out.queues.push_back(text(queue, "queue"));
  return out;
}

std::optional<CallbackState> Service::callback(const std::string& callback_id) {
  const auto body = get("/v1/callbacks/" + callback_id);
  if (!body) return std::nullopt;
  const json::value answer = parse_json(*body);
  return CallbackState{callback_id, text(answer, "queue"), text(answer, "state")};
}

std::optional<Experience> Service::experience(const std::string& from) {
  const auto body = get("/v1/reports/experience?from=" + from);
  return body ? std::optional(read_experience(*body)) : std::nullopt;
}

std::optional<HttpAnswer> Service::post(const std::string& target, const std::string& body, const std::string& key) {
  auto answer = http_->request("POST", target, body, key);
  last_status_ = answer ? answer->status : 0;
  if (!answer) trouble_ = http_->failure();
  return answer;
}

}  // namespace truewait::live
