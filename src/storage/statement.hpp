// A prepared statement, compiled on first use. Values are bound, never pasted into SQL.
// Its rows are valid until the next step or reset; bound text must live as long.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/connection.hpp"

struct sqlite3_stmt;

namespace truewait::storage {

/// Bytes to be bound as a BLOB; a bare string_view is bound as TEXT.
struct Blob {
  std::string_view bytes;
};

class Statement {
 public:
  /// `sql` must outlive the statement: a literal.
  Statement(Connection& connection, const char* sql) : connection_(connection), sql_(sql) {}
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Starts afresh with these parameters, in order.
  template <class... Values>
  Statement& bind(const Values&... values) {
    prepare();
    int index = 0;
    (put(++index, values), ...);
    return *this;
  }

  /// True when there is a row to read.
  Result<bool> step();
  /// Steps to the end and resets; the number of rows it changed.
  Result<std::size_t> run();
  /// Ends a query early, so that it holds no read transaction.
  void reset();

  std::int64_t integer(int column) const;
  std::string_view bytes(int column) const;
  std::string text(int column) const { return std::string(bytes(column)); }
  bool null(int column) const;

 private:
  void prepare();
  void put(int index, std::int64_t value);
  void put(int index, std::uint32_t value) { put(index, static_cast<std::int64_t>(value)); }
  void put(int index, std::string_view text);
  void put(int index, Blob blob);
  void put(int index, const std::optional<std::int64_t>& value);

  Connection& connection_;
  const char* sql_;
  sqlite3_stmt* compiled_ = nullptr;
  int code_ = 0;  // of the first failure of prepare or bind
};

/// Resets a query when the reader is done with its rows.
class Rows {
 public:
  explicit Rows(Statement& statement) : statement_(statement) {}
  ~Rows() { statement_.reset(); }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  Result<bool> next() { return statement_.step(); }
  const Statement* operator->() const { return &statement_; }

 private:
  Statement& statement_;
};

}  // namespace truewait::storage
