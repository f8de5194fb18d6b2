// The store's files as the operating system sees them: private from the first byte, their names durable.
// It never opens a file that SQLite may hold open: closing it would drop SQLite's locks (POSIX locks are per process).
#pragma once

#include <string>

#include "truewait/storage/store.hpp"

namespace truewait::storage {

/// Creates an empty file of mode 0600. StoreError::exists when there is one already.
Result<void> create_private(const std::string& path);

/// The same under a new name of its own beside `path`; returns the name.
Result<std::string> create_private_beside(const std::string& path);

/// Gives a finished, closed file its name, durably. What has that name already is left alone and is no error.
Result<void> put_in_place(const std::string& made, const std::string& path);

/// Removes a database file and what SQLite may have put beside it.
void remove_database(const std::string& path);

/// Takes group's and others' rights from a store and from its -wal and -shm; what is missing or not ours stays as it
/// is.
void make_private(const std::string& path);

/// Syncs a closed file's bytes and its directory entry.
Result<void> sync_file(const std::string& path);

/// Whether `path` is a file that can be opened: not_found, denied or corrupt (a directory, a device) when it is not.
Result<void> require_file(const std::string& path);

}  // namespace truewait::storage
