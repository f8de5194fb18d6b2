// The tables of a store and how an older file becomes a current one: forward only, each change in one transaction.
// It never touches a file that is not a store, nor one of a newer release.
#pragma once

#include <span>

#include "storage/connection.hpp"

namespace truewait::storage {

/// One script per format: script i turns format i into i + 1.
std::span<const char* const> migrations();

/// Checks that the file is a store this release can read. An empty one is, too, unless `for_reading`.
Result<void> check_format(Connection& connection, int newest, bool for_reading);

/// Brings the file to the newest format, all steps or none.
Result<void> migrate(Connection& connection, std::span<const char* const> scripts);

}  // namespace truewait::storage
