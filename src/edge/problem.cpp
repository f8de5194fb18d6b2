#include "edge/problem.hpp"

#include <algorithm>

#include "edge/json_text.hpp"

namespace truewait::edge {
namespace {

constexpr bool problems_in_order() {
  for (std::size_t i = 0; i < problem_catalogue.size(); ++i) {
    if (static_cast<std::size_t>(problem_catalogue[i].id) != i) return false;
  }
  return true;
}
static_assert(problems_in_order());

bool same_name(std::string_view published, std::string_view given) {
  return std::equal(published.begin(), published.end(), given.begin(), given.end(),
                    [](char a, char b) { return a == (b == '_' ? '-' : b); });
}

void append_errors(std::string& out, const std::vector<PartError>& errors) {
  out += ",\"errors\":[";
  for (const PartError& error : errors) {
    if (&error != &errors.front()) out += ',';
    out += "{\"pointer\":";
    append_json(out, error.pointer);
    out += ",\"detail\":";
    append_json(out, error.detail);
    out += '}';
  }
  out += ']';
}

}  // namespace

const ProblemKind& problem_named(std::string_view name) {
  for (const ProblemKind& kind : problem_catalogue) {
    if (same_name(kind.name, name)) return kind;
  }
  return problem_kind(ProblemId::event_refused);
}

std::string problem_type(const ProblemKind& kind) {
  return "/problems/" + std::string(kind.name);
}

std::string problem_body(const ProblemKind& kind, unsigned status, std::string_view detail,
                         const std::vector<PartError>& errors, std::string_view request_id) {
  std::string out = "{\"type\":";
  append_json(out, problem_type(kind));
  out += ",\"title\":";
  append_json(out, kind.title);
  out += ",\"status\":";
  append_integer(out, std::uint64_t{status});
  out += ",\"detail\":";
  append_json(out, detail);
  if (!errors.empty()) append_errors(out, errors);
  out += ",\"request_id\":";
  append_json(out, request_id);
  out += "}";
  return out;
}

}  // namespace truewait::edge
