// What shows who asks: the bearer key, the cookie that stands for it in a browser, and the origin of the page that
// asks. Text only; whether a key is good is the backend's to say.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace truewait::edge {

inline constexpr std::string_view session_cookie = "truewait";

/// What follows "Bearer " (in any case, RFC 7235 section 2.1), or nothing.
std::optional<std::string_view> bearer_token(std::string_view authorization);

/// The value of a cookie in the Cookie field, or nothing.
std::optional<std::string_view> cookie_value(std::string_view cookies, std::string_view name);

/// What Set-Cookie says to keep `key` for twelve hours, out of scripts' reach and sent by our own pages only; to forget
/// it when `key` is empty. `secure`: over TLS only.
std::string session_cookie_field(std::string_view key, bool secure);

/// True when `origin` (RFC 6454) is that of `host`, the request's Host field. Without TLS of our own https counts too:
/// it may end at a proxy. With it, a page of http does not.
bool is_own_origin(std::string_view origin, std::string_view host, bool secure);

}  // namespace truewait::edge
