// Bearer keys: tw_<id>_<secret>. The id is public and names the key; of the secret only its SHA-256 is ever stored.
// Knows neither the store nor the network, and never logs a token.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace truewait::app {

struct KeyToken {
  std::string id;             ///< 12 characters of [0-9a-f]
  std::string secret;         ///< 64 characters of [0-9a-f]: 256 random bits
  std::string secret_sha256;  ///< of the secret's characters, 32 raw bytes

  std::string text() const { return "tw_" + id + "_" + secret; }
};

/// A new key from the system's generator. Throws std::runtime_error when that fails.
KeyToken generate_key_token();

/// Nothing unless the text has exactly the form of a key, nothing before or after it.
std::optional<KeyToken> parse_key_token(std::string_view text);

/// 32 raw bytes.
std::string sha256(std::string_view bytes);

/// Takes the same time wherever two texts of one length differ.
bool equal_in_constant_time(std::string_view a, std::string_view b);

struct ParsedScopes {
  std::uint8_t mask = 0;             ///< of edge::Scope
  std::vector<std::string> unknown;  ///< names that are no scope, empty ones among them
};

/// A comma-separated list; blanks around a name do not count.
ParsedScopes parse_scopes(std::string_view list);

/// The list of a mask's scopes in their fixed order, without blanks.
std::string scopes_text(std::uint8_t mask);

/// Every scope there is, for messages: "estimate:read, events:write, ...".
std::string known_scopes();

}  // namespace truewait::app
