#include "app/host/keyring.hpp"

#include <spdlog/spdlog.h>

#include "app/key_token.hpp"

namespace truewait::app {

bool Keyring::reload() {
  const auto keys = store_.keys();
  if (!keys) {
    spdlog::error("the keys cannot be read, those known stay as they are: {}", keys.error().message());
    return false;
  }
  keys_.clear();
  for (const storage::Key& key : *keys) {
    if (key.revoked_ms) continue;
    // A scope of a newer release is none here: it grants nothing.
    keys_[key.id] = {key.secret_sha256, {key.site, key.name, parse_scopes(key.scopes).mask}};
  }
  return true;
}

std::optional<edge::Access> Keyring::find(std::string_view token, std::chrono::nanoseconds steady) {
  const auto parsed = parse_key_token(token);
  if (!parsed) return std::nullopt;
  auto found = keys_.find(parsed->id);
  if (found == keys_.end() && steady - missed_ >= reread_after) {
    missed_ = steady;
    reload();
    found = keys_.find(parsed->id);
  }
  if (found == keys_.end() || !equal_in_constant_time(found->second.secret_sha256, parsed->secret_sha256))
    return std::nullopt;
  return found->second.access;
}

}  // namespace truewait::app
