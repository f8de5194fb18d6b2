#include "storage/registry.hpp"

namespace truewait::storage {

Shards::Shards(Connection& connection)
    : find_(connection, "SELECT id FROM shards WHERE site = ? AND grp = ?"),
      insert_(connection, "INSERT INTO shards(site, grp) VALUES(?, ?) ON CONFLICT DO NOTHING"),
      all_(connection, "SELECT id, site, grp FROM shards ORDER BY id") {}

Result<std::optional<std::uint32_t>> Shards::find(std::string_view site, std::string_view group) {
  Rows rows(find_.bind(site, group));
  const auto row = rows.next();
  if (!row) return row.error();
  if (!*row) return std::optional<std::uint32_t>{};
  return std::optional(static_cast<std::uint32_t>(rows->integer(0)));
}

Result<std::uint32_t> Shards::number(std::string_view site, std::string_view group) {
  auto found = find(site, group);
  if (found && !*found) {
    if (const auto added = insert_.bind(site, group).run(); !added) return added.error();
    found = find(site, group);
  }
  if (!found) return found.error();
  if (!*found) return StoreError::corrupt;
  return **found;
}

Result<std::vector<Shard>> Shards::all() {
  std::vector<Shard> shards;
  Rows rows(all_.bind());
  for (;;) {
    const auto row = rows.next();
    if (!row) return row.error();
    if (!*row) return shards;
    shards.push_back({static_cast<std::uint32_t>(rows->integer(0)), rows->text(1), rows->text(2)});
  }
}

Keys::Keys(Connection& connection)
    : insert_(connection,
              "INSERT INTO keys(id, site, name, scopes, secret_sha256, created_ms, revoked_ms)"
              " VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"),
      all_(connection,
           "SELECT id, site, name, scopes, secret_sha256, created_ms, revoked_ms FROM keys ORDER BY created_ms, id"),
      revoke_(connection, "UPDATE keys SET revoked_ms = ? WHERE id = ? AND revoked_ms IS NULL") {}

Result<void> Keys::put(const Key& key) {
  const auto added = insert_
                         .bind(std::string_view(key.id), std::string_view(key.site), std::string_view(key.name),
                               std::string_view(key.scopes), Blob{key.secret_sha256}, key.created_ms, key.revoked_ms)
                         .run();
  if (!added) return added.error();
  if (*added == 0) return StoreError::exists;
  return {};
}

Result<std::vector<Key>> Keys::all() {
  std::vector<Key> keys;
  Rows rows(all_.bind());
  for (;;) {
    const auto row = rows.next();
    if (!row) return row.error();
    if (!*row) return keys;
    Key key{rows->text(0), rows->text(1), rows->text(2), rows->text(3), rows->text(4), rows->integer(5), {}};
    if (!rows->null(6)) key.revoked_ms = rows->integer(6);
    keys.push_back(std::move(key));
  }
}

Result<bool> Keys::revoke(std::string_view id, std::int64_t now_ms) {
  const auto changed = revoke_.bind(now_ms, id).run();
  if (!changed) return {boost::system::in_place_error, changed.error()};
  return *changed > 0;
}

Secrets::Secrets(Connection& connection)
    : find_(connection, "SELECT value FROM meta WHERE name = 'contact_secret'"),
      insert_(connection, "INSERT INTO meta(name, value) VALUES('contact_secret', ?) ON CONFLICT DO NOTHING") {}

Result<std::string> Secrets::find() {
  Rows rows(find_.bind());
  const auto row = rows.next();
  if (!row) return row.error();
  return *row ? rows->text(0) : std::string{};
}

Result<std::string> Secrets::contact(std::string_view fresh) {
  auto secret = find();
  if (!secret || !secret->empty()) return secret;
  if (const auto added = insert_.bind(Blob{fresh}).run(); !added) return added.error();
  return find();
}

}  // namespace truewait::storage
