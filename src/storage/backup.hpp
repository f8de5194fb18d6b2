// A consistent copy of a store into one new private file while others write. Never overwrites.
#pragma once

#include "storage/connection.hpp"

namespace truewait::storage {

/// On failure nothing is left of the copy. StoreError::exists when there is a file already.
Result<void> copy_store(Connection& source, const std::string& path);

}  // namespace truewait::storage
