#include "storage/connection.hpp"

#include <sqlite3.h>

#include <filesystem>

#include "storage/error_map.hpp"
#include "storage/files.hpp"
#include "storage/statement.hpp"

namespace truewait::storage {
namespace {

constexpr int kBusyTimeoutMs = 5000;
constexpr int kEmptyLogTimeoutMs = 200;  // a reader in the way may be a backup that lasts for minutes
constexpr int kCheckpointPages = 1000;   // 4 MiB of log

// The log keeps its size between checkpoints (a commit that does not lengthen it syncs faster); the limit gives back
// what one huge transaction took.
constexpr const char* kSettings =
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA secure_delete = ON;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA journal_size_limit = 16777216;";

Result<void> prepare_files(const std::string& path, Connection::Mode mode) {
  const auto present = require_file(path);
  if (present && mode == Connection::Mode::read_write) make_private(path);
  return present;
}

// Names that mean something to SQLite (":memory:", "file:...") are files like any other here.
std::string plain_path(const std::string& path) {
  std::error_code ignored;
  const auto absolute = std::filesystem::absolute(path, ignored);
  return ignored ? path : absolute.string();
}

}  // namespace

Connection::Connection(sqlite3* database) : database_(database), checkpoint_at_(kCheckpointPages) {
  begin_ = std::make_unique<Statement>(*this, "BEGIN IMMEDIATE");
  commit_ = std::make_unique<Statement>(*this, "COMMIT");
  rollback_ = std::make_unique<Statement>(*this, "ROLLBACK");
}

Connection::~Connection() {
  begin_.reset();
  commit_.reset();
  rollback_.reset();
  // Closing would write the log into the database and delete it; after a failure the log is the only good copy.
  if (lost_) sqlite3_db_config(database_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  sqlite3_close(database_);
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, Mode mode) {
  if (const auto ready = prepare_files(path, mode); !ready) return ready.error();
  const bool read_only = mode == Mode::read_only;
  const int flags = (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(plain_path(path).c_str(), &database, flags, nullptr);
  if (database == nullptr) return StoreError::io;
  std::unique_ptr<Connection> connection(new Connection(database));
  sqlite3_extended_result_codes(database, 1);
  if (code != SQLITE_OK) return connection->failure(code);
  // SQLite falls back to reading when it may not write.
  if (!read_only && sqlite3_db_readonly(database, "main") == 1) return StoreError::denied;
  if (const auto configured = connection->configure(); !configured) return configured.error();
  return connection;
}

Result<void> Connection::configure() {
  sqlite3_busy_timeout(database_, kBusyTimeoutMs);
  sqlite3_db_config(database_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // Own checkpoints: the built-in ones ignore a failing sync.
  sqlite3_wal_hook(database_, &Connection::committed, this);
  return execute(kSettings);
}

int Connection::committed(void* self, sqlite3*, const char*, int wal_pages) {
  auto& connection = *static_cast<Connection*>(self);
  if (wal_pages < connection.wal_pages_) connection.checkpoint_at_ = kCheckpointPages;  // the log began anew
  connection.wal_pages_ = wal_pages;
  return SQLITE_OK;
}

Result<void> Connection::execute(const char* script) {
  if (const auto ready = usable(); !ready) return ready;
  const int code = attempt([&] { return sqlite3_exec(database_, script, nullptr, nullptr, nullptr); });
  if (code != SQLITE_OK) return failure(code);
  return {};
}

Result<std::int64_t> Connection::integer(const char* query) {
  Statement statement(*this, query);
  const auto row = statement.step();
  if (!row) return row.error();
  return *row ? statement.integer(0) : 0;
}

Result<void> Connection::usable() const {
  if (lost_) return StoreError::io;
  return {};
}

StoreError Connection::failure(int code) {
  const StoreError error = from_sqlite(code, system_error_);
  if (error == StoreError::io) lost_ = true;
  return error;
}

Result<void> Connection::checkpoint(bool whole) {
  whole_due_ = whole_due_ || whole;
  if (!whole && wal_pages_ < checkpoint_at_) return {};
  const int mode = whole_due_ ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  sqlite3_busy_timeout(database_, kEmptyLogTimeoutMs);
  const int code = attempt([&] { return sqlite3_wal_checkpoint_v2(database_, "main", mode, nullptr, nullptr); });
  sqlite3_busy_timeout(database_, kBusyTimeoutMs);
  checkpoint_at_ = wal_pages_ + kCheckpointPages;
  if (code == SQLITE_OK) {
    whole_due_ = false;
    return {};
  }
  const StoreError error = failure(code);
  if (error == StoreError::locked || error == StoreError::full) return {};
  return error;
}

Transaction::~Transaction() {
  // Some errors have rolled back by themselves.
  if (sqlite3_get_autocommit(connection_.handle()) == 0) {
    connection_.rollback_->reset();
    static_cast<void>(connection_.rollback_->run());
  }
}

Result<void> Transaction::begin() {
  const auto begun = connection_.begin_->run();
  if (!begun) return begun.error();
  return {};
}

Result<void> Transaction::commit() {
  const auto committed = connection_.commit_->run();
  if (!committed) return committed.error();
  return {};
}

}  // namespace truewait::storage
