#include "edge/credentials.hpp"

#include "edge/negotiation.hpp"

namespace truewait::edge {
namespace {

constexpr std::string_view blank = " \t";

std::string_view without_blanks_in_front(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(blank), text.size()));
  return text;
}

}  // namespace

std::optional<std::string_view> bearer_token(std::string_view authorization) {
  constexpr std::string_view scheme = "bearer ";
  if (authorization.size() <= scheme.size()) return std::nullopt;
  for (std::size_t i = 0; i < scheme.size(); ++i) {
    if ((authorization[i] | 0x20) != (scheme[i] | 0x20)) return std::nullopt;
  }
  authorization.remove_prefix(scheme.size());
  authorization.remove_prefix(std::min(authorization.find_first_not_of(' '), authorization.size()));
  return authorization;
}

std::optional<std::string_view> cookie_value(std::string_view cookies, std::string_view name) {
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view pair = without_blanks_in_front(cookies.substr(0, end));
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    return pair.substr(equals + 1);
  }
  return std::nullopt;
}

std::string session_cookie_field(std::string_view key, bool secure) {
  std::string field(session_cookie);
  field.append("=").append(key).append("; Path=/v1; HttpOnly; SameSite=Strict; Max-Age=");
  field += key.empty() ? "0" : "43200";
  if (secure) field += "; Secure";
  return field;
}

bool is_own_origin(std::string_view origin, std::string_view host, bool secure) {
  constexpr std::string_view https = "https://", http = "http://";
  if (host.empty()) return false;
  if (origin.starts_with(https)) return same_text(origin.substr(https.size()), host);
  return !secure && origin.starts_with(http) && same_text(origin.substr(http.size()), host);
}

}  // namespace truewait::edge
