// The store: facts in sequence per shard, the newest snapshot of each shard, contacts (numbers, erasable) and keys.
// It knows nothing of what a fact means. One Store is used by one thread at a time; several may open one file.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "truewait/storage/error.hpp"

namespace truewait::storage {

template <class T>
using Result = boost::system::result<T>;

/// One fact as the journal keeps it; `body` is opaque here. Times are milliseconds since 1970 UTC.
struct Record {
  std::uint32_t shard = 0;
  std::uint64_t seq = 0;  ///< from 1, without holes within a shard
  std::int64_t now_ms = 0;
  std::string body;
};

/// A customer's number under its keyed id: the only place a number is kept, purged and erased apart from the facts.
struct Contact {
  std::string site;
  std::string customer;  ///< HMAC of the number, as facts carry it
  std::string number;    ///< E.164
  std::int64_t seen_ms = 0;
};

struct Batch {
  std::vector<Record> records;
  std::vector<Contact> contacts;
};

struct Snapshot {
  std::uint32_t shard = 0;
  std::uint64_t seq = 0;  ///< state after this fact
  std::int64_t now_ms = 0;
  std::string body;
};

struct Shard {
  std::uint32_t id = 0;
  std::string site, group;
};

/// A bearer key as stored: the secret itself is never kept, only its SHA-256.
struct Key {
  std::string id;  ///< the public part of tw_<id>_<secret>
  std::string site;
  std::string name;           ///< default source of the events it reports
  std::string scopes;         ///< comma-separated
  std::string secret_sha256;  ///< 32 raw bytes
  std::int64_t created_ms = 0;
  std::optional<std::int64_t> revoked_ms;
};

class Store {
 public:
  virtual ~Store() = default;

  /// One durable commit; after success the batch survives power loss. StoreError::full leaves nothing behind.
  /// StoreError::out_of_sequence when a record's seq is not the shard's next.
  virtual Result<void> append(const Batch& batch) = 0;

  /// Facts of a shard with seq >= from, in order, at most `limit`.
  virtual Result<std::vector<Record>> read(std::uint32_t shard, std::uint64_t from, std::size_t limit) = 0;
  /// The shard's highest seq, 0 when empty.
  virtual Result<std::uint64_t> last_seq(std::uint32_t shard) = 0;
  /// The first seq whose now_ms is at least `now_ms`, or last_seq + 1. now_ms never falls within a shard.
  virtual Result<std::uint64_t> first_seq_at(std::uint32_t shard, std::int64_t now_ms) = 0;

  /// Keeps the newest snapshots of a shard (two of them), replacing older ones.
  virtual Result<void> save_snapshot(const Snapshot& snapshot) = 0;
  /// The newest whose bytes are intact (checksum), or nothing.
  virtual Result<std::optional<Snapshot>> load_snapshot(std::uint32_t shard) = 0;

  /// The shard's number, created on first use; numbers start at 1.
  virtual Result<std::uint32_t> shard(std::string_view site, std::string_view group) = 0;
  virtual Result<std::vector<Shard>> shards() = 0;

  virtual Result<std::optional<std::string>> number_of(std::string_view site, std::string_view customer) = 0;
  virtual Result<bool> erase_contact(std::string_view site, std::string_view customer) = 0;
  virtual Result<std::size_t> purge_contacts(std::int64_t seen_before_ms) = 0;

  virtual Result<void> put_key(const Key& key) = 0;
  virtual Result<std::vector<Key>> keys() = 0;
  virtual Result<bool> revoke_key(std::string_view id, std::int64_t now_ms) = 0;

  /// The 32-byte secret under which customers' numbers are keyed; `fresh` is stored and returned on first use.
  virtual Result<std::string> contact_secret(std::string_view fresh) = 0;

  /// Whole-file check of the database's own structure; a description of the damage, or empty.
  virtual Result<std::string> integrity() = 0;
  /// A consistent copy while others write. Refuses to overwrite an existing file.
  virtual Result<void> backup(const std::string& path) = 0;
};

/// Opens or creates an SQLite store: WAL, synchronous=FULL. The file and its directory entry are readable by the owner
/// only.
Result<std::unique_ptr<Store>> open_sqlite(const std::string& path);
/// Opens an existing store for reading; it is never created and never written.
Result<std::unique_ptr<Store>> open_sqlite_readonly(const std::string& path);

/// The right to serve a store: held by one process at a time and let go when destroyed or when the process ends.
/// Opening a store does not need it, so that keys are made and backups taken while a service runs.
class ServeLock {
 public:
  ServeLock(ServeLock&& other) noexcept;
  ServeLock& operator=(ServeLock&& other) noexcept;
  ~ServeLock();

 private:
  explicit ServeLock(int fd) : fd_(fd) {}
  friend Result<ServeLock> lock_for_serving(const std::string& path);
  int fd_;
};

/// Locks "<path>.lock", which is created and stays. StoreError::locked when another service, in this process or in
/// another, serves the same store. The store itself need not exist yet; its directory must.
Result<ServeLock> lock_for_serving(const std::string& path);

}  // namespace truewait::storage
