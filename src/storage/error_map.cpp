#include "storage/error_map.hpp"

#include <sqlite3.h>

#include <cerrno>

namespace truewait::storage {
namespace {

bool no_space(int error) {
  return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

// A failed sync is never "full", whatever its errno: the kernel may have dropped the pages, so nothing that was
// written before can be trusted.
StoreError from_io_error(int code, int system_error) {
  switch (code) {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_SHMSIZE:
    case SQLITE_IOERR_SHMMAP:
    case SQLITE_IOERR_SHMOPEN:
      return no_space(system_error) ? StoreError::full : StoreError::io;
    case SQLITE_IOERR_CORRUPTFS:
      return StoreError::corrupt;
    default:
      return StoreError::io;
  }
}

}  // namespace

StoreError from_errno(int error) {
  if (no_space(error)) return StoreError::full;
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return StoreError::not_found;
    case EEXIST:
      return StoreError::exists;
    case EWOULDBLOCK:
      return StoreError::locked;
    case EACCES:
    case EPERM:
    case EROFS:
      return StoreError::denied;
    case EISDIR:
      return StoreError::corrupt;
    default:
      return StoreError::io;
  }
}

StoreError from_sqlite(int code, int system_error) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return StoreError::full;
    case SQLITE_IOERR:
      return from_io_error(code, system_error);
    case SQLITE_ERROR:  // our statements are right, so the schema they meet is not
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_FORMAT:
      return StoreError::corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StoreError::locked;
    case SQLITE_CONSTRAINT:
      return StoreError::out_of_sequence;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return StoreError::denied;
    case SQLITE_CANTOPEN:
      return system_error == 0 ? StoreError::denied : from_errno(system_error);
    default:
      return StoreError::io;
  }
}

}  // namespace truewait::storage
