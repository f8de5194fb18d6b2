#include "edge/estimate_parameters.hpp"

#include <charconv>
#include <optional>

#include "edge/event_fields.hpp"

namespace truewait::edge {
namespace {

template <class Number>
std::optional<Number> number(std::string_view text, Number least, Number most) {
  Number value{};
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  // Compared this way round, a NaN is out of range.
  if (read.ec != std::errc{} || read.ptr != end || !(value >= least && value <= most)) return std::nullopt;
  return value;
}

/// What is wrong with one parameter, or empty.
std::string_view read_parameter(const std::string& name, const std::string& value, EstimateParameters& into) {
  if (name == "priority") {
    const auto priority = number(value, -1000, 1000);
    into.caller.priority = priority.value_or(0);
    return priority ? "" : "Give a whole number from -1000 to 1000.";
  }
  if (name == "position") {
    into.caller.position = number(value, 1, 1'000'000);
    return into.caller.position ? "" : "Give a whole number from 1 (next) to 1000000.";
  }
  if (name == "elapsed_s") {
    const auto elapsed = number(value, 0.0, 86'400.0);
    into.caller.elapsed = domain::from_seconds(elapsed.value_or(0));
    return elapsed ? "" : "Give seconds from 0 to 86400.";
  }
  if (name == "class") {
    if (!is_id(value, most_id_characters)) return "Give 1 to 128 printable ASCII characters.";
    into.caller_class = value;
    into.caller.caller_class = into.caller_class;
    return "";
  }
  return "Leave it out: only priority, position, elapsed_s and class are known.";
}

}  // namespace

void read_estimate_parameters(const QueryParameters& query, EstimateParameters& into, std::vector<PartError>& errors) {
  for (const auto& [name, value] : query) {
    const std::string_view wrong = read_parameter(name, value, into);
    if (!wrong.empty()) errors.push_back({"?" + name, std::string(wrong)});
  }
}

}  // namespace truewait::edge
