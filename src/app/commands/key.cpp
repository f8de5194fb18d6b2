#include "app/commands/key.hpp"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "app/commands/instant_text.hpp"
#include "app/host/clock.hpp"
#include "app/key_token.hpp"
#include "truewait/storage/store.hpp"

namespace truewait::app {
namespace {

constexpr int failed = 1;
constexpr int usage_error = 2;
constexpr std::size_t longest_name = 64;
constexpr int live_keys_per_name = 2;  // the old one and the new one, while callers change over

int fail(std::ostream& err, int code, const std::string& words) {
  err << "truewait: " << words << "\n";
  return code;
}

int fail_opening(std::ostream& err, const std::string& path, const boost::system::error_code& error) {
  return fail(err, failed, fmt::format("the store {} cannot be opened: {}", path, error.message()));
}

bool is_name(const std::string& text) {
  static const std::string allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  return !text.empty() && text.size() <= longest_name && text.find_first_not_of(allowed) == std::string::npos;
}

std::string name_rule(const std::string& what, const std::string& given) {
  return fmt::format("{} \"{}\" is not 1 to {} characters of A-Z a-z 0-9 . _ -", what, given, longest_name);
}

/// What is wrong with the options, or nothing.
std::string complaint(const NewKey& wanted, const ParsedScopes& scopes) {
  if (!is_name(wanted.name)) return name_rule("the name", wanted.name);
  if (!is_name(wanted.site)) return name_rule("the site", wanted.site);
  if (scopes.unknown.empty()) return {};
  return fmt::format("there is no scope \"{}\"; scopes are {}", scopes.unknown.front(), known_scopes());
}

/// The ids of the name's live keys.
std::vector<std::string> live_keys(const std::vector<storage::Key>& keys, const NewKey& wanted) {
  std::vector<std::string> ids;
  for (const storage::Key& key : keys) {
    if (key.site == wanted.site && key.name == wanted.name && !key.revoked_ms) ids.push_back(key.id);
  }
  return ids;
}

}  // namespace

int create_key(const NewKey& wanted, domain::Instant now, std::ostream& out, std::ostream& err) {
  const ParsedScopes scopes = parse_scopes(wanted.scopes);
  if (const std::string words = complaint(wanted, scopes); !words.empty()) return fail(err, usage_error, words);
  const auto store = storage::open_sqlite(wanted.store);
  if (!store) return fail_opening(err, wanted.store, store.error());
  const auto keys = (*store)->keys();
  if (!keys) return fail_opening(err, wanted.store, keys.error());
  if (const auto ids = live_keys(*keys, wanted); ids.size() >= live_keys_per_name) {
    return fail(err, usage_error,
                fmt::format("{} has two live keys already, {} and {}: revoke one first (truewait key revoke --store "
                            "{} {})",
                            wanted.name, ids[0], ids[1], wanted.store, ids[0]));
  }
  const KeyToken token = generate_key_token();
  const auto put = (*store)->put_key({token.id, wanted.site, wanted.name, scopes_text(scopes.mask), token.secret_sha256,
                                      now.time_since_epoch().count(), std::nullopt});
  if (!put) return fail(err, failed, fmt::format("the key was not stored: {}", put.error().message()));
  out << token.text() << "\n" << std::flush;
  if (out) return 0;
  // Nobody has seen it, so nobody may use it.
  static_cast<void>((*store)->revoke_key(token.id, now.time_since_epoch().count()));
  return fail(err, failed, "the key could not be printed and is not valid");
}

int list_keys(const std::string& path, std::ostream& out, std::ostream& err) {
  const auto store = storage::open_sqlite_readonly(path);
  if (!store) return fail_opening(err, path, store.error());
  const auto keys = (*store)->keys();
  if (!keys) return fail_opening(err, path, keys.error());
  const auto at = [](std::int64_t ms) { return to_minutes(domain::Instant(domain::Duration(ms))); };
  std::size_t name = 4;
  std::size_t site = 4;
  for (const storage::Key& key : *keys) {
    name = std::max(name, key.name.size());
    site = std::max(site, key.site.size());
  }
  const auto line = [&](auto... cells) { out << fmt::format("{:<14}{:<{}}  {:<{}}  {:<18}{:<18}{}\n", cells...); };
  line("id", "name", name, "site", site, "created (UTC)", "revoked (UTC)", "scopes");
  for (const storage::Key& key : *keys) {
    const std::string revoked = key.revoked_ms ? at(*key.revoked_ms) : "-";
    line(key.id, key.name, name, key.site, site, at(key.created_ms), revoked, key.scopes);
  }
  return 0;
}

int revoke_key(const std::string& path, const std::string& id, domain::Instant now, std::ostream& out,
               std::ostream& err) {
  // Opening for writing would create what is missing.
  if (const auto there = storage::open_sqlite_readonly(path); !there) return fail_opening(err, path, there.error());
  const auto store = storage::open_sqlite(path);
  if (!store) return fail_opening(err, path, store.error());
  const auto keys = (*store)->keys();
  if (!keys) return fail_opening(err, path, keys.error());
  const auto token = parse_key_token(id);
  const std::string wanted = token ? token->id : id;
  const auto key = std::find_if(keys->begin(), keys->end(), [&](const auto& k) { return k.id == wanted; });
  if (key == keys->end()) return fail(err, failed, fmt::format("there is no key {} in {}", wanted, path));
  const auto revoked = (*store)->revoke_key(wanted, now.time_since_epoch().count());
  if (!revoked) return fail(err, failed, fmt::format("the key was not revoked: {}", revoked.error().message()));
  out << fmt::format("{} ({}) {}\n", wanted, key->name, *revoked ? "is revoked" : "had been revoked before");
  return 0;
}

void add_key(CLI::App& root, int& exit_code) {
  auto* key = root.add_subcommand("key", "The bearer keys of a store");
  key->require_subcommand(1);
  auto options = std::make_shared<NewKey>();
  auto id = std::make_shared<std::string>();
  auto* create = key->add_subcommand("create", "Make a key and print it, this once");
  create->add_option("--name", options->name, "Whose it is; default source of its events")->required();
  create->add_option("--scopes", options->scopes, "Comma-separated: " + known_scopes())->required();
  create->add_option("--site", options->site, "What it is valid for [default]");
  auto* list = key->add_subcommand("list", "Show all keys, without their secrets");
  auto* revoke = key->add_subcommand("revoke", "End a key");
  revoke->add_option("id", *id, "The part between tw_ and the next _")->required();
  for (auto* command : {create, list, revoke}) {
    command->add_option("--store", options->store, "The journal's file [truewait.db]");
  }
  create->callback([=, &exit_code] { exit_code = create_key(*options, Clock::wall(), std::cout, std::cerr); });
  list->callback([=, &exit_code] { exit_code = list_keys(options->store, std::cout, std::cerr); });
  revoke->callback(
      [=, &exit_code] { exit_code = revoke_key(options->store, *id, Clock::wall(), std::cout, std::cerr); });
}

}  // namespace truewait::app
