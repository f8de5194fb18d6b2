// The one error enum of the storage layer.
#pragma once

#include <boost/system/error_code.hpp>

namespace truewait::storage {

enum class StoreError {
  full = 1,         ///< no space: nothing was written; try again when space returns
  io,               ///< a read, write or sync failed: what is on disk is unknown, the process must end
  corrupt,          ///< the file is damaged or is not a store
  newer_format,     ///< written by a newer release
  not_found,        ///< no such file
  exists,           ///< the target exists and is not overwritten
  locked,           ///< another process holds the store
  out_of_sequence,  ///< a record's seq is not the next of its shard: a programming error
  denied,           ///< permissions
};

boost::system::error_code make_error_code(StoreError e);

}  // namespace truewait::storage

namespace boost::system {
template <>
struct is_error_code_enum<truewait::storage::StoreError> : std::true_type {};
}  // namespace boost::system
