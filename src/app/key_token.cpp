#include "app/key_token.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "truewait/edge/backend.hpp"

namespace truewait::app {
namespace {

constexpr std::size_t kIdBytes = 6;
constexpr std::size_t kSecretBytes = 32;
constexpr std::string_view kPrefix = "tw_";
constexpr std::string_view kHex = "0123456789abcdef";

constexpr std::array<std::pair<std::string_view, edge::Scope>, 5> kScopes{
    {{"estimate:read", edge::Scope::estimate_read},
     {"events:write", edge::Scope::events_write},
     {"callbacks:write", edge::Scope::callbacks_write},
     {"reports:read", edge::Scope::reports_read},
     {"admin", edge::Scope::admin}}};

template <std::size_t N>
std::string random_hex() {
  std::array<unsigned char, N> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("the system's random generator failed: no key was made");
  }
  std::string text;
  for (const unsigned char byte : bytes) {
    text += kHex[byte >> 4];
    text += kHex[byte & 15];
  }
  OPENSSL_cleanse(bytes.data(), bytes.size());
  return text;
}

bool is_hex(std::string_view text, std::size_t bytes) {
  return text.size() == 2 * bytes && text.find_first_not_of(kHex) == std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::uint8_t bit(edge::Scope scope) {
  return static_cast<std::uint8_t>(scope);
}

}  // namespace

KeyToken generate_key_token() {
  KeyToken token{random_hex<kIdBytes>(), random_hex<kSecretBytes>(), {}};
  token.secret_sha256 = sha256(token.secret);
  return token;
}

std::optional<KeyToken> parse_key_token(std::string_view text) {
  if (!text.starts_with(kPrefix)) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  const auto split = text.find('_');
  if (split == std::string_view::npos) return std::nullopt;
  const std::string_view id = text.substr(0, split);
  const std::string_view secret = text.substr(split + 1);
  if (!is_hex(id, kIdBytes) || !is_hex(secret, kSecretBytes)) return std::nullopt;
  return KeyToken{std::string(id), std::string(secret), sha256(secret)};
}

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("SHA-256 is not available");
  }
  return {reinterpret_cast<const char*>(digest.data()), size};
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

ParsedScopes parse_scopes(std::string_view list) {
  ParsedScopes parsed;
  for (bool more = true; more;) {
    const auto comma = list.find(',');
    more = comma != std::string_view::npos;
    const std::string_view name = trimmed(list.substr(0, comma));
    const auto known = std::find_if(kScopes.begin(), kScopes.end(), [&](const auto& s) { return s.first == name; });
    if (known == kScopes.end()) {
      parsed.unknown.emplace_back(name);
    } else {
      parsed.mask = static_cast<std::uint8_t>(parsed.mask | bit(known->second));
    }
    if (more) list.remove_prefix(comma + 1);
  }
  return parsed;
}

std::string scopes_text(std::uint8_t mask) {
  std::string text;
  for (const auto& [name, scope] : kScopes) {
    if ((mask & bit(scope)) == 0) continue;
    if (!text.empty()) text += ',';
    text += name;
  }
  return text;
}

std::string known_scopes() {
  std::string text;
  for (const auto& [name, scope] : kScopes) {
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

}  // namespace truewait::app
