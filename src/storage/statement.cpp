#include "storage/statement.hpp"

#include <sqlite3.h>

namespace truewait::storage {

Statement::~Statement() {
  sqlite3_finalize(compiled_);
}

void Statement::prepare() {
  code_ = SQLITE_OK;
  if (compiled_ == nullptr) {
    code_ = connection_.attempt([&] {
      return sqlite3_prepare_v3(connection_.handle(), sql_, -1, SQLITE_PREPARE_PERSISTENT, &compiled_, nullptr);
    });
  } else {
    sqlite3_reset(compiled_);
  }
}

Result<bool> Statement::step() {
  if (!connection_.usable()) return StoreError::io;
  if (compiled_ == nullptr && code_ == SQLITE_OK) prepare();
  if (code_ != SQLITE_OK) return connection_.failure(code_);
  const int code = connection_.attempt([&] { return sqlite3_step(compiled_); });
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) {
    const StoreError error = connection_.failure(code);
    sqlite3_reset(compiled_);
    return error;
  }
  sqlite3_reset(compiled_);
  return false;
}

Result<std::size_t> Statement::run() {
  for (;;) {
    const auto row = step();
    if (!row) return row.error();
    if (!*row) return static_cast<std::size_t>(sqlite3_changes64(connection_.handle()));
  }
}

void Statement::reset() {
  sqlite3_reset(compiled_);
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(compiled_, column);
}

std::string_view Statement::bytes(int column) const {
  const void* data = sqlite3_column_blob(compiled_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(compiled_, column));
  return {static_cast<const char*>(data), data == nullptr ? 0 : size};
}

bool Statement::null(int column) const {
  return sqlite3_column_type(compiled_, column) == SQLITE_NULL;
}

void Statement::put(int index, std::int64_t value) {
  if (code_ == SQLITE_OK) code_ = sqlite3_bind_int64(compiled_, index, value);
}

// A null pointer would bind NULL where empty text is meant.
void Statement::put(int index, std::string_view text) {
  const char* data = text.data() == nullptr ? "" : text.data();
  if (code_ == SQLITE_OK) {
    code_ = sqlite3_bind_text64(compiled_, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
}

void Statement::put(int index, Blob blob) {
  const char* data = blob.bytes.data() == nullptr ? "" : blob.bytes.data();
  if (code_ == SQLITE_OK) code_ = sqlite3_bind_blob64(compiled_, index, data, blob.bytes.size(), SQLITE_STATIC);
}

void Statement::put(int index, const std::optional<std::int64_t>& value) {
  if (value) {
    put(index, *value);
  } else if (code_ == SQLITE_OK) {
    code_ = sqlite3_bind_null(compiled_, index);
  }
}

}  // namespace truewait::storage
