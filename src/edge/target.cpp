#include "edge/target.hpp"

#include <algorithm>
#include <boost/url/pct_string_view.hpp>
#include <charconv>

namespace truewait::edge {
namespace {

std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    target.remove_prefix(scheme.size());
    const std::size_t end = target.find_first_of("/?");
    return end == std::string_view::npos ? "/" : target.substr(end);
  }
  return target;
}

bool printable(char c) {
  return c >= 0x20 && c < 0x7f;
}

}  // namespace

Target split_target(std::string_view target) {
  if (!target.starts_with('/')) target = without_authority(target);
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos) return {target, {}};
  return {target.substr(0, mark), target.substr(mark + 1)};
}

std::optional<std::string> decode_segment(std::string_view encoded) {
  std::string text;
  if (encoded.find('%') == std::string_view::npos) {
    text = encoded;
  } else {
    const auto valid = boost::urls::make_pct_string_view(encoded);
    if (!valid) return std::nullopt;
    text = valid->decode();
  }
  if (!std::all_of(text.begin(), text.end(), printable)) return std::nullopt;
  return text;
}

std::optional<QueryParameters> decode_query(std::string_view query) {
  QueryParameters parameters;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = decode_segment(pair.substr(0, equals));
    auto value = decode_segment(pair.substr(std::min(equals + 1, pair.size())));
    if (!name || !value) return std::nullopt;
    parameters.emplace_back(std::move(*name), std::move(*value));
  }
  return parameters;
}

std::optional<std::size_t> whole_number(std::string_view text, std::size_t least, std::size_t most) {
  std::size_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size() || value < least || value > most) return std::nullopt;
  return value;
}

}  // namespace truewait::edge
