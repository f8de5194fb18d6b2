// One SQLite connection: opened with the settings durability rests on, closed when destroyed. Knows no table.
// After an I/O error it refuses everything: what is on disk is unknown, and a second sync would prove nothing.
#pragma once

#include <cerrno>
#include <cstdint>
#include <memory>
#include <string>

#include "truewait/storage/store.hpp"

struct sqlite3;

namespace truewait::storage {

class Statement;

class Connection {
 public:
  enum class Mode { read_write, read_only };

  /// Opens an existing file. Errors: not_found, denied, corrupt, full, io.
  static Result<std::unique_ptr<Connection>> open(const std::string& path, Mode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* handle() const { return database_; }
  /// Runs a script without parameters whose rows, if any, do not matter.
  Result<void> execute(const char* script);
  /// First column of the first row, 0 without a row.
  Result<std::int64_t> integer(const char* query);

  /// io when the connection has failed before.
  Result<void> usable() const;
  /// Runs one call of SQLite and keeps the errno of a system call that failed in it: SQLite itself forgets it when a
  /// commit fails.
  template <class Call>
  int attempt(Call call) {
    errno = 0;
    const int code = call();
    system_error_ = errno;
    return code;
  }
  /// The error of a result code of the last attempt; remembers that the connection is lost when it is an I/O error.
  StoreError failure(int code);

  /// Brings the write-ahead log into the database once it has grown by a thousand pages, or now when `whole` is asked
  /// for, which also empties the log's file. Space that is missing and readers in the way are no error: the log grows
  /// and it is tried again after a later commit.
  Result<void> checkpoint(bool whole);

 private:
  friend class Transaction;
  explicit Connection(sqlite3* database);
  Result<void> configure();
  static int committed(void* self, sqlite3* database, const char* schema, int wal_pages);

  sqlite3* database_;
  int system_error_ = 0;
  bool lost_ = false;
  bool whole_due_ = false;
  int wal_pages_ = 0;      // in the log after the last commit
  int checkpoint_at_ = 0;  // pages in the log at which the next checkpoint is due
  std::unique_ptr<Statement> begin_, commit_, rollback_;
};

/// A write transaction, rolled back unless committed.
class Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) {}
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  Result<void> begin();
  /// Durable when it succeeds.
  Result<void> commit();

 private:
  Connection& connection_;
};

}  // namespace truewait::storage
