#include "edge/negotiation.hpp"

#include <algorithm>
#include <charconv>

namespace truewait::edge {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

/// Cuts what stands before `separator` off the front of `rest`.
std::string_view take(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view piece = trimmed(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return piece;
}

double weight(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view parameter = take(parameters, ';');
    if (parameter.size() < 3 || lower(parameter[0]) != 'q' || parameter[1] != '=') continue;
    double value = 0;
    std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), value);
    return std::clamp(value, 0.0, 1.0);
  }
  return 1.0;
}

/// 3: the type itself, 2: its main type, 1: anything, 0: does not match.
int specificity(std::string_view range, std::string_view type) {
  if (same_text(range, type)) return 3;
  if (range == "*/*") return 1;
  if (!range.ends_with("/*")) return 0;
  return same_text(range.substr(0, range.size() - 1), type.substr(0, type.find('/') + 1)) ? 2 : 0;
}

struct Preference {
  int specific = 0;
  double weight = 0;
};

Preference preference(std::string_view accept, std::string_view type) {
  Preference best;
  while (!accept.empty()) {
    std::string_view item = take(accept, ',');
    const int specific = specificity(take(item, ';'), type);
    if (specific > best.specific) best = {specific, weight(item)};
  }
  return best;
}

}  // namespace

bool same_text(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool prefers(std::string_view accept, std::string_view alternative) {
  if (accept.empty() || accept == "*/*") return false;
  const Preference wanted = preference(accept, alternative), json = preference(accept, "application/json");
  if (wanted.weight <= 0) return false;
  if (wanted.weight != json.weight) return wanted.weight > json.weight;
  return wanted.specific > json.specific;
}

std::string_view listed(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const std::string_view item = take(list, ',');
    if (same_text(item, token)) return item;
  }
  return {};
}

bool accepts_gzip(const std::optional<std::string>& accept_encoding) {
  if (!accept_encoding) return true;
  Preference best;
  for (std::string_view rest = *accept_encoding; !rest.empty();) {
    std::string_view item = take(rest, ',');
    const std::string_view coding = take(item, ';');
    const int specific = same_text(coding, "gzip") || same_text(coding, "x-gzip") ? 2 : coding == "*" ? 1 : 0;
    if (specific > best.specific) best = {specific, weight(item)};
  }
  return best.weight > 0;
}

bool lists_etag(std::string_view list, std::string_view etag) {
  while (!list.empty()) {
    std::string_view item = take(list, ',');
    if (item == "*") return true;
    if (item.starts_with("W/")) item.remove_prefix(2);
    if (item == etag) return true;
  }
  return false;
}

bool is_json(std::string_view content_type) {
  return same_text(take(content_type, ';'), "application/json");
}

}  // namespace truewait::edge
