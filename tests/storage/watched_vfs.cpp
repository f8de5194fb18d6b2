#include "storage/watched_vfs.hpp"

#include <cerrno>

namespace truewait::storage {
namespace {

struct File {
  sqlite3_file head;
  WatchedVfs* vfs;
  const char* path;  // SQLite keeps it alive as long as the file is open
  sqlite3_file* real;
};

File& own(sqlite3_file* file) {
  return *reinterpret_cast<File*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
  return own(file).real;
}

std::string path_of(const File& file) {
  return file.path == nullptr ? "" : file.path;
}

int on_write(sqlite3_file* file, const void* data, int n, sqlite3_int64 at) {
  const std::string_view bytes(static_cast<const char*>(data), static_cast<std::size_t>(n));
  const int code = own(file).vfs->before({FileEvent::Kind::write, path_of(own(file)), at, bytes});
  return code != SQLITE_OK ? code : real(file)->pMethods->xWrite(real(file), data, n, at);
}

int on_truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int code = own(file).vfs->before({FileEvent::Kind::truncate, path_of(own(file)), size, {}});
  return code != SQLITE_OK ? code : real(file)->pMethods->xTruncate(real(file), size);
}

int on_sync(sqlite3_file* file, int flags) {
  const int code = own(file).vfs->before({FileEvent::Kind::sync, path_of(own(file)), 0, {}});
  return code != SQLITE_OK ? code : real(file)->pMethods->xSync(real(file), flags);
}

int on_close(sqlite3_file* file) {
  return real(file)->pMethods->xClose(real(file));
}
int on_read(sqlite3_file* file, void* to, int n, sqlite3_int64 at) {
  return real(file)->pMethods->xRead(real(file), to, n, at);
}
int on_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int on_lock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}
int on_unlock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int on_check(sqlite3_file* file, int* out) {
  return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
int on_control(sqlite3_file* file, int what, void* arg) {
  return real(file)->pMethods->xFileControl(real(file), what, arg);
}
int on_sector(sqlite3_file* file) {
  return real(file)->pMethods->xSectorSize(real(file));
}
int on_traits(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int on_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
int on_shm_lock(sqlite3_file* file, int offset, int n, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}
void on_barrier(sqlite3_file* file) {
  real(file)->pMethods->xShmBarrier(real(file));
}
int on_unmap(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

const sqlite3_io_methods kMethods = {2,           on_close,   on_read,  on_write,   on_truncate, on_sync,   on_size,
                                     on_lock,     on_unlock,  on_check, on_control, on_sector,   on_traits, on_map,
                                     on_shm_lock, on_barrier, on_unmap, nullptr,    nullptr};

WatchedVfs& watched(sqlite3_vfs* vfs) {
  return *static_cast<WatchedVfs*>(vfs->pAppData);
}

int on_open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  File& opened = own(file);
  sqlite3_vfs* const base = watched(vfs).base();
  opened = {{nullptr}, &watched(vfs), name, reinterpret_cast<sqlite3_file*>(&opened + 1)};
  const int code = base->xOpen(base, name, opened.real, flags, out_flags);
  if (opened.real->pMethods != nullptr) opened.head.pMethods = &kMethods;
  return code;
}

int on_delete(sqlite3_vfs* vfs, const char* path, int sync_directory) {
  const int code = watched(vfs).before({FileEvent::Kind::removal, path, 0, {}});
  sqlite3_vfs* const base = watched(vfs).base();
  return code != SQLITE_OK ? code : base->xDelete(base, path, sync_directory);
}

// The base keeps its errno in no place of its own.
int on_last_error(sqlite3_vfs*, int, char*) {
  return errno;
}

}  // namespace

WatchedVfs::WatchedVfs(Before before) : before_(std::move(before)), base_(sqlite3_vfs_find(nullptr)), own_(*base_) {
  own_.szOsFile = static_cast<int>(sizeof(File)) + base_->szOsFile;
  own_.zName = "watched";
  own_.pAppData = this;
  own_.xOpen = on_open;
  own_.xDelete = on_delete;
  own_.xGetLastError = on_last_error;
  sqlite3_vfs_register(&own_, 1);
}

WatchedVfs::~WatchedVfs() {
  sqlite3_vfs_unregister(&own_);
  sqlite3_vfs_register(base_, 1);
}

}  // namespace truewait::storage
