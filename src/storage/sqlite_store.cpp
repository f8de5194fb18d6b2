// The SQLite store: puts the tables together and draws the transactions around what must be whole.
#include <filesystem>
#include <utility>

#include "storage/backup.hpp"
#include "storage/contacts.hpp"
#include "storage/facts.hpp"
#include "storage/files.hpp"
#include "storage/integrity.hpp"
#include "storage/registry.hpp"
#include "storage/schema.hpp"
#include "storage/snapshots.hpp"

namespace truewait::storage {
namespace {

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(std::unique_ptr<Connection> connection)
      : connection_(std::move(connection)),
        facts_(*connection_),
        snapshots_(*connection_),
        contacts_(*connection_),
        shards_(*connection_),
        keys_(*connection_),
        secrets_(*connection_) {}

  Result<void> append(const Batch& batch) override {
    if (batch.records.empty() && batch.contacts.empty()) return connection_->usable();
    const auto written = in_transaction([&]() -> Result<void> {
      if (const auto facts = facts_.append(batch.records); !facts) return facts;
      return contacts_.put(batch.contacts);
    });
    if (!written) {
      facts_.dropped();
      return written;
    }
    facts_.kept();
    return connection_->checkpoint(false);
  }

  Result<std::vector<Record>> read(std::uint32_t shard, std::uint64_t from, std::size_t limit) override {
    return facts_.read(shard, from, limit);
  }
  Result<std::uint64_t> last_seq(std::uint32_t shard) override { return facts_.last_seq(shard); }
  Result<std::uint64_t> first_seq_at(std::uint32_t shard, std::int64_t now_ms) override {
    return facts_.first_seq_at(shard, now_ms);
  }

  Result<void> save_snapshot(const Snapshot& snapshot) override {
    const auto written = in_transaction([&] { return snapshots_.save(snapshot); });
    return written ? connection_->checkpoint(false) : written;
  }
  Result<std::optional<Snapshot>> load_snapshot(std::uint32_t shard) override { return snapshots_.load(shard); }

  Result<std::uint32_t> shard(std::string_view site, std::string_view group) override {
    return shards_.number(site, group);
  }
  Result<std::vector<Shard>> shards() override { return shards_.all(); }

  Result<std::optional<std::string>> number_of(std::string_view site, std::string_view customer) override {
    return contacts_.number_of(site, customer);
  }
  Result<bool> erase_contact(std::string_view site, std::string_view customer) override {
    return contacts_.erase(site, customer);
  }
  Result<std::size_t> purge_contacts(std::int64_t seen_before_ms) override { return contacts_.purge(seen_before_ms); }

  Result<void> put_key(const Key& key) override { return keys_.put(key); }
  Result<std::vector<Key>> keys() override { return keys_.all(); }
  Result<bool> revoke_key(std::string_view id, std::int64_t now_ms) override { return keys_.revoke(id, now_ms); }

  Result<std::string> contact_secret(std::string_view fresh) override { return secrets_.contact(fresh); }

  Result<std::string> integrity() override { return find_damage(*connection_); }
  Result<void> backup(const std::string& path) override { return copy_store(*connection_, path); }

 private:
  template <class Work>
  Result<void> in_transaction(Work work) {
    Transaction transaction(*connection_);
    if (const auto begun = transaction.begin(); !begun) return begun;
    if (const auto done = work(); !done) return done;
    return transaction.commit();
  }

  std::unique_ptr<Connection> connection_;  // first: the statements of all others end before it
  Facts facts_;
  Snapshots snapshots_;
  Contacts contacts_;
  Shards shards_;
  Keys keys_;
  Secrets secrets_;
};

Result<std::unique_ptr<Connection>> open_for_writing(const std::string& path) {
  auto connection = Connection::open(path, Connection::Mode::read_write);
  if (!connection) return connection;
  Connection& c = **connection;
  const auto newest = static_cast<int>(migrations().size());
  if (const auto checked = check_format(c, newest, false); !checked) return checked.error();
  // After the check: a file that is not ours stays as it was.
  if (const auto logged = c.execute("PRAGMA journal_mode = WAL"); !logged) return logged.error();
  if (const auto migrated = migrate(c, migrations()); !migrated) return migrated.error();
  return connection;
}

// Made under another name and given its own when it is whole: nobody ever meets half a store.
Result<void> create_store(const std::string& path) {
  const auto fresh = create_private_beside(path);
  if (!fresh) return fresh.error();
  const auto made = open_for_writing(*fresh).error();  // and closed again
  const Result<void> placed = made ? Result<void>(made) : put_in_place(*fresh, path);
  if (!placed) remove_database(*fresh);
  return placed;
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(std::filesystem::symlink_status(path, ignored))) {
    if (const auto created = create_store(path); !created) return created.error();
  }
  auto connection = open_for_writing(path);
  if (!connection) return connection.error();
  return std::unique_ptr<Store>(std::make_unique<SqliteStore>(std::move(*connection)));
}

Result<std::unique_ptr<Store>> open_sqlite_readonly(const std::string& path) {
  auto connection = Connection::open(path, Connection::Mode::read_only);
  if (!connection) return connection.error();
  const auto newest = static_cast<int>(migrations().size());
  if (const auto checked = check_format(**connection, newest, true); !checked) return checked.error();
  return std::unique_ptr<Store>(std::make_unique<SqliteStore>(std::move(*connection)));
}

}  // namespace truewait::storage
