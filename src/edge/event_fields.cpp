#include "edge/event_fields.hpp"

#include <algorithm>
#include <cmath>

#include "edge/rfc3339.hpp"
#include "truewait/domain/callback.hpp"

namespace truewait::edge {
namespace {

namespace json = boost::json;
constexpr std::size_t most_elements = 10'000;
constexpr std::size_t most_errors = 8;  // of one event: who sends more mistakes than that needs no longer list

std::string id_rule(std::size_t most) {
  return "Give a string of 1 to " + std::to_string(most) + " printable ASCII characters.";
}

std::optional<double> number(const json::value& value) {
  if (value.is_int64()) return static_cast<double>(value.get_int64());
  if (value.is_uint64()) return static_cast<double>(value.get_uint64());
  if (value.is_double()) return value.get_double();
  return std::nullopt;
}

std::string_view view(const json::string& text) {
  return {text.data(), text.size()};
}

}  // namespace

bool is_id(std::string_view text, std::size_t most) {
  const bool printable = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
  return printable && !text.empty() && text.size() <= most;
}

std::string EventFields::pointer_to(std::string_view name) const {
  return pointer_ + "/" + std::string(name);
}

void EventFields::wrong(std::string_view name, std::string detail, bool malformed) {
  if (errors_.size() < most_errors) errors_.push_back({pointer_to(name), std::move(detail), malformed});
}

const json::value* EventFields::find(std::string_view name, Presence presence, std::string_view what) {
  const json::value* value = object_.if_contains(name);
  if (value && !value->is_null()) return value;
  if (presence == Presence::required) wrong(name, "It is missing. " + std::string(what), true);
  return nullptr;
}

std::string EventFields::text(std::string_view name, Presence presence, std::size_t most) {
  const json::value* value = object_.if_contains(name);
  const json::string* string = value ? value->if_string() : nullptr;
  if (string && is_id(view(*string), most)) return std::string(view(*string));
  // The rule is put in words for those who broke it alone.
  if (find(name, presence, presence == Presence::required ? id_rule(most) : std::string())) {
    wrong(name, id_rule(most), !string);
  }
  return {};
}

void EventFields::only(std::initializer_list<std::string_view> names) {
  for (const auto& member : object_) {
    const std::string_view name(member.key().data(), member.key().size());
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      wrong(is_id(name, most_id_characters) ? name : "?", "There is no such field: leave it out.", true);
    }
  }
}

std::string EventFields::free_text(std::string_view name, std::size_t most) {
  const std::string rule = "Give a text of at most " + std::to_string(most) + " bytes without control characters.";
  const json::value* value = find(name, Presence::required, rule);
  const json::string* string = value ? value->if_string() : nullptr;
  const auto plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\n'; };
  if (string && string->size() <= most && std::all_of(string->begin(), string->end(), plain)) {
    return std::string(view(*string));
  }
  if (value) wrong(name, rule, !string);
  return {};
}

std::optional<double> EventFields::real(std::string_view name, double least, double most) {
  const json::value* value = find(name, Presence::optional, {});
  if (!value) return std::nullopt;
  const auto given = number(*value);
  if (given && *given >= least && *given <= most) return given;
  wrong(name,
        "Give a number from " + std::to_string(static_cast<std::int64_t>(least)) + " to " +
            std::to_string(static_cast<std::int64_t>(most)) + ".",
        !given);
  return std::nullopt;
}

std::optional<int> EventFields::integer(std::string_view name, int least, int most) {
  const json::value* value = find(name, Presence::optional, {});
  if (!value) return std::nullopt;
  const auto given = number(*value);
  if (given && std::trunc(*given) == *given && *given >= least && *given <= most) return static_cast<int>(*given);
  wrong(name, "Give a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".", !given);
  return std::nullopt;
}

std::optional<domain::Instant> EventFields::instant(std::string_view name, Presence presence) {
  constexpr std::string_view rule = "Give an RFC 3339 time with its offset, such as 2024-03-05T09:07:02.045Z.";
  const json::value* value = find(name, presence, rule);
  if (!value) return std::nullopt;
  const json::string* string = value->if_string();
  const auto at = string ? parse_rfc3339(view(*string)) : std::nullopt;
  if (!at) wrong(name, std::string(rule));
  return at;
}

std::optional<std::size_t> EventFields::choice(std::string_view name, Presence presence,
                                               const std::vector<std::string_view>& names) {
  std::string rule = "Give one of";
  const char* before = ": ";
  for (const std::string_view each : names) {
    rule.append(before).append(each);
    before = ", ";
  }
  rule += '.';
  const json::value* value = find(name, presence, rule);
  if (!value) return std::nullopt;
  const json::string* string = value->if_string();
  const auto at = string ? std::find(names.begin(), names.end(), view(*string)) : names.end();
  if (at != names.end()) return static_cast<std::size_t>(at - names.begin());
  wrong(name, std::move(rule), !string);
  return std::nullopt;
}

std::string EventFields::caller(std::string_view name) {
  const json::value* value = find(name, Presence::optional, {});
  if (!value) return {};
  const json::string* string = value->if_string();
  const std::string_view number = string ? view(*string) : "?";
  if (number.empty() || number == "anonymous") return {};
  if (domain::is_e164(number)) return std::string(number);
  wrong(name, "Give an E.164 number, a plus and 7 to 15 digits; or leave it out when the number is withheld.", !string);
  return {};
}

const json::array* EventFields::array(std::string_view name, Presence presence) {
  constexpr std::string_view rule = "Give an array of at most 10000 elements.";
  const json::value* value = find(name, presence, rule);
  if (!value) return nullptr;
  const json::array* array = value->if_array();
  if (array && array->size() <= most_elements) return array;
  wrong(name, std::string(rule), !array);
  return nullptr;
}

}  // namespace truewait::edge
