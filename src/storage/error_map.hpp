// What the errors of the operating system and of SQLite mean to the store. Pure functions; they touch no file.
#pragma once

#include "truewait/storage/error.hpp"

namespace truewait::storage {

/// `error` is an errno of a failed open, create or lock.
StoreError from_errno(int error);

/// `code` is an extended SQLite result code; `system_error` the errno behind it, 0 when there was none.
StoreError from_sqlite(int code, int system_error);

}  // namespace truewait::storage
