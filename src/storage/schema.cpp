#include "storage/schema.hpp"

#include <array>
#include <string>

#include "storage/statement.hpp"

namespace truewait::storage {
namespace {

constexpr std::int64_t kApplicationId = 0x74727774;  // "trwt"

// A fact's row number is its shard and seq in one (see facts.cpp): appending to such a table is a third faster than to
// one with a key of two columns. The virtual columns take no space; they are for people who look inside.
constexpr const char* kFormat1 = R"sql(
CREATE TABLE shards(
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  grp TEXT NOT NULL,
  UNIQUE(site, grp)
) STRICT;

CREATE TABLE facts(
  id INTEGER PRIMARY KEY,
  now_ms INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  body BLOB NOT NULL,
  shard INTEGER GENERATED ALWAYS AS (id >> 40) VIRTUAL,
  seq INTEGER GENERATED ALWAYS AS (id & 1099511627775) VIRTUAL
) STRICT;

CREATE TABLE snapshots(
  shard INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  now_ms INTEGER NOT NULL,
  checksum BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY(shard, seq)
) STRICT;

CREATE TABLE contacts(
  site TEXT NOT NULL,
  customer TEXT NOT NULL,
  number TEXT NOT NULL,
  seen_ms INTEGER NOT NULL,
  PRIMARY KEY(site, customer)
) STRICT, WITHOUT ROWID;

CREATE TABLE keys(
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  secret_sha256 BLOB NOT NULL,
  created_ms INTEGER NOT NULL,
  revoked_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE meta(
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array<const char*, 1> kMigrations{kFormat1};

Result<void> set_format(Connection& connection, std::size_t format) {
  // A pragma takes no parameters; both are numbers of ours.
  const std::string script =
      "PRAGMA application_id = " + std::to_string(kApplicationId) + "; PRAGMA user_version = " + std::to_string(format);
  return connection.execute(script.c_str());
}

Result<void> check_header(Connection& connection, int newest, bool for_reading) {
  const auto application = connection.integer("PRAGMA application_id");
  if (!application) return application.error();
  const auto format = connection.integer("PRAGMA user_version");
  if (!format) return format.error();
  const auto objects = connection.integer("SELECT count(*) FROM sqlite_schema");
  if (!objects) return objects.error();
  const bool empty = *application == 0 && *format == 0 && *objects == 0;
  if (empty && !for_reading) return {};
  if (*application != kApplicationId || *format < 1) return StoreError::corrupt;
  if (*format > newest) return StoreError::newer_format;
  return {};
}

}  // namespace

std::span<const char* const> migrations() {
  return kMigrations;
}

Result<void> check_format(Connection& connection, int newest, bool for_reading) {
  // One read transaction: another process may be creating the tables at this moment.
  if (const auto begun = connection.execute("BEGIN"); !begun) return begun;
  const auto checked = check_header(connection, newest, for_reading);
  const auto ended = connection.execute("ROLLBACK");
  return checked ? ended : checked;
}

Result<void> migrate(Connection& connection, std::span<const char* const> scripts) {
  const auto before = connection.integer("PRAGMA user_version");
  if (!before) return before.error();
  if (static_cast<std::size_t>(*before) >= scripts.size()) return {};
  Transaction transaction(connection);
  if (const auto begun = transaction.begin(); !begun) return begun;
  // Another process may have done it while this one waited for its turn.
  const auto format = connection.integer("PRAGMA user_version");
  if (!format) return format.error();
  for (auto i = static_cast<std::size_t>(*format); i < scripts.size(); ++i) {
    if (const auto done = connection.execute(scripts[i]); !done) return done;
  }
  if (static_cast<std::size_t>(*format) < scripts.size()) {
    if (const auto set = set_format(connection, scripts.size()); !set) return set;
  }
  return transaction.commit();
}

}  // namespace truewait::storage
