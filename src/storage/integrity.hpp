// Looks for damage in a whole store: SQLite's own structure, then every fact's checksum and place in its sequence.
// Reads everything, changes nothing.
#pragma once

#include "storage/connection.hpp"

namespace truewait::storage {

/// What is damaged, in words, or empty.
Result<std::string> find_damage(Connection& connection);

}  // namespace truewait::storage
