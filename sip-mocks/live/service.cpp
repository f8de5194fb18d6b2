#include "live/service.hpp"

#include <boost/json.hpp>
#include <cstdio>

namespace truewait::live {
namespace {

namespace json = boost::json;

const json::value* member(const json::value& of, std::string_view name) {
  return of.is_object() ? of.get_object().if_contains(name) : nullptr;
}

double number(const json::value& of, std::string_view name) {
  const json::value* found = member(of, name);
  return found != nullptr && found->is_number() ? found->to_number<double>() : 0;
}

int whole(const json::value& of, std::string_view name) {
  return static_cast<int>(number(of, name));
}

std::string text(const json::value& of, std::string_view name) {
  const json::value* found = member(of, name);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

const json::array& list(const json::value& of, std::string_view name) {
  static const json::array none;
  const json::value* found = member(of, name);
  return found != nullptr && found->is_array() ? found->get_array() : none;
}

json::value parse(const std::string& body) {
  boost::system::error_code error;
  json::value value = json::parse(body, error);
  return error ? json::value() : value;
}

/// The service writes instants in one way only: 2026-03-01T08:19:42.250Z.
std::optional<domain::Instant> instant(const std::string& written) {
  int y = 0, ms = 0;
  unsigned month = 0, day = 0, h = 0, m = 0, s = 0;
  if (std::sscanf(written.c_str(), "%4d-%2u-%2uT%2u:%2u:%2u.%3dZ", &y, &month, &day, &h, &m, &s, &ms) != 7) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{y}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok()) return std::nullopt;
  return domain::Instant{std::chrono::sys_days{date}} + std::chrono::hours(h) + std::chrono::minutes(m) +
         std::chrono::seconds(s) + std::chrono::milliseconds(ms);
}

std::string refusal(const HttpAnswer& answer) {
  const json::value problem = parse(answer.body);
  std::string words = text(problem, "detail");
  if (words.empty()) words = text(problem, "title");
  return std::to_string(answer.status) + (words.empty() ? "" : " " + words);
}

}  // namespace

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
  const json::value answer = parse(*body);
  const auto as_of = instant(text(answer, "as_of"));
  if (!as_of) {
    trouble_ = "GET /v1/queues gave no as_of: is this a truewait service?";
    return std::nullopt;
  }
  Overview out;
  out.as_of = *as_of;
  for (const json::value& queue : list(answer, "queues")) {
    QueueState state{text(queue, "queue"),
                     whole(queue, "waiting"),
                     number(queue, "longest_wait_s"),
                     whole(queue, "in_service"),
                     0,
                     0};
    if (const json::value* agents = member(queue, "agents")) {
      state.agents_busy = whole(*agents, "busy");
      state.agents_logged_in = whole(*agents, "logged_in");
    }
    out.queues.push_back(std::move(state));
  }
  return out;
}

std::optional<EstimateNow> Service::estimate(const std::string& queue) {
  const auto body = get("/v1/queues/" + queue + "/estimate");
  if (!body) return std::nullopt;
  const json::value answer = parse(*body);
  EstimateNow out;
  out.status = text(answer, "status");
  out.ok = out.status == "ok" || out.status == "degraded";
  out.mean_s = number(answer, "mean_s");
  out.p10_s = number(answer, "p10_s");
  out.p90_s = number(answer, "p90_s");
  return out;
}

std::optional<std::vector<Measured>> Service::accuracy(const std::string& from) {
  const auto body = get("/v1/reports/accuracy?from=" + from);
  if (!body) return std::nullopt;
  std::vector<Measured> out;
  const json::value answer = parse(*body);
  for (const json::value& row : list(answer, "rows")) {
    const json::value* mean = member(row, "mean");
    const double n = number(row, "n");
    if (mean == nullptr || n <= 0) continue;
    auto at = out.begin();
    while (at != out.end() && at->queue != text(row, "queue")) ++at;
    if (at == out.end()) at = out.insert(at, Measured{text(row, "queue")});
    const double total = at->n + n;
    const auto fold = [&](double& value, double add) { value = (value * at->n + add * n) / total; };
    fold(at->mae_s, number(*mean, "mae_s"));
    fold(at->bias_s, number(*mean, "bias_s"));
    fold(at->coverage_80, number(row, "coverage_80"));
    at->n = total;
  }
  return out;
}

Taken Service::post(const std::string& events) {
  Taken out;
  const auto answer = http_->request("POST", "/v1/events", events);
  last_status_ = out.status = answer ? answer->status : 0;
  if (!answer) {
    trouble_ = out.detail = http_->failure();
    return out;
  }
  if (answer->status != 202) {
    trouble_ = out.detail = refusal(*answer);
    return out;
  }
  const json::value taken = parse(answer->body);
  out.accepted = static_cast<std::size_t>(number(taken, "accepted"));
  out.duplicates = static_cast<std::size_t>(number(taken, "duplicates"));
  const json::array& rejected = list(taken, "rejected");
  out.rejected = rejected.size();
  if (!rejected.empty()) out.detail = text(rejected[0], "detail");
  return out;
}

}  // namespace truewait::live
