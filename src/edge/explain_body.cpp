#include "edge/explain_body.hpp"

#include "edge/estimate_body.hpp"
#include "edge/json_text.hpp"

namespace truewait::edge {
namespace {

/// `,"name":` and the value, or null.
void append_known(std::string& out, std::string_view name, std::optional<double> value) {
  out.append(",\"").append(name).append("\":");
  if (value) {
    append_seconds(out, *value);
  } else {
    out += "null";
  }
}

/// `,"name":[` the parts `]`, each written between braces by `part`.
template <class Part>
void append_parts(std::string& out, std::string_view name, const std::vector<Part>& parts,
                  void (*part)(std::string&, const Part&)) {
  out.append(",\"").append(name).append("\":[");
  for (const Part& p : parts) {
    out += &p == &parts.front() ? "{" : ",{";
    part(out, p);
    out += '}';
  }
  out += ']';
}

void append_input(std::string& out, const domain::LiveInput& input) {
  out += "\"name\":";
  append_json(out, input.name);
  append_known(out, "value", input.value);
  out += ",\"unit\":";
  append_json(out, input.unit);
  out += ",\"source\":";
  append_json(out, domain::input_source_names[static_cast<std::size_t>(input.source)]);
  out += ",\"n\":";
  if (input.n) {
    append_integer(out, *input.n);
  } else {
    out += "null";
  }
  append_known(out, "age_s", input.age ? std::optional(domain::to_seconds(*input.age)) : std::nullopt);
}

void append_shadow(std::string& out, const domain::Shadow& shadow) {
  out += "\"name\":";
  append_json(out, shadow.name);
  append_known(out, "answer_s", shadow.answer_s);
  append_known(out, "rmse_s", shadow.rmse_s);
  out += ",\"served\":";
  out += shadow.served ? "true" : "false";
}

void append_contribution(std::string& out, const domain::Contribution& part) {
  out += "\"name\":";
  append_json(out, part.name);
  append_known(out, "seconds", part.seconds);
}

}  // namespace

std::string explain_body(const domain::Explanation& explained, std::string_view call_id, domain::Instant as_of) {
  const domain::Estimate& estimate = explained.estimate;
  std::string out = "{";
  append_estimate_head(out, estimate, {explained.queue, call_id, as_of, explained.seq});
  append_known(out, "elapsed_s", domain::to_seconds(estimate.elapsed));
  out += ",\"method\":";
  append_method(out, estimate);
  out += ",\"why\":";
  append_json(out, domain::served_because_words[static_cast<std::size_t>(explained.because)]);
  append_parts(out, "inputs", explained.inputs, append_input);
  append_parts(out, "shadows", explained.shadows, append_shadow);
  append_parts(out, "contributions", explained.contributions, append_contribution);
  append_known(out, "one_agent_more_s", explained.one_agent_more_s);
  append_known(out, "one_agent_less_s", explained.one_agent_less_s);
  out += ",\"as_of\":";
  append_instant(out, as_of);
  out += ",\"seq\":";
  append_integer(out, explained.seq);
  out += '}';
  return out;
}

}  // namespace truewait::edge
