#include "storage/files.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "storage/error_map.hpp"

namespace truewait::storage {
namespace {

Result<void> sync_path(const std::string& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0) return from_errno(errno);
  const int synced = ::fsync(fd);
  ::close(fd);
  if (synced != 0) return StoreError::io;
  return {};
}

Result<void> sync_directory_of(const std::string& path) {
  const std::string directory = std::filesystem::path(path).parent_path().string();
  return sync_path(directory.empty() ? "." : directory, O_RDONLY | O_DIRECTORY);
}

}  // namespace

Result<void> create_private(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return from_errno(errno);
  ::close(fd);
  return {};
}

Result<std::string> create_private_beside(const std::string& path) {
  std::string name = path + ".new-" + std::string(6, 'X');  // replaced by mkostemp
  const int fd = ::mkostemp(name.data(), O_CLOEXEC);        // of mode 0600
  if (fd < 0) return from_errno(errno);
  ::close(fd);
  return name;
}

Result<void> put_in_place(const std::string& made, const std::string& path) {
  if (const auto synced = sync_path(made, O_RDONLY); !synced) return synced;
  const bool failed = ::link(made.c_str(), path.c_str()) != 0;
  if (failed && errno != EEXIST) return from_errno(errno);
  if (::unlink(made.c_str()) != 0) return from_errno(errno);
  return sync_directory_of(path);
}

void remove_database(const std::string& path) {
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) ::unlink((path + suffix).c_str());
}

void make_private(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    const std::string file = path + suffix;
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0 || (info.st_mode & 077) == 0) continue;
    // Fails for a file of another owner: who may only read or write it has no say in its mode.
    static_cast<void>(::chmod(file.c_str(), info.st_mode & 0700));
  }
}

Result<void> sync_file(const std::string& path) {
  if (const auto synced = sync_path(path, O_RDONLY); !synced) return synced;
  return sync_directory_of(path);
}

Result<void> require_file(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return from_errno(errno);
  if (!S_ISREG(info.st_mode)) return StoreError::corrupt;
  if (::access(path.c_str(), R_OK) != 0) return from_errno(errno);
  return {};
}

}  // namespace truewait::storage
