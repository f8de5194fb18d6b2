#include "edge/estimate_body.hpp"

#include <algorithm>
#include <array>

#include "edge/callback_body.hpp"
#include "edge/json_text.hpp"
#include "truewait/domain/explanation.hpp"

namespace truewait::edge {
namespace {

constexpr std::array<std::string_view, domain::quantile_levels.size()> quantile_names{
    ",\"p10_s\":", ",\"p20_s\":", ",\"p50_s\":", ",\"p80_s\":", ",\"p90_s\":", ",\"p95_s\":"};

std::string_view status_name(domain::EstimateStatus status) {
  switch (status) {
    case domain::EstimateStatus::ok:
      return "ok";
    case domain::EstimateStatus::insufficient_data:
      return "insufficient_data";
    case domain::EstimateStatus::closed:
      return "closed";
    case domain::EstimateStatus::degraded:
      return "degraded";
  }
  return "insufficient_data";
}

std::string_view reason_name(domain::NoDataReason reason) {
  switch (reason) {
    case domain::NoDataReason::none:
      return "none";
    case domain::NoDataReason::too_few_answers:
      return "too_few_answers";
    case domain::NoDataReason::nobody_logged_in:
      return "nobody_logged_in";
  }
  return "none";
}

std::string_view method_name(const domain::Estimate& estimate) {
  switch (estimate.method) {
    case domain::Method::formula:
      return domain::formula_names[static_cast<std::size_t>(estimate.formula)];
    case domain::Method::prior:
      return "prior";
    case domain::Method::agent_free:
      return "agent_free";
    case domain::Method::learned:
      return "learned";
  }
  return "prior";
}

void append_minutes(std::string& out, std::optional<int> minutes) {
  if (minutes) {
    append_integer(out, std::int64_t{*minutes});
  } else {
    out += "null";
  }
}

void append_figure(std::string& out, double seconds, bool known) {
  if (known) {
    append_seconds(out, seconds);
  } else {
    out += "null";
  }
}

void append_figures(std::string& out, const domain::Estimate& estimate, bool known) {
  for (std::size_t i = 0; i < quantile_names.size(); ++i) {
    out += quantile_names[i];
    append_figure(out, estimate.quantiles_s[i], known);
  }
  out += ",\"mean_s\":";
  append_figure(out, estimate.mean_s, known);
  out += ",\"position\":";
  append_integer(out, std::int64_t{estimate.ahead} + 1);
}

/// What is not always there is written only where it says something.
void append_announcement(std::string& out, const domain::Announcement& said) {
  out += ",\"announce\":{\"mode\":";
  append_json(out, said.mode ? domain::quote_mode_names[static_cast<std::size_t>(*said.mode)] : "none");
  out += ",\"lower_min\":";
  append_minutes(out, said.lower_min);
  out += ",\"upper_min\":";
  append_minutes(out, said.upper_min);
  out += ",\"text_key\":";
  append_json(out, said.text_key);
  if (said.position) {
    out += ",\"position\":";
    append_integer(out, std::int64_t{*said.position});
  }
  if (said.callback_first) out += ",\"callback_first\":true";
  if (said.at_risk) out += ",\"at_risk\":true";
  if (said.running_late) out += ",\"running_late\":true";
  out += '}';
}

void append_offer(std::string& out, const domain::Offer& offer) {
  out += ",\"offer_callback\":{\"offered\":";
  out += offer.offered ? "true" : "false";
  out += ",\"reason\":";
  append_json(out, offer.reason);
  out += ",\"window\":";
  append_window(out, offer.window);
  out += '}';
}

}  // namespace

void append_estimate_head(std::string& out, const domain::Estimate& estimate, const EstimateFrame& frame) {
  out += "\"queue\":";
  append_json(out, frame.queue);
  if (!frame.call_id.empty()) {
    out += ",\"call_id\":";
    append_json(out, frame.call_id);
  }
  out += ",\"status\":";
  append_json(out, status_name(estimate.status));
  if (estimate.status == domain::EstimateStatus::insufficient_data) {
    out += ",\"reason\":";
    append_json(out, reason_name(estimate.reason));
  }
  append_figures(out, estimate, is_told(estimate));
}

void append_method(std::string& out, const domain::Estimate& estimate) {
  if (is_told(estimate)) {
    append_json(out, method_name(estimate));
  } else {
    out += "null";
  }
}

EstimateBody estimate_body(const domain::Estimate& estimate, const EstimateFrame& frame) {
  EstimateBody body;
  std::string& out = body.json;
  out = "{";
  append_estimate_head(out, estimate, frame);
  const domain::Announcement& said = frame.announce;
  append_announcement(out, said);
  append_offer(out, frame.offer);
  if (!frame.call_id.empty()) {
    out += ",\"deadline\":";
    append_instant(out, frame.deadline);
  }
  out += ",\"as_of\":";
  append_instant(out, frame.as_of);
  out += ",\"age_s\":";
  body.age_at = out.size();
  out += "0.000,\"method\":";
  append_method(out, estimate);
  out += ",\"basis\":{\"samples\":";
  append_integer(out, std::int64_t{estimate.samples});
  out += ",\"window_s\":null},\"seq\":";
  append_integer(out, frame.seq);
  out += '}';
  body.text = said.upper_min ? std::to_string(*said.upper_min) : "unknown";
  return body;
}

void patch_age(EstimateBody& body, domain::Duration age) {
  auto ms = std::clamp<std::int64_t>(age.count(), 0, 999);
  for (std::size_t place = 4; place > 1; --place, ms /= 10)
    body.json[body.age_at + place] = static_cast<char>('0' + ms % 10);
}

}  // namespace truewait::edge
